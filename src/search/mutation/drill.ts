import type { Outcome } from '../../run/report/report.ts';
import type { Mutant } from './mutants.ts';

/** The first seed in which a search saw a mutant's bug. */
export interface Kill {
  readonly seed: string;
  /** How the strategy steered that run, as `run --steer` takes it; null: the seed says it all. */
  readonly steer: string | null;
  /** Seeds that were played until then, that one included. */
  readonly played: number;
  readonly check: string;
  readonly signature: string;
}

/** What one strategy made of one mutant. */
export interface Hunt {
  readonly strategy: string;
  /** Seeds that were played for it to the end of their runs. */
  readonly seeds: number;
  /** Null: it survived. */
  readonly kill: Kill | null;
  /** The design without the bug was blamed for the same seed: nothing was told apart. */
  readonly isFalseAlarm: boolean;
}

/** A mutant, and how each strategy hunted it. */
export interface MutantReport {
  readonly mutant: string;
  readonly program: string;
  readonly summary: string;
  readonly scenario: string;
  readonly isCanary: boolean;
  readonly hunts: readonly Hunt[];
}

/** How well a strategy does. */
export interface StrategyScore {
  readonly strategy: string;
  readonly killed: number;
  readonly of: number;
  /** Killed of all, in parts per million. */
  readonly killRatePpm: number;
  /** Seeds until the first detection: the middle one of those that were killed; null without any. */
  readonly medianSeeds: number | null;
}

/**
 * What became of the canary: `survived` says that the search is broken, `too few seeds` that nobody
 * knows, for it survived a search that was too short to tell.
 */
export const canaryFates = ['killed', 'survived', 'too few seeds', 'not hunted'] as const;

/** One of them. */
export type CanaryFate = (typeof canaryFates)[number];

/**
 * After so many seeds a strategy has killed the canary. Of those that draw, the slowest sees it in a
 * fifth of its runs: one search in seven thousand would take longer.
 */
export const canarySeeds = 40;

/** What planted bugs say about a search. */
export interface DrillReport {
  readonly schema: 'fault-sim.mutate/1';
  readonly engine: string;
  /**
   * `pass`: each mutant was killed by some strategy, the canary by all, and no sound design was blamed;
   * `unknown`: so it was as far as it went, or but for a canary that had too few seeds.
   */
  readonly verdict: Outcome;
  readonly complete: boolean;
  /** Why it ended early; null when it did not. */
  readonly stopped: string | null;
  /** `1..300`: as many as a strategy may play for a mutant. */
  readonly seeds: string;
  /** The pipeline is proved: every strategy has found the canary. */
  readonly canary: CanaryFate;
  readonly strategies: readonly StrategyScore[];
  readonly mutants: readonly MutantReport[];
}

const million = 1_000_000;

function scoreOf(strategy: string, mutants: readonly MutantReport[]): StrategyScore {
  const hunts = mutants.flatMap(({ hunts: all }) =>
    all.filter((hunt) => hunt.strategy === strategy),
  );
  const counts = hunts.flatMap(({ kill, isFalseAlarm }) =>
    kill === null || isFalseAlarm ? [] : [kill.played],
  );
  counts.sort((a, b) => a - b);
  const [killed, of] = [counts.length, hunts.length];
  return {
    strategy,
    killed,
    of,
    killRatePpm: of === 0 ? 0 : Math.round((killed * million) / of),
    medianSeeds: counts[(killed - 1) >> 1] ?? null,
  };
}

function canaryOf(mutants: readonly MutantReport[]): DrillReport['canary'] {
  const hunts = mutants.flatMap(({ isCanary, hunts: all }) => (isCanary ? all : []));
  if (hunts.length === 0) return 'not hunted';
  const others = hunts.filter((hunt) => !isKilled(hunt));
  if (others.length === 0) return 'killed';
  const isTooShort = others.every((hunt) => hunt.kill === null && hunt.seeds < canarySeeds);
  return isTooShort ? 'too few seeds' : 'survived';
}

/** A hunt that told the mutant from the design without the bug. */
export function isKilled({ kill, isFalseAlarm }: Hunt): boolean {
  return kill !== null && !isFalseAlarm;
}

/** A mutant's report. */
export function mutantReport(mutant: Mutant, hunts: readonly Hunt[]): MutantReport {
  const { name, program, summary, scenario, isCanary = false } = mutant;
  return { mutant: name, program, summary, scenario, isCanary, hunts };
}

/** Adds up what was hunted, in the order in which it was. */
export function drillReport(
  facts: Pick<DrillReport, 'engine' | 'seeds' | 'stopped'> & {
    readonly strategies: readonly string[];
  },
  mutants: readonly MutantReport[],
): DrillReport {
  const { engine, seeds, stopped } = facts;
  const canary = canaryOf(mutants);
  const isClean = mutants.every(({ hunts }) => !hunts.some((hunt) => hunt.isFalseAlarm));
  const isOpen = canary === 'too few seeds';
  const isKilledOff = mutants.every(
    ({ isCanary, hunts }) => hunts.some(isKilled) || (isCanary && isOpen),
  );
  const isPassed = isClean && isKilledOff && canary !== 'survived';
  const passed = stopped === null && !isOpen ? 'pass' : 'unknown';
  return {
    schema: 'fault-sim.mutate/1',
    engine,
    verdict: isPassed ? passed : 'fail',
    complete: stopped === null,
    stopped,
    seeds,
    canary,
    strategies: facts.strategies.map((strategy) => scoreOf(strategy, mutants)),
    mutants,
  };
}
