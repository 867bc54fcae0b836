import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScheduledFault } from '../../../src/run/report.ts';
import type { FaultPlan } from '../../../src/scenario/fault-plan.ts';
import { fault, FaultStage, second } from '../faults/fault-stage.ts';
import { drawnRun, nemesis, pool } from './pool-stage.ts';

const seeds = fc.nat(1_000_000);

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
      fc.property(seeds, (seed) => {
        const drawn = drawnRun(nemesis(), seed);
        const faults: FaultPlan[] = drawn.schedule.scheduled().map(asFault);
        expect(faults.length).toBeGreaterThan(2);
        const given = { durationNs: 20 * second, seed: String(seed) };
        const written = new FaultStage(faults, given).play();
        expect(rowsOf(written)).toEqual(rowsOf(drawn));
      }),
      { seed: 42, numRuns: 25 },
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
