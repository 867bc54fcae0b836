import { describe, expect, it } from 'vitest';
import type { Design } from '../../src/search/design.ts';
import { Exploration } from '../../src/search/exploration.ts';
import type { Batch, ExplorationOptions } from '../../src/search/exploration.ts';
import type { RunOutcome } from '../../src/search/outcome.ts';

const designNamed = (variant: string): Design => ({
  scenario: 'split',
  file: 'split.yaml',
  hash: 'sha256:00',
  variant,
  cell: null,
  checks: [{ id: 'lock', check: 'mutual-exclusion', expected: ['held'] }],
  faults: [],
});

const designs = [designNamed('fenced'), designNamed('unfenced')];

/** Every tenth seed of the second design violates its check. */
function played({ design, seeds }: Batch): RunOutcome[] {
  return seeds.map((seed) => {
    const fails = design === 1 && Number(seed) % 10 === 0;
    return {
      seed,
      events: 100 - (Number(seed) % 7),
      isCut: false,
      checks: [
        fails
          ? { verdict: 'violated' as const, signature: 'two holders' }
          : { verdict: 'held' as const, signature: null },
      ],
      faults: [],
    };
  });
}

const usual: ExplorationOptions = {
  designs,
  seeds: { first: 1n, count: 100 },
  shard: null,
  maxFailures: null,
};

/** Plays everything; `late`: so many batches are always under way, and the newest comes back first. */
function tallies(options: ExplorationOptions, late = 1) {
  const exploration = new Exploration(options);
  const underWay: Batch[] = [];
  for (;;) {
    while (underWay.length < late) {
      const batch = exploration.next();
      if (batch === null) break;
      underWay.push(batch);
    }
    const batch = underWay.pop();
    if (batch === undefined) return exploration.tallies();
    exploration.take(batch, played(batch));
  }
}

describe('an exploration', () => {
  it('plays every seed of every design once', () => {
    const [fenced, unfenced] = tallies(usual);
    expect([fenced?.runs, unfenced?.runs]).toEqual([100, 100]);
    expect(fenced?.verdicts).toEqual([{ held: 100 }]);
    expect(unfenced?.verdicts).toEqual([{ held: 90, violated: 10 }]);
  });

  it('counts of a design no more than the first so many failures, in the order of seeds', () => {
    const [fenced, unfenced] = tallies({ ...usual, maxFailures: 3 });
    expect(fenced?.runs).toBe(100);
    expect(unfenced).toMatchObject({ runs: 30, verdicts: [{ held: 27, violated: 3 }] });
  });

  it.each([null, 1, 3])('gives the same whoever comes back first (at most %s)', (maxFailures) => {
    const options = { ...usual, maxFailures };
    for (const late of [2, 3, 7]) expect(tallies(options, late)).toEqual(tallies(options));
  });

  it('does not give out again what was played before', () => {
    const exploration = new Exploration(usual);
    const first = exploration.next();
    if (first === null) throw new Error('nothing was given out');
    const resumed = new Exploration(usual);
    for (const outcome of played(first)) resumed.recall(first.design, outcome);
    const given: Batch[] = [];
    for (let batch = resumed.next(); batch !== null; batch = resumed.next()) {
      given.push(batch);
      resumed.take(batch, played(batch));
    }
    expect(given.some(({ design, seeds }) => design === 0 && seeds.includes('1'))).toBe(false);
    expect(resumed.tallies()).toEqual(tallies(usual));
  });

  it('is divided into parts that have every run exactly once', () => {
    const parts = [1, 2, 3].map((index) => tallies({ ...usual, shard: { index, of: 3 } }));
    for (const design of [0, 1]) {
      const runs = parts.map((part) => part[design]?.runs ?? 0);
      expect(runs.reduce((sum, count) => sum + count, 0)).toBe(100);
      expect(Math.min(...runs)).toBeGreaterThan(15);
    }
  });
});
