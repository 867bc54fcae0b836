import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linksCut, type Shape } from '../../../../src/library/faults/partition/shapes.ts';

const drawn = fc.record({ count: fc.integer({ min: 1, max: 14 }), at: fc.nat(1_000_000) });

/** Whom each node hears, itself included, in one drawing of a shape. */
function heard(shape: Shape, count: number, at: number): ReadonlyMap<string, ReadonlySet<string>> {
  const nodes = Array.from({ length: count }, (_, i) => `n${i + 1}`);
  let draws = at;
  const choose = (options: number): number => {
    draws = (draws * 7919 + 104_729) % 1_000_003;
    return draws % options;
  };
  const cut = new Set(linksCut(shape, nodes, choose).map(({ from, to }) => `${from} ${to}`));
  return new Map(
    nodes.map((node) => [node, new Set(nodes.filter((one) => !cut.has(`${one} ${node}`)))]),
  );
}

const textOf = (set: ReadonlySet<string>): string => [...set].join(' ');

function eachDrawing(shape: Shape, law: (all: ReadonlyMap<string, ReadonlySet<string>>) => void) {
  fc.assert(
    fc.property(drawn, ({ count, at }) => law(heard(shape, count, at))),
    { seed: 42, numRuns: 150 },
  );
}

describe('the shapes of a partition', () => {
  it.each(['halves', 'bridge', 'majorities-ring'] as const)(
    '%s cuts both ways or none',
    (shape) => {
      eachDrawing(shape, (all) => {
        for (const [node, others] of all) {
          for (const other of others) expect(all.get(other)?.has(node)).toBe(true);
        }
      });
    },
  );

  it('halves: two sides that differ by one at most, each whole in itself', () => {
    eachDrawing('halves', (all) => {
      const sides = [...new Set([...all.values()].map(textOf))].map((side) => side.split(' '));
      expect(sides).toHaveLength(Math.min(2, all.size));
      expect(sides.flat()).toHaveLength(all.size);
      const [a = [], b = []] = sides;
      if (sides.length === 2) expect(Math.abs(a.length - b.length)).toBeLessThanOrEqual(1);
    });
  });

  it('bridge: one node hears all, and without it there are two halves', () => {
    eachDrawing('bridge', (all) => {
      if (all.size < 3) return;
      const middle = [...all]
        .filter(([, others]) => others.size === all.size)
        .map(([node]) => node);
      expect(middle).toHaveLength(1);
      const rest = [...all].filter(([node]) => !middle.includes(node));
      expect(new Set(rest.map(([, others]) => textOf(others))).size).toBe(2);
    });
  });

  it('majorities-ring: each hears a majority, and no two hear the same', () => {
    eachDrawing('majorities-ring', (all) => {
      const majority = Math.floor(all.size / 2) + 1;
      for (const others of all.values()) expect(others.size).toBeGreaterThanOrEqual(majority);
      if (all.size < 3) return;
      expect(new Set([...all.values()].map(textOf)).size).toBe(all.size);
    });
  });

  it('majorities-ring: a bare majority wherever there is such a ring', () => {
    for (const count of [4, 5, 6, 8, 9, 10, 12, 13]) {
      const sizes = new Set(
        [...heard('majorities-ring', count, 1).values()].map(({ size }) => size),
      );
      expect([...sizes], `${count} nodes`).toEqual([Math.floor(count / 2) + 1]);
    }
  });

  it('draws who stands where', () => {
    const drawings = [1, 2, 3, 4, 5].map((at) => [...heard('halves', 5, at).values()].map(textOf));
    expect(new Set(drawings.map(String)).size).toBeGreaterThan(1);
  });
});
