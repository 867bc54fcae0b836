import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNatural } from '../../../src/base/order.ts';
import type { ScheduledFault } from '../../../src/run/report/report.ts';
import type { FaultPlan, NemesisPlan } from '../../../src/scenario/plan/fault.ts';
import { fault, FaultStage, ms, second, sentence } from '../faults/fault-stage.ts';
import { drawable, drawnRun, nemesis, pool } from './pool-stage.ts';

const rolling = drawable('rolling', {
  kind: 'rolling-restart',
  target: 'all-of-them',
  params: { down: '250ms', gap: '250ms' },
  duration: { kind: 'constant', ns: 3 * second },
  durationNs: null,
});
const seeds = fc.nat(1_000_000);

/** Faults of the file, at instants at which turns are due too. */
const ofTheFile: readonly FaultPlan[] = [
  fault('a-cut', { kind: 'partition', target: 'n1 <-> n2', atNs: 2 * second, durationNs: second }),
  fault('zz', { kind: 'pause', target: 'n2', atNs: 3 * second, durationNs: 500 * ms }),
];
const keeps = [[], nemesis().keep, [sentence('majority of all-of-them is up')]];
const turns: readonly NemesisPlan['turns'][] = [
  { kind: 'rate', perSecond: 2 },
  { kind: 'every', firstNs: second, everyNs: 500 * ms },
];
const given = fc.record({
  aligned: fc.constantFrom(0, 0.3, 0.9),
  atOnce: fc.constantFrom(1, 2, 3, 9),
  keep: fc.nat(keeps.length - 1),
  turns: fc.nat(turns.length - 1),
  isRolling: fc.boolean(),
  hasOwn: fc.boolean(),
});

/** An entry of the schedule as a file would have it under `faults`. */
function asFault({ id, fault: kind, at, durationNs, targets, params, ...more }: ScheduledFault) {
  return fault(id, {
    kind,
    target: targets,
    params: params as object,
    atNs: at,
    durationNs,
    probabilityPpb: more.probabilityPpb,
  });
}

const rowsOf = (stage: FaultStage): string[] => stage.rows().map((row) => JSON.stringify(row));

describe('what the nemesis drew', () => {
  it('written as faults with plain times and nodes, is the same run', () => {
    fc.assert(
      fc.property(seeds, given, (seed, one) => {
        const plan = nemesis({
          alignedPpb: Math.round(one.aligned * 1e9),
          atOnce: one.atOnce,
          keep: keeps[one.keep] ?? [],
          turns: turns[one.turns] ?? nemesis().turns,
          pool: one.isRolling ? [...pool, rolling] : pool,
        });
        const own = one.hasOwn ? ofTheFile : [];
        const length = { durationNs: 20 * second, seed: String(seed) };
        const drawn = new FaultStage(own, { ...length, nemesis: plan }).play();
        const struck = drawn.schedule.scheduled().filter(({ drawnFrom }) => drawnFrom !== null);
        expect(struck.length).toBeGreaterThan(0);
        const inOrder = [...own, ...struck.map(asFault)].toSorted((a, b) =>
          compareNatural(a.id, b.id),
        );
        const written = new FaultStage(inOrder, length).play();
        expect(rowsOf(written)).toEqual(rowsOf(drawn));
      }),
      { seed: 42, numRuns: 100 },
    );
  });

  it('stays as it was when a fault is taken out of the pool, but in the turns that it had won', () => {
    // As many at once as there are turns: then no fault has to do with any other.
    const free = nemesis({ keep: [], atOnce: 1000 });
    fc.assert(
      fc.property(seeds, fc.nat(pool.length - 1), (seed, which) => {
        const gone = pool[which]?.fault.id ?? '';
        const less = { ...free, pool: pool.filter((one) => one.fault.id !== gone) };
        const all = drawnRun(free, seed).schedule.scheduled();
        const left = drawnRun(less, seed).schedule.scheduled();
        const others = all.filter(({ drawnFrom }) => drawnFrom !== gone);
        const ids = new Set(others.map(({ id }) => id));
        expect(others.length).toBeGreaterThan(5);
        expect(left.filter(({ id }) => ids.has(id))).toEqual(others);
        const won = new Set(all.filter((one) => !ids.has(one.id)).map(({ at }) => at));
        const news = left.filter(({ id }) => !ids.has(id));
        expect(news.every(({ at }) => won.has(at))).toBe(true);
      }),
      { seed: 42, numRuns: 25 },
    );
  });

  it('says of each fault from what it was drawn, and on whom it struck', () => {
    const { schedule } = drawnRun(nemesis(), 42);
    for (const { id, drawnFrom, targets, params } of schedule.scheduled()) {
      expect(id).toMatch(new RegExp(`^${drawnFrom}-[0-9]+$`));
      expect(targets.length).toBeGreaterThan(0);
      for (const target of targets) expect(target).toMatch(/^n[123]( -> n[123])?$/);
      expect(params).not.toHaveProperty('shape');
    }
  });
});
