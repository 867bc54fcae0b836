import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Wire } from '../../../src/world/network/link.ts';
import { Routes } from '../../../src/world/network/routes.ts';
import type { SwitchMap } from '../../../src/world/network/routes.ts';

const nodes = 4;
const switches = 6;
const places = Array.from({ length: nodes + switches }, (_, place) => place);
const isSwitch = (place: number): boolean => place >= nodes;

/** A network of nodes, wired to switches alone, and of switches; `joined` and `open` by pair. */
class Net implements SwitchMap {
  readonly nodes = nodes;
  readonly switches = switches;
  readonly #joined: readonly boolean[];
  readonly #wires = new Map<number, Wire>();

  constructor(joined: readonly boolean[]) {
    this.#joined = joined;
  }

  #areJoined(a: number, b: number): boolean {
    const [low, high] = a < b ? [a, b] : [b, a];
    return isSwitch(high) && (this.#joined[low * places.length + high] ?? false);
  }

  neighbours(place: number): readonly number[] {
    return places.filter((other) => other !== place && this.#areJoined(place, other));
  }

  level(place: number): number {
    return place % 3;
  }

  number(node: number): number {
    return node;
  }

  wire(from: number, to: number): Wire | null {
    if (!this.#areJoined(from, to)) return null;
    const key = from * places.length + to;
    const wire = this.#wires.get(key) ?? ({ from, to } as Wire);
    this.#wires.set(key, wire);
    return wire;
  }
}

/** Fewest hops between all pairs by Floyd and Warshall, through switches alone. */
function fewest(net: Net, isOpen: (wire: Wire) => boolean): number[][] {
  const hops = places.map((from) =>
    places.map((to) => {
      const wire = net.wire(from, to);
      if (from === to) return 0;
      return wire !== null && isOpen(wire) ? 1 : Infinity;
    }),
  );
  const at = (from: number, to: number): number => (hops[from] as number[])[to] as number;
  for (const via of places.filter(isSwitch)) {
    for (const from of places) {
      for (const to of places) {
        (hops[from] as number[])[to] = Math.min(at(from, to), at(from, via) + at(via, to));
      }
    }
  }
  return hops;
}

const pairs = places.length * places.length;
const bits = fc.array(fc.boolean(), { minLength: pairs, maxLength: pairs });

describe('the way of a message through switches', () => {
  it('is open at every hop, through switches alone, and none is shorter', () => {
    fc.assert(
      fc.property(bits, bits, bits, (joined, open, alsoOpen) => {
        const net = new Net(joined);
        const isOpen = ({ from, to }: Wire): boolean => {
          const key = from * places.length + to;
          return (open[key] ?? false) || (alsoOpen[key] ?? false);
        };
        const routes = new Routes(net, isOpen);
        const hops = fewest(net, isOpen);
        for (const from of places) {
          for (let to = 0; to < nodes; to += 1) {
            const least = (hops[from] as number[])[to] as number;
            const path = routes.path(from, to);
            expect(path?.length ?? Infinity).toBe(least);
            if (path === null || path.length === 0) continue;
            expect(path.every(isOpen)).toBe(true);
            expect(path.slice(0, -1).every((wire) => isSwitch(wire.to))).toBe(true);
            expect([path[0]?.from, path.at(-1)?.to]).toEqual([from, to]);
          }
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
