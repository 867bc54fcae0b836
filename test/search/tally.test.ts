import { array, assert, constantFrom, integer, nat, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/base/json/json.ts';
import type { Design } from '../../src/search/design.ts';
import { explorationReport } from '../../src/search/exploration-report.ts';
import type { ExplorationReport } from '../../src/search/exploration-report.ts';
import { mergeExplorations } from '../../src/search/merge.ts';
import type { RunOutcome } from '../../src/search/outcome.ts';
import { Tally } from '../../src/search/tally.ts';

const design: Design = {
  scenario: 'split',
  file: 'split.yaml',
  hash: 'sha256:00',
  variant: 'unfenced',
  cell: null,
  checks: [
    { id: 'lock', check: 'mutual-exclusion', expected: ['violated'] },
    { id: 'lost', check: 'no-lost-write', expected: ['held'] },
  ],
  faults: [{ id: 'gc', fault: 'pause', pool: true }],
};

const check = record({
  verdict: constantFrom('held' as const, 'violated' as const, 'vacuous' as const),
  kind: nat(2),
}).map(({ verdict, kind }) => ({
  verdict,
  signature: verdict === 'violated' ? `kind ${kind}` : null,
}));

const outcomes = array(
  record({
    seed: integer({ min: 1, max: 2_000 }).map(String),
    events: integer({ min: 1, max: 50 }),
    stopped: constantFrom(null, 'max-events', 'max-memory'),
    checks: array(check, { minLength: 2, maxLength: 2 }),
    faults: array(record({ occurrences: nat(3), touched: nat(3) }), {
      minLength: 1,
      maxLength: 1,
    }),
  }),
  { maxLength: 40 },
);

function tallyOf(runs: readonly RunOutcome[]) {
  const tally = new Tally(design);
  for (const run of runs) tally.add(run);
  return tally.data();
}

function factsOf(runs: readonly RunOutcome[], part: number | null) {
  return {
    engine: '1',
    strategy: 'random',
    phase: false,
    set: [],
    seeds: '1..2000',
    maxFailures: null,
    stopped: null,
    shard: part === null ? null : { index: part + 1, of: 4 },
    designs: [design],
    tallies: [tallyOf(runs)],
  };
}

function reportOf(runs: readonly RunOutcome[], part: number | null): ExplorationReport {
  return explorationReport(factsOf(runs, part));
}

describe('a tally', () => {
  it('is the same whatever the order of the runs', () => {
    assert(
      property(outcomes, (runs) => {
        expect(tallyOf(runs.toReversed())).toEqual(tallyOf(runs));
      }),
      { seed: 42 },
    );
  });

  it('keeps of each kind the run with the fewest events, then the lowest seed', () => {
    const run = (seed: string, events: number): RunOutcome => ({
      seed,
      events,
      stopped: null,
      checks: [
        { verdict: 'violated', signature: 'two holders' },
        { verdict: 'held', signature: null },
      ],
      faults: [{ occurrences: 1, touched: 0 }],
    });
    const { findings, faults } = tallyOf([run('12', 30), run('9', 20), run('10', 20)]);
    expect(findings).toEqual([
      {
        check: 'lock',
        verdict: 'violated',
        signature: 'two holders',
        count: 3,
        seed: '9',
        steer: null,
        events: 20,
      },
    ]);
    expect(faults).toEqual([{ occurrences: 3, touched: 0, runs: 0 }]);
  });

  it('counts each run once: its rows, its verdicts, and why it stopped if it did', () => {
    const run = (seed: string, stopped: string | null, touched: number): RunOutcome => ({
      seed,
      events: 10,
      stopped,
      checks: [
        { verdict: 'violated', signature: `holder ${touched}` },
        { verdict: stopped === null ? 'held' : 'undecided', signature: null },
      ],
      faults: [{ occurrences: 2, touched }],
    });
    const runs = [run('1', null, 0), run('2', 'max-events', 1), run('3', 'max-events', 2)];
    expect(tallyOf(runs)).toMatchObject({
      runs: 3,
      events: 30,
      stopped: { 'max-events': 2 },
      verdicts: [{ violated: 3 }, { held: 1, undecided: 2 }],
      faults: [{ occurrences: 6, touched: 3, runs: 2 }],
    });
    expect(tallyOf(runs).stopped).not.toHaveProperty('null');
    const tally = new Tally(design);
    for (const outcome of runs) tally.add(outcome);
    expect([tally.runs, tally.findings]).toEqual([3, 3]);
  });
});

describe('parts of a search', () => {
  it('give the report of the whole, in any order, grouped in any way, some of them twice', () => {
    assert(
      property(outcomes, nat(1_000_000), (runs, lot) => {
        const parts = [0, 1, 2, 3].map((part) =>
          reportOf(
            runs.filter((_, nth) => nth % 4 === part),
            part,
          ),
        );
        const order = [0, 1, 2, 3].toSorted((a, b) => ((a * 7 + lot) % 5) - ((b * 7 + lot) % 5));
        const some = order.slice(0, 1 + (lot % 4)).flatMap((nth) => parts[nth] ?? []);
        const twice = mergeExplorations([...some, ...some.slice(0, 1)]);
        const whole = mergeExplorations([...order.flatMap((nth) => parts[nth] ?? []), twice]);
        expect(canonicalJson(whole)).toBe(canonicalJson(reportOf(runs, null)));
      }),
      { seed: 42 },
    );
  });

  it('are still parts while one is missing', () => {
    const merged = mergeExplorations([reportOf([], 2), reportOf([], 0)]);
    expect(merged.shards?.parts.map(({ index }) => index)).toEqual([1, 3]);
    expect(merged.complete).toBe(true);
  });

  it('know more than a whole search that was stopped, and a finished one more than both', () => {
    const finished = reportOf([], null);
    const stopped = { ...finished, complete: false, stopped: 'SIGINT' };
    expect(mergeExplorations([stopped, finished])).toBe(finished);
    const merged = mergeExplorations([stopped, ...[0, 1, 2, 3].map((nth) => reportOf([], nth))]);
    expect(canonicalJson(merged)).toBe(canonicalJson(finished));
    expect(mergeExplorations([stopped, stopped])).toEqual(stopped);
  });

  it('that were stopped are the same in any order, also when they got equally far', () => {
    const stoppedBy = (stopped: string): ExplorationReport =>
      explorationReport({ ...factsOf([anyRun], 0), stopped });
    const [budget, interrupt] = [stoppedBy('budget'), stoppedBy('SIGINT')];
    const merged = mergeExplorations([budget, interrupt]);
    expect(canonicalJson(mergeExplorations([interrupt, budget]))).toBe(canonicalJson(merged));
  });

  it('of different searches are refused', () => {
    const other = { ...reportOf([], 1), seeds: '1..10' };
    expect(() => mergeExplorations([reportOf([], 0), other])).toThrow('different searches');
    const fifth = reportOf([], 3);
    const divided = { ...fifth, shards: fifth.shards && { ...fifth.shards, of: 5 } };
    expect(() => mergeExplorations([reportOf([], 0), divided])).toThrow('into 4 parts, another');
    const wrong = reportOf([{ ...anyRun, seed: '3' }], 0);
    expect(() => mergeExplorations([reportOf([], 0), wrong])).toThrow('twice, and the two differ');
  });
});

const anyRun: RunOutcome = {
  seed: '1',
  events: 1,
  stopped: null,
  checks: [
    { verdict: 'held', signature: null },
    { verdict: 'held', signature: null },
  ],
  faults: [{ occurrences: 0, touched: 0 }],
};
