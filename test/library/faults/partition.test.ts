import { describe, expect, it } from 'vitest';
import { partition } from '../../../src/library/faults/partition.ts';
import { fault, FaultStage, second } from '../../run/faults/fault-stage.ts';

/** The links that a partition cuts while it is active, and those cut after it. */
function cutLinks(target: string | null, params: object = {}) {
  const stage = new FaultStage([fault('cut', { definition: partition, target, params })]);
  const cut = (): string[] =>
    stage.world.ids.flatMap((from) =>
      stage.world.ids
        .filter((to) => to !== from && !stage.world.canPass(from, to))
        .map((to) => `${from} ${to}`),
    );
  let during: string[] = [];
  stage.at(1.5 * second, () => {
    during = cut();
  });
  stage.play();
  return { during, after: cut() };
}

describe('partition', () => {
  it('cuts links in one direction or in both, and heals them', () => {
    expect(cutLinks('n1 -> n2')).toEqual({ during: ['n1 n2'], after: [] });
    expect(cutLinks('n1 <-> n2')).toEqual({ during: ['n1 n2', 'n2 n1'], after: [] });
    expect(cutLinks('n2').during).toEqual(['n1 n2', 'n2 n1', 'n2 n3', 'n3 n2']);
  });

  it('cuts all links between groups', () => {
    const { during, after } = cutLinks(null, { groups: [['n1'], ['n2', 'n3']] });
    expect(during).toEqual(['n1 n2', 'n1 n3', 'n2 n1', 'n3 n1']);
    expect(after).toEqual([]);
  });

  it('cuts off from all a node that is in no group', () => {
    const { during } = cutLinks(null, { groups: [['n1', 'n2']] });
    expect(during).toEqual(['n1 n3', 'n2 n3', 'n3 n1', 'n3 n2']);
  });

  it('parts the nodes of its target in a shape, and nobody else', () => {
    const all = cutLinks(null, { shape: 'halves' }).during;
    expect(all).toHaveLength(4);
    const { during, after } = cutLinks('n1, n3', { shape: 'halves' });
    expect(during).toEqual(['n1 n3', 'n3 n1']);
    expect(after).toEqual([]);
  });

  it.each([
    ['one of n* <-> rest', 4],
    ['minority of all-of-them <-> rest', 4],
    ['majority of all-of-them <-> rest', 4],
    ['one of all-of-them -> rest', 2],
  ])('takes the shapes that a selector says: %s', (target, count) => {
    expect(cutLinks(target).during).toHaveLength(count);
  });

  it('isolates the primary of the moment, and keeps it isolated when another takes over', () => {
    const cut = fault('cut', {
      definition: partition,
      target: 'leader <-> rest',
      atNs: 1.5 * second,
      durationNs: 2 * second,
    });
    const stage = new FaultStage([cut], {}, { n2: { terms: [1] }, n3: { terms: [0, 2] } });
    const seen: string[] = [];
    for (const at of [1.6, 2.5]) {
      stage.at(at * second, () => {
        const { world } = stage;
        seen.push(
          world.ids
            .filter((id) => world.ids.every((other) => other === id || !world.canPass(id, other)))
            .join(' '),
        );
      });
    }
    stage.play();
    expect(seen).toEqual(['n2', 'n2']);
  });

  it('stops what is under way, and no more than that', () => {
    const ns = 100_500_000;
    const short = fault('cut', {
      definition: partition,
      target: 'n1 -> n2',
      atNs: ns,
      durationNs: 100_000,
    });
    const stage = new FaultStage([short], { durationNs: second }).play();
    // It began and ended while the ping of 100 ms was on its way.
    expect(stage.rows('lost')).toEqual([]);
  });
});
