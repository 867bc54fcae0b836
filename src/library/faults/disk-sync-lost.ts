import { defineFault } from './define.ts';

/** A drive with a cache that forgets: it says that data is safe when it is not. Seen after a power cut. */
export const diskSyncLost = defineFault({
  name: 'disk-sync-lost',
  summary: 'Let a disk report a sync as done without making anything last.',
  chapter: 'System Model and Reality',
  targets: 'nodes',
  needs: { failures: 'byzantine' },
  diskOps: ['sync'],
  example: '{ fault: disk-sync-lost, target: store, at: 25s, duration: 10s }',
  begin: (world, targets) => targets.map((node) => world.disk(node, () => 'lose')),
});
