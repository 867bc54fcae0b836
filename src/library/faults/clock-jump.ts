import { signedDuration } from '../../base/schema.ts';
import { defineFault } from './define.ts';

/** An instant, not a condition: nothing takes it back except a clock daemon, if there is one. */
export const clockJump = defineFault({
  name: 'clock-jump',
  summary: 'Move the time-of-day clock of a node, forward or back.',
  chapter: 'Clock Synchronization and Accuracy',
  targets: 'nodes',
  needs: {},
  instant: true,
  params: { by: signedDuration('How far; negative is back.') },
  example: '{ fault: clock-jump, target: n2, at: 20s, by: -10m }',
  begin(world, targets, { by }) {
    for (const node of targets) world.stepWall(node, by);
  },
});
