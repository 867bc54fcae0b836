import { defineFault } from './define.ts';

/** A network disk whose far end does not answer, or a controller that resets itself: everything waits. */
export const diskStall = defineFault({
  name: 'disk-stall',
  summary: 'Let the disk of a node stand still: what was asked of it ends when the fault is over.',
  chapter: 'Process Pauses',
  targets: 'nodes',
  needs: { timing: 'partially-synchronous' },
  weaker: ['disk-slow'],
  diskOps: ['read', 'write', 'sync'],
  example: '{ fault: disk-stall, target: store, at: 25s, duration: 3s }',
  begin: (world, targets) => targets.map((node) => world.disk(node, () => 'stall')),
});
