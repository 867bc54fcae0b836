import { describe, expect, it } from 'vitest';
import type { Run } from '../../../src/run/report/report.ts';
import type { RunPlan } from '../../../src/scenario/scenario.ts';
import type { Case } from '../../../src/search/shrink/case.ts';
import { tellingOf } from '../../../src/search/shrink/telling.ts';

function caseOf(seed: string): Case {
  const run = { seed, checks: [], faults: [] };
  return {
    data: { seed },
    plan: {} as Partial<RunPlan> as RunPlan,
    run: run as Partial<Record<keyof Run, unknown>> as Run,
  };
}

const wanted = { check: 'lock', signature: 'two holders' };
const origin = { scenario: 'locks', variant: 'unfenced', seed: '7', drawnWith: '7', steer: null };
const minimal = { wanted, origin, isMinimal: true };

describe('the story of a shrunk scenario', () => {
  it('says which seed found it, and which one it is played with if that is another', () => {
    const [found, nothing] = tellingOf(caseOf('7'), minimal);
    expect(found).toBe('Found in locks/unfenced with seed 7, and made as small as it gets.');
    expect(nothing).toBe('Nothing needs to go wrong for it:');
    const [, other] = tellingOf(caseOf('12'), minimal);
    expect(other).toBe('All else is drawn as with seed 12, which needs fewer faults.');
  });

  it('says how a search steered the run, whose draws may be those of another seed', () => {
    const steered = { ...origin, drawnWith: '1', steer: 'crash-points:1/power/n2.1.17' };
    const [found, nothing] = tellingOf(caseOf('1'), { ...minimal, origin: steered });
    expect(found).toBe(
      'Found in locks/unfenced with seed 7 and --steer crash-points:1/power/n2.1.17, and made as small as it gets.',
    );
    expect(nothing).toBe('Nothing needs to go wrong for it:');
  });

  it('does not call small as it gets what was stopped on the way', () => {
    const [found] = tellingOf(caseOf('7'), { ...minimal, isMinimal: false });
    expect(found).toBe(
      'Found in locks/unfenced with seed 7, and made smaller until it was stopped: more of it may go.',
    );
  });
});
