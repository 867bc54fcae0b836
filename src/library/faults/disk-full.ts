import { defineFault } from './define.ts';

/** Somebody's log has filled the disk. What can be read and renamed still can. */
export const diskFull = defineFault({
  name: 'disk-full',
  summary: 'Refuse what a node writes to its disk with ENOSPC.',
  chapter: 'Faults and Partial Failures',
  targets: 'nodes',
  needs: { failures: 'omission' },
  diskOps: ['write'],
  example: '{ fault: disk-full, target: store, at: 25s, duration: 5s }',
  begin: (world, targets) => targets.map((node) => world.disk(node, () => ({ fail: 'ENOSPC' }))),
});
