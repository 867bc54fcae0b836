import { describe, expect, it } from 'vitest';
import { occurs } from '../../../src/library/checks/occurs.ts';
import { Premise } from '../../../src/run/checks/premise.ts';
import type { CheckPlan } from '../../../src/scenario/plan/check.ts';
import type { FaultPlan } from '../../../src/scenario/plan/fault.ts';
import type { RunPlan } from '../../../src/scenario/scenario.ts';
import { fault, FaultStage, ms, second, sentence } from '../faults/fault-stage.ts';

const check = (
  premise: readonly string[] | null = null,
  of: readonly string[] = [],
): CheckPlan => ({
  id: 'lives',
  kind: 'occurs',
  definition: occurs,
  config: {},
  of: of.length === 0 ? { kind: 'all' } : { kind: 'nodes', nodes: of, text: of.join(', ') },
  during: null,
  expect: ['held'],
  premise: premise?.map(sentence) ?? null,
  after: null,
  withinNs: null,
});

/** When the premise came and went, in ms, and whether it can still be restored at the end. */
function follow(faults: readonly FaultPlan[], one: CheckPlan, given: Partial<RunPlan> = {}) {
  const stage = new FaultStage(faults, given);
  const premise = new Premise(one, stage.plan, stage.world, stage.schedule, stage.events);
  const changes: (readonly [boolean, number])[] = [];
  premise.onChange((holds, atNs) => changes.push([holds, atNs / ms]));
  premise.start();
  stage.play();
  return { changes, holds: premise.holds, canReturn: premise.canReturn };
}

const cut = fault('cut', { kind: 'partition', target: 'n1 <-> n2', atNs: second });

describe('the premise of a liveness check', () => {
  it('holds from the beginning when nothing goes wrong', () => {
    expect(follow([], check())).toEqual({ changes: [], holds: true, canReturn: true });
  });

  it('is broken by a transient fault, whatever it does', () => {
    const late = fault('late', { kind: 'delay', target: 'n1 -> n2', params: { by: '1ms' } });
    expect(follow([late], check()).changes).toEqual([
      [false, 1000],
      [true, 2000],
    ]);
  });

  it('is not broken by one that lasts forever and leaves a majority connected', () => {
    const crash = fault('a', { kind: 'crash', forever: true });
    expect(follow([crash], check())).toEqual({ changes: [], holds: true, canReturn: true });
    const second2 = fault('b', { kind: 'crash', target: 'n2', forever: true, atNs: 2 * second });
    expect(follow([crash, second2], check())).toEqual({
      changes: [[false, 2000]],
      holds: false,
      canReturn: false,
    });
    // The other two are no concern of a check about n3 alone.
    expect(follow([crash, second2], check(null, ['n3'])).holds).toBe(true);
  });

  it('allows transient faults after gst, while a majority is connected', () => {
    const model = {
      timing: 'partially-synchronous',
      failures: null,
      atMost: null,
      bound: null,
      gstNs: 500 * ms,
    } as const;
    expect(follow([cut], check(), { model }).changes).toEqual([]);
    const away = fault('cut', { kind: 'partition', target: 'n1 <-> n2, n3', atNs: second });
    expect(follow([away], check(), { model }).changes).toEqual([]);
    const pairs = fault('b', { kind: 'partition', target: 'n2 <-> n3', atNs: 1500 * ms });
    expect(follow([away, pairs], check(), { model }).changes).toEqual([
      [false, 1500],
      [true, 2000],
    ]);
  });

  it('is the sentences of the check when it has some', () => {
    const own = check(['n1, n2 is connected']);
    const gc = fault('gc', { target: 'n3', atNs: 500 * ms, durationNs: 5 * second });
    expect(follow([cut, gc], own).changes).toEqual([
      [false, 1000],
      [true, 2000],
    ]);
    const role = check(['n2 is leader']);
    expect(follow([], role)).toEqual({ changes: [], holds: false, canReturn: true });
  });

  it('does not change for what lasts no time', () => {
    const next = fault('b', { kind: 'partition', target: 'n1 <-> n2', atNs: 2 * second });
    expect(follow([cut, next], check()).changes).toEqual([
      [false, 1000],
      [true, 3000],
    ]);
  });
});

describe('whether it can be restored', () => {
  const endless = (written: object) =>
    fault('a', { kind: 'crash', target: 'n1, n2', durationNs: null, atNs: second, ...written });

  it('is so while a change is still to come, also one after the end of the run', () => {
    expect(follow([endless({ durationNs: 60 * second })], check()).canReturn).toBe(true);
    expect(follow([endless({})], check(), { healNs: 20 * second }).canReturn).toBe(true);
  });

  it('is not so when what stands in the way has no end', () => {
    expect(follow([endless({})], check()).canReturn).toBe(false);
    expect(follow([endless({ forever: true })], check(), { healNs: 2 * second }).canReturn).toBe(
      false,
    );
    const parted = fault('cut', { kind: 'partition', target: 'n1 <-> n2', durationNs: null });
    expect(follow([parted], check(['n1, n2 is connected'])).canReturn).toBe(false);
    expect(follow([parted], check(['n1, n3 is connected'])).canReturn).toBe(true);
  });
});
