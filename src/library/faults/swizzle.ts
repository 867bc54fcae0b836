import { compileSampler } from '../../base/sampler/sampler.ts';
import { distribution } from '../../base/schema.ts';
import type { NodeId } from '../../base/units.ts';
import type { Undo } from '../../world/verbs.ts';
import { defineFault } from './define.ts';
import { drawnLength } from './timing/drawn-length.ts';

/** The same items, in an order that differs if there are two: the first goes last when it does not. */
function another<T>(order: readonly T[], shuffled: readonly T[]): readonly T[] {
  const same = shuffled.every((item, at) => item === order[at]);
  return same ? [...shuffled.slice(1), ...shuffled.slice(0, 1)] : shuffled;
}

/** Each step leaves another set of nodes that hear one another: a vote that slips in between is wrong. */
export const swizzle = defineFault({
  name: 'swizzle',
  summary: 'Clog the links of one node after the other, then free them in another order.',
  chapter: 'Network Congestion and Queueing',
  targets: 'nodes',
  needs: { timing: 'partially-synchronous' },
  weaker: ['hold'],
  params: {
    gap: distribution('How long from one step to the next.').default('1s'),
  },
  example: '{ fault: swizzle, target: 2 of n*, gap: 500ms..2s, at: 5s, duration: 20s }',
  begin(world, targets, { gap }) {
    const sampler = compileSampler(gap);
    const clogged = new Map<NodeId, readonly Undo[]>();
    const clog = (node: NodeId): void => {
      const ways = [{ from: [node] }, { to: [node] }];
      clogged.set(
        node,
        ways.map((way) => world.rule(way, () => 'hold')),
      );
    };
    const free = (node: NodeId): void => {
      for (const undo of clogged.get(node) ?? []) undo();
      clogged.delete(node);
    };
    const order = world.random.shuffle(targets);
    const back = another(order, world.random.for('free').shuffle(targets));
    const steps = [
      ...order.map((node) => () => clog(node)),
      ...back.map((node) => () => free(node)),
    ];
    const take = (at: number): void => {
      steps[at]?.();
      if (at + 1 < steps.length)
        world.later(drawnLength(sampler, world.random), () => take(at + 1));
    };
    take(0);
    return () => {
      for (const node of clogged.keys()) free(node);
    };
  },
});
