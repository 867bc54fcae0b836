import { defineFault } from './define.ts';

/** What was to be written stays in the cache, so that a second try may succeed. */
export const diskError = defineFault({
  name: 'disk-error',
  summary: 'Let operations of a disk fail with EIO: a sync is not done, a read throws.',
  chapter: 'Faults and Partial Failures',
  targets: 'nodes',
  needs: { failures: 'omission' },
  weaker: ['disk-stall'],
  diskOps: ['read', 'write', 'sync'],
  example:
    '{ fault: disk-error, target: store, match: { op: sync, nth: 2 }, at: 25s, duration: 10s }',
  begin: (world, targets) => targets.map((node) => world.disk(node, () => ({ fail: 'EIO' }))),
});
