import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareNatural } from '../../../src/base/order.ts';
import { amountCount } from '../../../src/scenario/selector/amount.ts';
import {
  parseLinkKey,
  parseLinkSelector,
  parseNodeSelector,
} from '../../../src/scenario/selector/parse.ts';
import {
  keySides,
  resolveLinks,
  resolveNodes,
  type SelectionContext,
} from '../../../src/scenario/selector/resolve.ts';
import { isTextProblem } from '../../../src/scenario/diagnostics/text-problem.ts';
import { exampleWorld } from './worlds.ts';

const world = exampleWorld();

interface Recorded {
  readonly context: SelectionContext;
  readonly options: number[];
  readonly asked: (readonly string[] | null)[];
}

/** Draws from a fixed list (0 when it is used up); the leader is raft-2 where it may be. */
function recorded(draws: readonly number[] = [], leader: string | null = 'raft-2'): Recorded {
  const options: number[] = [];
  const asked: (readonly string[] | null)[] = [];
  const context: SelectionContext = {
    all: world.nodes,
    choose: (n) => {
      options.push(n);
      return (draws[options.length - 1] ?? 0) % n;
    },
    holder: (_role, among) => {
      asked.push(among);
      const node = leader !== null && (among === null || among.includes(leader)) ? leader : null;
      return { node, tie: false };
    },
  };
  return { context, options, asked };
}

function nodes(text: string, run = recorded()): readonly string[] {
  const selector = parseNodeSelector(text, world);
  if (isTextProblem(selector)) throw new Error(selector.message);
  return resolveNodes(selector, run.context);
}

function links(text: string, run = recorded()): readonly string[] {
  const selector = parseLinkSelector(text, world);
  if (isTextProblem(selector)) throw new Error(selector.message);
  return resolveLinks(selector, run.context).map(({ from, to }) => `${from} ${to}`);
}

describe('how many', () => {
  test.each([
    [1, 0, 1],
    [2, 0, 2],
    [3, 1, 2],
    [4, 1, 3],
    [5, 2, 3],
    [6, 2, 4],
  ])('of %i, the minority is %i and the majority %i', (n, minority, majority) => {
    expect(amountCount({ kind: 'minority' }, n)).toBe(minority);
    expect(amountCount({ kind: 'majority' }, n)).toBe(majority);
  });

  test('a percentage rounds down, but takes at least one', () => {
    const share = (percent: number, n: number): number =>
      amountCount({ kind: 'share', ppb: percent * 10_000_000 }, n);
    expect([
      share(50, 3),
      share(99, 10),
      share(100, 10),
      share(1, 10),
      share(30, 10),
    ]).toStrictEqual([1, 9, 10, 1, 3]);
  });
});

describe('draws', () => {
  test('without putting back, from what is left in natural order', () => {
    const run = recorded([9, 8, 0]);
    expect(nodes('3 of store', run)).toStrictEqual(['store-1', 'store-9', 'store-10']);
    expect(run.options).toStrictEqual([10, 9, 8]);
  });

  test('nothing is drawn when all are taken', () => {
    const run = recorded();
    expect(nodes('3 of raft', run)).toStrictEqual(['raft-1', 'raft-2', 'raft-3']);
    expect(run.options).toStrictEqual([]);
  });

  test('who is left out is left out of the draw; the amount measures the whole', () => {
    const run = recorded([0]);
    expect(nodes('one of raft except raft-1', run)).toStrictEqual(['raft-2']);
    expect(run.options).toStrictEqual([2]);
    expect(nodes('majority of raft except raft-1')).toStrictEqual(['raft-2', 'raft-3']);
    expect(nodes('one of raft except leader', recorded([1]))).toStrictEqual(['raft-3']);
  });

  test('roles: among all, among a group, or nobody', () => {
    const run = recorded();
    expect(nodes('leader', run)).toStrictEqual(['raft-2']);
    expect(nodes('leader of raft', run)).toStrictEqual(['raft-2']);
    expect(nodes('leader of store', run)).toStrictEqual([]);
    expect(run.asked[0]).toBeNull();
    expect(run.asked[1]).toStrictEqual(['raft-1', 'raft-2', 'raft-3']);
    expect(nodes('leader except raft-2')).toStrictEqual([]);
    expect(nodes('leader, lone', recorded([], null))).toStrictEqual(['lone']);
  });
});

describe('links', () => {
  test('one way and both ways, ordered, without a node to itself', () => {
    expect(links('raft-1 -> raft')).toStrictEqual(['raft-1 raft-2', 'raft-1 raft-3']);
    expect(links('raft -> raft')).toHaveLength(6);
    expect(links('raft <-> raft')).toStrictEqual(links('raft -> raft'));
    expect(links('lone <-> raft-1')).toStrictEqual(['lone raft-1', 'raft-1 lone']);
    expect(links('lone -> store').slice(8)).toStrictEqual(['lone store-9', 'lone store-10']);
  });

  test('rest is every node not on the other side', () => {
    expect(links('raft -> rest')).toHaveLength(3 * (world.nodes.length - 3));
    expect(links('rest -> lone')).toHaveLength(world.nodes.length - 1);
    expect(links('leader <-> rest')).toHaveLength(2 * (world.nodes.length - 1));
    expect(links('raft, client -> rest except store')).not.toContain('raft-1 store-1');
    expect(links('leader <-> rest', recorded([], null))).toStrictEqual([]);
  });

  test('equal text on both sides draws without putting back', () => {
    const run = recorded([1, 1]);
    expect(links('one of raft <-> one of raft', run)).toStrictEqual([
      'raft-2 raft-3',
      'raft-3 raft-2',
    ]);
    expect(run.options).toStrictEqual([3, 2]);
  });

  test('an amount on the second side draws among nodes that are not on the first', () => {
    expect(links('leader of raft -> one of raft', recorded([1]))).toStrictEqual(['raft-2 raft-3']);
    expect(links('raft-1 -> majority of raft')).toStrictEqual(['raft-1 raft-2', 'raft-1 raft-3']);
  });

  test('keys: both sides without pairs', () => {
    const key = parseLinkKey('raft <-> rest', world);
    if (isTextProblem(key)) throw new Error(key.message);
    const sides = keySides(key, world.nodes);
    expect(sides.from).toStrictEqual(['raft-1', 'raft-2', 'raft-3']);
    expect(sides.to).toHaveLength(world.nodes.length - 3);
  });

  test('laws: different ends, each pair once, both directions for <->', () => {
    const side = fc.constantFrom(
      'raft',
      'store',
      'one of raft',
      '2 of store',
      'leader',
      'lone',
      'all',
      'majority of raft',
      'raft, lone',
      'store except store-1*',
    );
    fc.assert(
      fc.property(
        side,
        side,
        fc.boolean(),
        fc.array(fc.nat(100), { maxLength: 8 }),
        (a, b, both, draws) => {
          const selector = parseLinkSelector(`${a} ${both ? '<->' : '->'} ${b}`, world);
          if (isTextProblem(selector)) return;
          const pairs = resolveLinks(selector, recorded(draws).context);
          const keys = new Set(pairs.map(({ from, to }) => `${from} ${to}`));
          expect(keys.size).toBe(pairs.length);
          for (const { from, to } of pairs) {
            expect(from).not.toBe(to);
            if (both) expect(keys.has(`${to} ${from}`)).toBe(true);
          }
          const sorted = pairs.toSorted(
            (x, y) => compareNatural(x.from, y.from) || compareNatural(x.to, y.to),
          );
          expect(pairs).toStrictEqual(sorted);
        },
      ),
      { seed: 42, numRuns: 300 },
    );
  });
});
