import { describe, expect, it } from 'vitest';
import type { Run } from '../../../src/run/report.ts';
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
const origin = { scenario: 'locks', variant: 'unfenced', seed: '7' };

describe('the story of a shrunk scenario', () => {
  it('says which seed found it, and which one it is played with if that is another', () => {
    const [found, nothing] = tellingOf(caseOf('7'), wanted, origin);
    expect(found).toBe('Found in locks/unfenced with seed 7, and made as small as it gets.');
    expect(nothing).toBe('Nothing needs to go wrong for it:');
    const [, other] = tellingOf(caseOf('12'), wanted, origin);
    expect(other).toBe('All else is drawn as with seed 12, which needs fewer faults.');
  });
});
