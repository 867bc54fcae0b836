import { describe, expect, it } from 'vitest';
import { outcome } from '../../../src/history/history.ts';
import { linearizability } from '../../../src/history/linearizability/decide.ts';
import { casRegister } from '../../../src/library/models/cas-register.ts';
import { questionOf } from '../../../src/library/models/space/space.ts';
import { hangingRegister } from '../../support/hanging-register.ts';

const budget = { steps: 2_000_000, memoBytes: 1 << 28 };

const kinds = [0, 60].flatMap((wrong) =>
  [5, 10].flatMap((clients) =>
    [3, 5, 8].flatMap((values) =>
      [12, 34].flatMap((reads) => [2, 5].map((pace) => ({ wrong, clients, values, reads, pace }))),
    ),
  ),
);

// A step takes about half a microsecond, so that 50 ms are 100,000 of them.
describe('two hundred registers of 170 operations, of up to 39 of which nobody heard', () => {
  const histories = kinds.flatMap((kind) =>
    [0, 1, 2, 3, 4].map((seed) => hangingRegister({ operations: 170, hanging: 39, ...kind }, seed)),
  );

  it('are all decided in few steps, half of them in very few', () => {
    const found = histories.map((history) =>
      linearizability(history, { ...questionOf(casRegister, history), fastPath: null, budget }),
    );
    const verdicts = found.map(({ verdict }) => verdict);
    expect(verdicts).not.toContain('undecided');
    expect(verdicts.filter((verdict) => verdict === 'violated').length).toBeGreaterThan(5);
    const steps = found.map((decision) => decision.steps).toSorted((a, b) => a - b);
    expect(steps.at(steps.length >> 1)).toBeLessThan(1000);
    expect(steps.at(-1)).toBeLessThan(100_000);
  });

  it('have many operations of unknown outcome', () => {
    const unknown = histories.map(({ count, outcome: how }) =>
      how.subarray(0, count).reduce((sum, one) => sum + (one === outcome.unknown ? 1 : 0), 0),
    );
    expect(Math.max(...unknown)).toBe(39);
    expect(unknown.toSorted((a, b) => a - b).at(unknown.length >> 1)).toBeGreaterThan(30);
  });
});
