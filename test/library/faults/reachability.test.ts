import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flap } from '../../../src/library/faults/flap.ts';
import { partition } from '../../../src/library/faults/partition.ts';
import { fault, FaultStage, ms } from '../../run/faults/fault-stage.ts';

const nodes = ['n1', 'n2', 'n3'];
const pairs = nodes.flatMap((from) =>
  nodes.filter((to) => to !== from).map((to) => [from, to] as const),
);

/** A cut as somebody who knows no selectors thinks of it: the pairs that it parts, and when. */
interface Cut {
  readonly target?: string;
  readonly groups?: readonly (readonly string[])[];
  readonly parts: (from: string, to: string) => boolean;
}

const isOneOf = (from: string, to: string, a: string, b: string): boolean =>
  (from === a && to === b) || (from === b && to === a);
const sameSide =
  (groups: readonly (readonly string[])[]) =>
  (from: string, to: string): boolean =>
    groups.some((group) => group.includes(from) && group.includes(to));

const node = fc.constantFrom(...nodes);
const cuts: fc.Arbitrary<Cut> = fc.oneof(
  node.map((one) => ({
    target: one,
    parts: (from: string, to: string) => from === one || to === one,
  })),
  fc.constantFrom(...pairs).map(([a, b]) => ({
    target: `${a} -> ${b}`,
    parts: (from: string, to: string) => from === a && to === b,
  })),
  fc.constantFrom(...pairs).map(([a, b]) => ({
    target: `${a} <-> ${b}`,
    parts: (from: string, to: string) => isOneOf(from, to, a, b),
  })),
  fc.constantFrom([['n1'], ['n2', 'n3']], [['n1', 'n2']], [['n1', 'n3'], ['n2']]).map((groups) => ({
    groups,
    parts: (from: string, to: string) => !sameSide(groups)(from, to),
  })),
);

const timed = fc.record({
  cut: cuts,
  fromMs: fc.integer({ min: 1, max: 900 }),
  lengthMs: fc.integer({ min: 1, max: 900 }),
  /** A loose contact: cut for so long, then whole for so long; null: cut throughout. */
  flaps: fc.option(
    fc.record({ off: fc.integer({ min: 1, max: 200 }), on: fc.integer({ min: 1, max: 200 }) }),
  ),
});
type Timed = typeof timed extends fc.Arbitrary<infer T> ? T : never;

const hasFlaps = ({ cut, flaps }: Timed): boolean => flaps !== null && cut.groups === undefined;

/** Whether a cut is in effect in the middle of a millisecond. */
function isCut(one: Timed, atMs: number): boolean {
  const sinceMs = atMs - one.fromMs;
  if (sinceMs < 0 || sinceMs >= one.lengthMs) return false;
  if (one.flaps === null || !hasFlaps(one)) return true;
  return sinceMs % (one.flaps.off + one.flaps.on) < one.flaps.off;
}

function planOf(one: Timed, at: number) {
  const { cut, flaps, fromMs, lengthMs } = one;
  const when = { atNs: fromMs * ms, durationNs: lengthMs * ms };
  if (cut.groups)
    return fault(`f${at}`, { definition: partition, params: { groups: cut.groups }, ...when });
  const target = cut.target as string;
  if (flaps === null) return fault(`f${at}`, { definition: partition, target, ...when });
  const params = { off: `${flaps.off}ms`, on: `${flaps.on}ms` };
  return fault(`f${at}`, { definition: flap, target, params, ...when });
}

describe('who can reach whom', () => {
  it('is what no cut of those in effect parts, however they overlap', () => {
    const law = fc.property(fc.array(timed, { minLength: 1, maxLength: 6 }), (all) => {
      const stage = new FaultStage(all.map(planOf), { durationNs: 2000 * ms });
      const wrong: string[] = [];
      for (let atMs = 0.5; atMs < 2000; atMs += 7) {
        stage.at(atMs * ms, () => {
          for (const [from, to] of pairs) {
            const expected = !all.some((one) => isCut(one, atMs) && one.cut.parts(from, to));
            if (stage.world.canPass(from, to) !== expected) wrong.push(`${from} ${to} ${atMs}`);
          }
        });
      }
      stage.play();
      expect(wrong).toEqual([]);
    });
    fc.assert(law, { seed: 11, numRuns: 60 });
  });
});
