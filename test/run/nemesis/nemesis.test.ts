import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventClass } from '../../../src/engine/agenda.ts';
import type { NemesisPlan } from '../../../src/scenario/plan/fault.ts';
import type { FaultReport } from '../../../src/run/report/report.ts';
import { fault, FaultStage, ms, second, sentence } from '../faults/fault-stage.ts';
import { drawable, drawnRun, nemesis, pool } from './pool-stage.ts';

const seeds = fc.nat(1_000_000);

/** How many of the drawn faults were in effect at most at one instant. */
function mostAtOnce(reports: readonly FaultReport[]): number {
  return Math.max(
    0,
    ...reports.map(
      ({ from }) =>
        reports.filter((other) => other.from <= from && (other.until ?? Infinity) > from).length,
    ),
  );
}

/** The instants at which a majority was not connected, when all that belongs to one had happened. */
function brokenIn(plan: NemesisPlan, seed: number): { broken: number[]; stage: FaultStage } {
  const { keep } = nemesis();
  const broken: number[] = [];
  const stage = drawnRun(plan, seed, ({ schedule, engine, events }) => {
    events.onState(() => {
      const { nowNs } = engine;
      engine.schedule(nowNs, eventClass.check, () => {
        if (!schedule.sentences.judge(keep)) broken.push(nowNs);
      });
    });
  });
  return { broken, stage };
}

describe('the nemesis', () => {
  it('keeps what it must, in every run and at every instant', () => {
    let putOff = 0;
    fc.assert(
      fc.property(seeds, (seed) => {
        const { broken, stage } = brokenIn(nemesis(), seed);
        expect(broken).toEqual([]);
        putOff += stage.schedule.nemesis?.report().putOff ?? 0;
      }),
      { seed: 42, numRuns: 100 },
    );
    expect(putOff).toBeGreaterThan(20);
  });

  it('breaks it when nobody asks to keep it', () => {
    expect(brokenIn(nemesis({ keep: [] }), 42).broken).not.toEqual([]);
  });

  it('makes room for a single fault of the schedule that is to come', () => {
    const planned = fault('planned', {
      kind: 'crash',
      target: 'one of n*',
      atNs: 9 * second,
      durationNs: 3 * second,
    });
    fc.assert(
      fc.property(seeds, (seed) => {
        const plan = nemesis({ keep: [sentence('majority of all-of-them is connected')] });
        const given = { nemesis: plan, durationNs: 20 * second, seed: String(seed) };
        const stage = new FaultStage([planned], given);
        const broken: number[] = [];
        for (let at = 100; at < 18_000; at += 50) {
          stage.at(at * ms, () => {
            if (!stage.schedule.sentences.judge(plan.keep)) broken.push(at);
          });
        }
        stage.play();
        expect(broken).toEqual([]);
      }),
      { seed: 42, numRuns: 40 },
    );
  });

  it('never has more under way than `at-once`, and never begins more than `budget`', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 9 }), (...n) => {
        const [seed, atOnce, budget] = n;
        const plan = nemesis({ atOnce, budget, keep: [], turns: { kind: 'rate', perSecond: 4 } });
        const { schedule } = drawnRun(plan, seed);
        const reports = schedule.reports();
        expect(mostAtOnce(reports)).toBeLessThanOrEqual(atOnce);
        expect(schedule.nemesis?.report().began).toBeLessThanOrEqual(budget);
        expect(new Set(reports.map(({ id }) => id)).size).toBeLessThanOrEqual(budget);
        expect(reports.length).toBeGreaterThan(0);
      }),
      { seed: 42, numRuns: 40 },
    );
  });

  it('draws from its begin to its end, and what it drew is over then', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const untilNs = 6 * second;
        for (const { from, until } of drawnRun(nemesis({ untilNs }), seed).schedule.reports()) {
          expect(from).toBeGreaterThanOrEqual(500 * ms);
          expect(from).toBeLessThan(untilNs);
          expect(until ?? Infinity).toBeLessThanOrEqual(untilNs);
        }
      }),
      { seed: 42, numRuns: 20 },
    );
  });

  it('draws the same for one seed, and another schedule for another', () => {
    const drawn = (seed: number): string =>
      JSON.stringify(drawnRun(nemesis(), seed).schedule.scheduled());
    expect(drawn(7)).toBe(drawn(7));
    expect(new Set([1, 2, 3, 4, 5].map(drawn)).size).toBe(5);
  });

  it('draws each fault of its pool, and the heavier more often', () => {
    const times = new Map<string, number>();
    for (let seed = 1; seed <= 30; seed += 1) {
      for (const { id, occurrences } of drawnRun(nemesis({ keep: [] }), seed).schedule.coverage()) {
        times.set(id, (times.get(id) ?? 0) + occurrences);
      }
    }
    expect([...times.keys()]).toEqual(pool.map((one) => one.fault.id));
    expect(Math.min(...times.values())).toBeGreaterThan(20);
    expect(times.get('crash')).toBeGreaterThan(2 * (times.get('cut') ?? 0));
  });

  it('lets faults begin together, as many as `aligned` says', () => {
    const together = (alignedPpb: number): number => {
      const turns = { kind: 'rate', perSecond: 1 } as const;
      const plan = nemesis({ alignedPpb, atOnce: 9, keep: [], turns });
      const begins = [1, 2, 3, 4, 5, 6].flatMap((seed) =>
        drawnRun(plan, seed)
          .schedule.reports()
          .map(({ from }) => `${seed} ${from}`),
      );
      return (begins.length - new Set(begins).size) / begins.length;
    };
    expect(together(0)).toBe(0);
    expect(together(400_000_000)).toBeGreaterThan(0.25);
    expect(together(400_000_000)).toBeLessThan(0.55);
  });

  it('leaves out what `keep` could never allow, and what has no target', () => {
    const all = drawable('all', { kind: 'crash', target: 'all-of-them' });
    const leader = drawable('leader', { kind: 'crash', target: 'leader' });
    const { schedule } = drawnRun(nemesis({ pool: [all, leader] }), 42);
    expect(schedule.reports()).toEqual([]);
    const { began, putOff, leftOut } = schedule.nemesis?.report() ?? {};
    expect({ began, putOff }).toEqual({ began: 0, putOff: 0 });
    expect(leftOut).toBeGreaterThan(10);
    expect(schedule.coverage()).toMatchObject([
      { id: 'all', occurrences: 0, touched: 0, pool: true, note: 'the nemesis did not begin it' },
      { id: 'leader', occurrences: 0, pool: true },
    ]);
  });

  it('has its turns at even times when it says `every`', () => {
    const turns = { kind: 'every', everyNs: second, firstNs: 2 * second } as const;
    const brief = drawable('brief', { kind: 'pause', target: 'n1' }, 1, 500);
    const { schedule } = drawnRun(nemesis({ turns, pool: [brief] }), 42);
    expect(schedule.reports().map(({ from }) => from / second)).toEqual(
      Array.from({ length: 16 }, (_, i) => i + 2),
    );
  });
});
