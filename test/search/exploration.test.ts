import { describe, expect, it } from 'vitest';
import type { Design } from '../../src/search/design.ts';
import { Exploration } from '../../src/search/exploration.ts';
import type { Batch, ExplorationOptions } from '../../src/search/exploration.ts';
import type { RunOutcome } from '../../src/search/outcome.ts';
import type { SeedOutcome } from '../../src/search/trial-outcome.ts';

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
      stopped: null,
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
  islands: null,
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

/**
 * Plays islands as several players would, who wait for one another by chance: each remembers what it
 * played, and its runs tell how many there were before.
 */
function islandTallies(options: ExplorationOptions, players: number) {
  const exploration = new Exploration(options);
  const memory = new Map<string, number>();
  const underWay: { readonly batch: Batch; readonly player: number }[] = [];
  const remember = (batch: Batch): RunOutcome[] => {
    const key = `${batch.design}/${batch.island}`;
    let before = (memory.get(key) ?? 0) + batch.past.length;
    const outcomes = played(batch).map((outcome) => ({ ...outcome, events: ++before }));
    memory.set(key, before);
    return outcomes;
  };
  for (;;) {
    for (let player = 0; player < players; player += 1) {
      const batch = exploration.next({ index: player, of: players });
      if (batch !== null) underWay.push({ batch, player });
    }
    const back = underWay.splice(underWay.length > 2 ? 1 : 0, 1)[0];
    if (back === undefined) return { tallies: exploration.tallies(), islands: memory.size };
    exploration.take(back.batch, remember(back.batch));
  }
}

describe('an exploration of islands', () => {
  const islands = { ...usual, seeds: { first: 1n, count: 3_000 }, islands: 64 };

  it('plays each island in the order of its seeds, whoever plays and whenever they come back', () => {
    const one = islandTallies(islands, 1);
    expect(one.islands).toBe(128);
    expect(one.tallies.map(({ runs }) => runs)).toEqual([3_000, 3_000]);
    for (const players of [2, 3, 5]) expect(islandTallies(islands, players)).toEqual(one);
  });

  it('has one player for an island, and one batch of it at a time', () => {
    const exploration = new Exploration({ ...islands, islands: 1 });
    const first = exploration.next({ index: 0, of: 2 });
    expect(first).toMatchObject({ design: 0, island: 0 });
    expect(exploration.next({ index: 0, of: 2 })).toBeNull();
    expect(exploration.next({ index: 1, of: 2 })).toMatchObject({ design: 1, island: 0 });
    if (first !== null) exploration.take(first, played(first));
    expect(exploration.next({ index: 0, of: 2 })?.seeds[0]).toBe('17');
  });

  it('tells the player what an earlier process had played', () => {
    const exploration = new Exploration({ ...islands, islands: 1 });
    const first = exploration.next();
    if (first === null) throw new Error('nothing was given out');
    const resumed = new Exploration({ ...islands, islands: 1 });
    for (const outcome of played(first)) resumed.recall(0, outcome);
    const batches = [resumed.next(), resumed.next()];
    expect(batches.map((batch) => batch?.design)).toEqual([1, 0]);
    expect(batches[1]?.seeds[0]).toBe('17');
    expect(batches[1]?.past.map(({ seed }) => seed)).toEqual(first.seeds);
  });

  it('keeps an island in one part', () => {
    const part = (index: number) => islandTallies({ ...islands, shard: { index, of: 3 } }, 2);
    const parts = [1, 2, 3].map(part);
    expect(parts.reduce((sum, one) => sum + one.islands, 0)).toBe(128);
    const runs = parts.map(({ tallies: [fenced] }) => fenced?.runs ?? 0);
    expect(runs.reduce((sum, count) => sum + count, 0)).toBe(3_000);
  });
});

describe('a space that comes to an end', () => {
  const share = { of: null, states: 2, pruned: 1, isLast: false };

  it('ends the design with the first seed for which nothing is left, and counts what was seen', () => {
    const exploration = new Exploration({ ...usual, designs: designs.slice(0, 1), islands: 1 });
    for (let batch = exploration.next(); batch !== null; batch = exploration.next()) {
      const outcomes = played(batch).map((outcome): SeedOutcome => {
        const { seed } = outcome;
        if (Number(seed) < 20) return { ...outcome, space: share };
        return { seed, isNothing: true, space: { ...share, states: 0, isLast: true } };
      });
      exploration.take(batch, outcomes);
    }
    const [tally] = exploration.tallies();
    expect(tally?.runs).toBe(19);
    expect(tally?.space).toMatchObject({ states: 38, isLast: true });
  });
});
