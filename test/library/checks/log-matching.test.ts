import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logMatching } from '../../../src/library/checks/log-matching.ts';
import { judgeSteps, type Step } from '../../support/event-rows.ts';

const has = (node: string, index: number, term: number, value: string): Step => [
  node,
  'appended',
  { index, term, value },
];

interface Entry {
  readonly term: number;
  readonly value: string;
}

/** Whether two logs that once shared an entry differed up to it, as far as both are known without a gap. */
function differs(
  steps: readonly { node: string; index: number; term: number; value: string }[],
): boolean {
  const logs = new Map<string, ReadonlyMap<number, Entry>>();
  const kept: { readonly last: number; readonly log: ReadonlyMap<number, Entry> }[] = [];
  for (const { node, index, term, value } of steps) {
    const before = [...(logs.get(node) ?? [])].filter(([at]) => at < index);
    const log = new Map([...before, [index, { term, value }]]);
    logs.set(node, log);
    kept.push({ last: index, log });
  }
  return kept.some(({ last, log }) =>
    kept.some(({ log: other }) => {
      if (log.get(last)?.term !== other.get(last)?.term) return false;
      for (let at = last; log.has(at) && other.has(at); at -= 1) {
        const [one, two] = [log.get(at), other.get(at)];
        if (one?.term !== two?.term || one?.value !== two?.value) return true;
      }
      return false;
    }),
  );
}

describe('log-matching', () => {
  it('holds when logs that share an entry are the same up to it', () => {
    const { verdict } = judgeSteps(logMatching, [
      has('a', 1, 1, 'x'),
      has('b', 1, 2, 'y'),
      has('b', 2, 2, 'z'),
      has('a', 1, 2, 'y'),
      has('a', 2, 2, 'z'),
    ]);
    expect(verdict).toBe('held');
  });

  it('is violated by different values under one index and term', () => {
    const { why } = judgeSteps(logMatching, [has('a', 1, 1, 'x'), has('b', 1, 1, 'y')]);
    expect(why).toBe('a and b hold x and y at index 1 of term 1');
  });

  it('is violated when what stands before a shared entry differs', () => {
    const { why } = judgeSteps(logMatching, [
      has('a', 1, 1, 'x'),
      has('b', 1, 2, 'y'),
      has('a', 2, 3, 'z'),
      has('b', 2, 3, 'z'),
    ]);
    expect(why).toBe(
      'a and b agree at index 2 of term 3, but the entry before it is of term 1 and 2',
    );
  });

  it('remembers entries that were cut off since', () => {
    const steps = [has('a', 1, 1, 'x'), has('a', 1, 2, 'y'), has('b', 1, 1, 'z')];
    expect(judgeSteps(logMatching, steps).verdict).toBe('violated');
    const again = [has('a', 1, 1, 'x'), has('b', 1, 1, 'x'), has('a', 1, 1, 'y')];
    expect(judgeSteps(logMatching, again).verdict).toBe('violated');
  });

  it('says nothing of an entry before which a log is not known', () => {
    const steps = [has('a', 1, 1, 'x'), has('a', 2, 2, 'y'), has('b', 2, 2, 'y')];
    expect(judgeSteps(logMatching, steps).verdict).toBe('held');
  });

  it('compares those whose logs are known, whoever told the entry first', () => {
    const { why } = judgeSteps(logMatching, [
      has('a', 5, 3, 'z'),
      has('b', 4, 1, 'x'),
      has('b', 5, 3, 'z'),
      has('c', 4, 2, 'y'),
      has('c', 5, 3, 'z'),
    ]);
    expect(why).toBe(
      'b and c agree at index 5 of term 3, but the entry before it is of term 1 and 2',
    );
  });

  it('cuts off what stood behind a gap', () => {
    const steps = [
      has('a', 1, 1, 'x'),
      has('a', 5, 1, 'y'),
      // A snapshot that nobody tells of takes the log from 1 to 5.
      has('a', 1, 2, 'z'),
      has('a', 6, 3, 'w'),
      has('b', 5, 2, 'v'),
      has('b', 6, 3, 'w'),
    ];
    expect(judgeSteps(logMatching, steps).verdict).toBe('held');
  });

  it('is violated just where logs that share an entry differ up to it', () => {
    const step = fc.record({
      node: fc.constantFrom('a', 'b', 'c'),
      index: fc.integer({ min: 1, max: 4 }),
      term: fc.integer({ min: 1, max: 3 }),
      value: fc.constantFrom('x', 'x', 'x', 'y'),
    });
    const found = { held: 0, violated: 0 };
    fc.assert(
      fc.property(fc.array(step, { maxLength: 7 }), (all) => {
        const steps = all.map(({ node, index, term, value }) => has(node, index, term, value));
        const isViolated = judgeSteps(logMatching, steps).verdict === 'violated';
        found[isViolated ? 'violated' : 'held'] += 1;
        expect(isViolated).toBe(differs(all));
      }),
      { seed: 42, numRuns: 1500 },
    );
    expect(Math.min(found.held, found.violated)).toBeGreaterThan(100);
  });

  it('is vacuous without a shared entry, and undecided about an index that is no number', () => {
    expect(judgeSteps(logMatching, [has('a', 1, 1, 'x'), has('b', 1, 2, 'y')]).verdict).toBe(
      'vacuous',
    );
    const { verdict, notes } = judgeSteps(logMatching, [['a', 'appended', { index: 'one' }]]);
    expect(verdict).toBe('undecided');
    expect(notes).toEqual(['it is undecided: index of appended is not a number']);
  });
});
