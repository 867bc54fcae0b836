import { signedDuration } from '../../base/schema.ts';
import { defineFault } from './define.ts';

/** A wrong cable length, a broken driver, a forged signal: the clock is set wrong with confidence. */
export const clockSyncError = defineFault({
  name: 'clock-sync-error',
  summary: 'Mislead whatever keeps the clock of a node right: all that it measures is off.',
  chapter: 'Clock Synchronization and Accuracy',
  targets: 'nodes',
  needs: {},
  weaker: ['clock-sync-off'],
  params: { by: signedDuration('How far; the clock is set so much ahead, or behind.') },
  example: '{ fault: clock-sync-error, target: kept, by: 40ms, at: 5s, duration: 20s }',
  begin: (world, targets, { by }) => targets.map((node) => world.clock(node).misleadSync(by)),
});
