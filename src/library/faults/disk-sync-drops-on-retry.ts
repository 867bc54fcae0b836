import { defineFault } from './define.ts';

/**
 * As Linux did in 2018 ("fsyncgate"): the page whose write failed is marked clean and the error told
 * once, so that the second sync has nothing to do and reports success.
 */
export const diskSyncDropsOnRetry = defineFault({
  name: 'disk-sync-drops-on-retry',
  summary: 'Fail the first sync of each file with EIO and forget its writes: a retry succeeds.',
  chapter: 'System Model and Reality',
  targets: 'nodes',
  needs: { failures: 'byzantine' },
  weaker: ['disk-error'],
  diskOps: ['sync'],
  example: '{ fault: disk-sync-drops-on-retry, target: store, at: 25s, duration: 10s }',
  begin: (world, targets) =>
    targets.map((node) => {
      const failed = new Set<string | null>();
      return world.disk(node, ({ file }) => {
        if (failed.has(file)) return 'pass';
        failed.add(file);
        return 'drop';
      });
    }),
});
