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

describe('an event of the past', () => {
  it('is told with the units of its fields', () => {
    const event = {
      seq: 3,
      at: 1_500_000_000,
      type: 'observed',
      node: 'n1',
      peer: null,
      name: 'measured',
      incarnation: 0,
      data: { took: 2_000_000, count: 7 },
    } as const;
    const units = { events: { measured: { took: 'duration' } }, messages: {} } as const;
    const past = { events: 1, of: 9, last: [event] };
    const text = whyText({ ...report, past, deciding: [event], units });
    expect(text).toContain('1.500s n1 measured took=2ms count=7\n');
    expect(whyText({ ...report, past })).toContain('measured took=2000000 count=7');
  });
});

describe('a violation that no event stands for', () => {
  it('has no past, and that is said', () => {
    expect(whyText(report)).toBe(`locks/7: lives-again is violated at 6.000s
  not reached within 2s after heal

Its past
  The violation names no event of the run, so there is nothing to go back from.
`);
  });
});
