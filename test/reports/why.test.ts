import { describe, expect, it } from 'vitest';
import { whyText } from '../../src/reports/why.ts';
import type { WhyReport } from '../../src/search/why/why.ts';

const report: WhyReport = {
  schema: 'fault-sim.why/1',
  scenario: 'locks',
  variant: null,
  seed: '7',
  check: 'lives-again',
  at: 6_000_000_000,
  why: 'not reached within 2s after heal',
  necessities: [],
  past: { events: 0, of: 6303, last: [] },
  blame: { points: [], deciding: null },
  deciding: [],
};

describe('a violation that no event stands for', () => {
  it('has no past, and that is said', () => {
    expect(whyText(report)).toBe(`locks/7: lives-again is violated at 6.000s
  not reached within 2s after heal

Its past
  The violation names no event of the run, so there is nothing to go back from.
`);
  });
});
