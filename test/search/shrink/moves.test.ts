import { describe, expect, it } from 'vitest';
import type { Run } from '../../../src/run/report/report.ts';
import { keyNames } from '../../../src/scenario/vocabulary/keys.ts';
import type { RunPlan, ScenarioData } from '../../../src/scenario/scenario.ts';
import type { Case } from '../../../src/search/shrink/case.ts';
import { cheaper, moves } from '../../../src/search/shrink/moves.ts';

const wanted = { check: 'lock', signature: 'two holders' };

/** A run of which nothing is looked at but when it ended. */
function caseOf(data: ScenarioData): Case {
  return {
    data,
    plan: { durationNs: 60_000_000_000, faults: [] } as Partial<RunPlan> as RunPlan,
    run: { durationNs: 60_000_000_000, checks: [] } as Partial<Record<keyof Run, unknown>> as Run,
  };
}

/** All that a scenario may become by one move. */
function smaller(data: ScenarioData): ScenarioData[] {
  return [...cheaper, ...moves].flatMap((move) => [...move(caseOf(data), wanted)]);
}

/** What is no burden: it says which run it is, or stands for no world. */
const kept = ['version', 'name', 'summary', 'seed', 'duration', 'nodes', 'faults', 'checks'];
/** A run that is written out has none of these. */
const writtenOut = ['extends', 'nemesis', 'matrix', 'variants'];

describe('moves', () => {
  it('leave out every key of the language, if it is not of the run itself', () => {
    const data = Object.fromEntries(keyNames.map((key) => [key, { one: {}, two: {} }]));
    const tried = smaller({ ...data, duration: '60s', checks: { lock: {}, other: {} } });
    const stays = keyNames.filter((key) => tried.every((one) => key in one));
    expect(stays.toSorted()).toEqual([...kept, ...writtenOut].toSorted());
  });

  it('leave out one entry of a section at a time', () => {
    const entries = { one: { count: 1 }, two: { count: 1 } };
    for (const key of ['domains', 'nodes', 'switches', 'links', 'names', 'clocks', 'disks'])
      expect(smaller({ duration: '60s', [key]: entries })).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ [key]: { one: { count: 1 } } }),
          expect.objectContaining({ [key]: { two: { count: 1 } } }),
        ]),
      );
  });
});
