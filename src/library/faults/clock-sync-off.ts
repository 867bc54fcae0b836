import { defineFault } from './define.ts';

/** The daemon was stopped, or the antenna stolen: nobody notices, for the clock is still nearly right. */
export const clockSyncOff = defineFault({
  name: 'clock-sync-off',
  summary: 'Stop whatever keeps the clock of a node right: its daemon, or the signal it receives.',
  chapter: 'Clock Synchronization and Accuracy',
  targets: 'nodes',
  needs: {},
  example: '{ fault: clock-sync-off, target: kept, at: 5s, duration: 10s }',
  begin: (world, targets) => targets.map((node) => world.clock(node).stopSync()),
});
