import { compactJson } from '../base/json/json.ts';
import { compareText } from '../base/order.ts';
import type { Verdict } from '../library/checks/define.ts';
import type { Outcome } from '../run/report/report.ts';
import { outcomeOf, pooledVerdict, worstOutcome } from '../run/checks/verdict.ts';
import type { Design, DesignCheck, DesignFault } from './design.ts';
import type { Shard } from './shard.ts';
import { spaceReport } from './space.ts';
import type { SpaceReport } from './space.ts';
import { strategies } from './strategies/index.ts';
import { sumOf } from './tally.ts';
import type { FaultTally, StopCounts, TallyData, VerdictCounts } from './tally.ts';

/** What a search over many seeds found: nothing volatile in it. */
export interface ExplorationReport {
  readonly schema: 'fault-sim.explore/1';
  readonly verdict: Outcome;
  /** Everything that was asked for was played. */
  readonly complete: boolean;
  /** Why it ended early: `budget`, `SIGINT`, ...; null when it did not. */
  readonly stopped: string | null;
  /** The engine's semantics version. */
  readonly engine: string;
  readonly strategy: string;
  /** Only a core was mended, and had to make progress. */
  readonly phase: boolean;
  /** What was set from outside the files, as `--set` takes it. */
  readonly set: readonly string[];
  /** `1..10000`, as asked for. */
  readonly seeds: string;
  /** Of each design no more runs after so many that found something; null: all. */
  readonly maxFailures: number | null;
  /** The parts of the search that are in here; null when it is whole. */
  readonly shards: ShardsReport | null;
  /** In the order of scenario, variant and cell. */
  readonly designs: readonly DesignReport[];
  /** Every kind of violation, expected or not, with its cheapest seed. */
  readonly failures: readonly Failure[];
  readonly coverage: ExplorationCoverage;
  readonly bound: Bound;
}

/** A kind of violation. */
export interface Failure {
  readonly scenario: string;
  readonly variant: string | null;
  readonly cell: string | null;
  readonly check: string;
  readonly verdict: Verdict;
  /** The scenario expects it. */
  readonly expected: boolean;
  readonly signature: string;
  /** The run of it that is cheapest to read. */
  readonly seed: string;
  /** How the strategy steered that run, for `--steer`; null: the seed says it all. */
  readonly steer: string | null;
  /** Events of that run. */
  readonly events: number;
  /** Runs in which it was found. */
  readonly count: number;
}

/** What was found of one variant and cell. */
export interface DesignReport {
  readonly scenario: string;
  readonly file: string;
  readonly hash: string;
  readonly variant: string | null;
  readonly cell: string | null;
  readonly verdict: Outcome;
  readonly runs: number;
  /** By the reason: how many runs were stopped before their end. */
  readonly stopped: StopCounts;
  readonly events: number;
  /** How much of what there is to play was played; null: there is no end of it. */
  readonly space: SpaceReport | null;
  readonly checks: readonly (DesignCheck & {
    /** Over all runs. */
    readonly verdict: Verdict;
    readonly verdicts: VerdictCounts;
  })[];
  readonly faults: readonly (DesignFault & FaultTally)[];
}

/** What was put to the test. */
export interface ExplorationCoverage {
  /** Faults that touched something in a run, of all faults. */
  readonly faults: Covered;
  /** Checks that a run put to the test, of all checks. */
  readonly checks: Covered;
}

/** So many of so many. */
export interface Covered {
  readonly reached: number;
  readonly of: number;
}

/**
 * How often a run may still fail after so many that did not: with 95 % confidence in at most this
 * share of the runs of this schedule distribution (the rule of three: Hanley & Lippman-Hand 1983).
 */
export interface Bound {
  /** Runs of the designs in which nothing was found. */
  readonly runs: number;
  /**
   * Of the design with the fewest of them, in parts per billion; null when there is none, or the
   * strategy's runs are no independent draws.
   */
  readonly mostPpb: number | null;
}

/** The parts of a search that several machines share. */
export interface ShardsReport {
  readonly of: number;
  /** In order of their index. */
  readonly parts: readonly ShardPart[];
}

/** One of the parts. */
export interface ShardPart {
  readonly index: number;
  readonly complete: boolean;
  readonly stopped: string | null;
  /** By design, in the order of the report. */
  readonly tallies: readonly TallyData[];
}

/** A search and what it gave. */
export interface ExplorationFacts {
  readonly engine: string;
  readonly strategy: string;
  /** Only a core was mended, and had to make progress. */
  readonly phase: boolean;
  readonly set: readonly string[];
  readonly seeds: string;
  readonly maxFailures: number | null;
  readonly stopped: string | null;
  readonly shard: Shard | null;
  readonly designs: readonly Design[];
  /** By design. */
  readonly tallies: readonly TallyData[];
}

const billion = 1_000_000_000;

function keyOf({ scenario, file, variant, cell }: Design): string {
  return compactJson([scenario, file, variant ?? '', cell ?? '']);
}

function designReport(design: Design, tally: TallyData): DesignReport {
  const { scenario, file, hash, variant, cell } = design;
  const checks = design.checks.map((check, nth) => {
    const verdicts = tally.verdicts[nth] ?? {};
    const given = Object.keys(verdicts) as Verdict[];
    const verdict = given.length === 0 ? ('undecided' as const) : pooledVerdict(given);
    return { ...check, verdict, verdicts };
  });
  return {
    scenario,
    file,
    hash,
    variant,
    cell,
    verdict: outcomeOf(checks),
    runs: tally.runs,
    stopped: tally.stopped,
    events: tally.events,
    space: spaceReport(tally.space, tally.runs),
    checks,
    faults: design.faults.map((fault, nth) => ({
      ...fault,
      ...(tally.faults[nth] ?? { occurrences: 0, touched: 0, runs: 0 }),
    })),
  };
}

function failuresOf(design: Design, tally: TallyData): Failure[] {
  const { scenario, variant, cell, checks } = design;
  const expected = new Map(checks.map((check) => [check.id, check.expected]));
  return tally.findings.map(({ check, verdict, signature, seed, steer, events, count }) => ({
    scenario,
    variant,
    cell,
    check,
    verdict,
    expected: expected.get(check)?.includes(verdict) ?? false,
    signature,
    seed,
    steer,
    events,
    count,
  }));
}

function coverageOf(designs: readonly DesignReport[]): ExplorationCoverage {
  const faults = designs.flatMap((design) => design.faults);
  const checks = designs.flatMap((design) => design.checks);
  return {
    faults: { reached: faults.filter(({ runs }) => runs > 0).length, of: faults.length },
    checks: {
      reached: checks.filter(({ verdict }) => verdict !== 'vacuous').length,
      of: checks.length,
    },
  };
}

function boundOf(
  designs: readonly DesignReport[],
  failures: readonly Failure[],
  samples: boolean,
): Bound {
  const failing = new Set(
    failures.map(({ scenario, variant, cell }) => compactJson([scenario, variant, cell])),
  );
  const clean = designs.filter(
    ({ scenario, variant, cell }) => !failing.has(compactJson([scenario, variant, cell])),
  );
  const fewest = clean.reduce((least, { runs }) => (runs < least ? runs : least), Infinity);
  const isNone = !samples || fewest === Infinity || fewest === 0;
  const most = isNone ? null : Math.round((3 * billion) / fewest);
  return {
    runs: clean.reduce((sum, { runs }) => sum + runs, 0),
    mostPpb: most === null ? null : Math.min(most, billion),
  };
}

/** The report over everything that the tallies hold; `shards` when that is not the whole search. */
export function reportOf(
  facts: ExplorationFacts,
  shards: ShardsReport | null,
  complete: boolean,
): ExplorationReport {
  const order = facts.designs.map((design, nth) => ({ design, nth, key: keyOf(design) }));
  order.sort((a, b) => compareText(a.key, b.key));
  const empty = facts.designs.map((design) => sumOf(design, []));
  const inOrder = order.map(({ design, nth }) => {
    const tally = facts.tallies[nth] ?? empty[nth];
    return { design, tally: tally ?? sumOf(design, []) };
  });
  const designs = inOrder.map(({ design, tally }) => designReport(design, tally));
  const failures = inOrder.flatMap(({ design, tally }) => failuresOf(design, tally));
  const verdict = worstOutcome(designs.map((design) => design.verdict));
  return {
    schema: 'fault-sim.explore/1',
    // A budget is an end that was asked for: what was found within it stands.
    verdict: verdict === 'pass' && !complete && facts.stopped !== 'budget' ? 'unknown' : verdict,
    complete,
    stopped: facts.stopped,
    engine: facts.engine,
    strategy: facts.strategy,
    phase: facts.phase,
    set: facts.set,
    seeds: facts.seeds,
    maxFailures: facts.maxFailures,
    shards,
    designs,
    failures,
    coverage: coverageOf(designs),
    bound: boundOf(designs, failures, strategies.get(facts.strategy)?.samples ?? true),
  };
}

/** The report on a search, or on one part of it. */
export function explorationReport(facts: ExplorationFacts): ExplorationReport {
  const { shard, stopped } = facts;
  const complete = stopped === null;
  if (shard === null || shard.of === 1) return reportOf(facts, null, complete);
  const order = facts.designs.map((design, nth) => ({ nth, key: keyOf(design) }));
  order.sort((a, b) => compareText(a.key, b.key));
  const tallies = order.flatMap(({ nth }) => facts.tallies[nth] ?? []);
  const part: ShardPart = { index: shard.index, complete, stopped, tallies };
  return reportOf(facts, { of: shard.of, parts: [part] }, complete);
}
