import { describe, expect, it } from 'vitest';
import { eventClass } from '../../../src/engine/agenda.ts';
import type { FaultPlan, NemesisPlan } from '../../../src/scenario/plan/fault.ts';
import { fault, FaultStage, ms, second, sentence } from '../faults/fault-stage.ts';
import { drawable, nemesis } from './pool-stage.ts';

const keep = [sentence('majority of all-of-them is up')];

/** Plays these, and the instants at whose end no majority was up. */
function played(
  scheduled: readonly FaultPlan[],
  plan: NemesisPlan,
  seed = 42,
): { readonly broken: readonly number[]; readonly stage: FaultStage } {
  const given = { nemesis: plan, durationNs: 20 * second, seed: String(seed) };
  const stage = new FaultStage(scheduled, given);
  const broken: number[] = [];
  stage.events.onState(() => {
    const { nowNs } = stage.engine;
    stage.engine.schedule(nowNs, eventClass.check, () => {
      if (!stage.schedule.sentences.judge(keep)) broken.push(nowNs);
    });
  });
  stage.play();
  return { broken, stage };
}

const params = { down: '500ms', gap: '500ms' };
const oneByOne = {
  fault: fault('upgrade', {
    kind: 'rolling-restart',
    target: 'all-of-them',
    params,
    durationNs: 4 * second,
  }),
  weight: 1,
};

describe('a nemesis beside faults that take down one after the other', () => {
  it('draws them: never are all down that will have been down', () => {
    const { broken, stage } = played([], nemesis({ pool: [oneByOne], keep, atOnce: 1 }));
    expect(broken).toEqual([]);
    const { began, leftOut } = stage.schedule.nemesis?.report() ?? {};
    expect(began).toBeGreaterThan(2);
    expect(leftOut).toBe(0);
    expect(stage.rows('crashed').map(({ node }) => node)).toEqual(
      expect.arrayContaining(['n1', 'n2', 'n3']),
    );
  });

  it('leaves out those that take down a majority at a time', () => {
    const atATime = { ...oneByOne.fault, params: { ...oneByOne.fault.params, batch: 2 } };
    const plan = nemesis({ pool: [{ fault: atATime, weight: 1 }], keep });
    const { stage } = played([], plan);
    expect(stage.schedule.nemesis?.report().began).toBe(0);
  });

  it('strikes between them, and never while one is down', () => {
    const short = drawable('short', { kind: 'crash', target: 'one of n*' }, 1, 300);
    const rolling = fault('rolling', {
      kind: 'rolling-restart',
      target: 'all-of-them',
      params: { down: '2s', gap: '3s' },
      durationNs: null,
    });
    let began = 0;
    for (const seed of [1, 2, 3, 4, 5]) {
      const { broken, stage } = played([rolling], nemesis({ pool: [short], keep }), seed);
      expect(broken).toEqual([]);
      began += stage.schedule.nemesis?.report().began ?? 0;
      // n1 is down from 1 s to 3 s, n2 from 6 s to 8 s.
      const between = stage.schedule.reports().filter(({ from }) => from > 3 * second);
      expect(between.some(({ from }) => from < 6 * second)).toBe(true);
    }
    expect(began).toBeGreaterThan(20);
  });

  it('tries again what it put off as soon as the one that is down runs', () => {
    const rolling = fault('rolling', {
      kind: 'rolling-restart',
      target: 'n1',
      params: { down: '10s', gap: '1s' },
      atNs: second,
      durationNs: null,
    });
    const crash = drawable('crash', { kind: 'crash', target: 'n2' }, 1, 300);
    const turns = { kind: 'every', everyNs: 60 * second, firstNs: 2 * second } as const;
    const { stage } = played([rolling], nemesis({ pool: [crash], keep, turns }));
    const { began, putOff } = stage.schedule.nemesis?.report() ?? {};
    expect({ began, putOff }).toEqual({ began: 1, putOff: 1 });
    const [drawn] = stage.schedule.reports().filter(({ fault: kind }) => kind === 'crash');
    expect((drawn?.from ?? 0) / ms).toBeCloseTo(11_000, 3);
  });
});
