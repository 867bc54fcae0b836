import type { Value } from '../../base/units.ts';

/** Verdicts on a recorded history, gravest first. */
export const checkVerdicts = ['violated', 'undecided', 'held'] as const;
/** One of them. */
export type CheckVerdict = (typeof checkVerdicts)[number];

/** An operation, or a transaction, as an answer shows it. */
export interface ToldOperation {
  /** Its number in order of invocation, from 0. */
  readonly index: number;
  readonly process: string;
  /** What was asked: `read`, `write`; `txn` for a transaction. */
  readonly op: string;
  readonly key: Value;
  readonly input: Value;
  /** What was answered; null when nothing was, or when nobody knows. */
  readonly output: Value;
  readonly outcome: 'ok' | 'fail' | 'unknown';
  /** Its places among all invocations and completions; null: it never completed. */
  readonly invoked: number;
  readonly completed: number | null;
  /** When, in ns as recorded; null when the recorder had no clock. */
  readonly invokedNs: number | null;
  readonly completedNs: number | null;
  /** Where in the file, from 1. */
  readonly invokedLine: number | null;
  readonly completedLine: number | null;
}

/** An anomaly among transactions. */
export interface ToldAnomaly {
  readonly name: string;
  readonly why: string;
  /** Transactions that it needs, by index. */
  readonly transactions: readonly number[];
}

/** What the anomalies among transactions come to. */
export interface ToldIsolation {
  /** The first few of each name. */
  readonly anomalies: readonly ToldAnomaly[];
  /** How many of each name were found. */
  readonly counts: { readonly [name: string]: number };
  /** The weakest levels that are violated; none when nothing is. */
  readonly weakestViolated: readonly string[];
  /** The strongest levels that may hold. */
  readonly strongestPossible: readonly string[];
}

/** Why a file could not be read; without line and column it could not be opened at all. */
export interface ReadingProblem {
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
}

/** What was found about one file. */
export interface CheckResult {
  readonly file: string;
  readonly verdict: CheckVerdict;
  /** The model that it was judged by, and what was promised; null when nobody could tell. */
  readonly model: string | null;
  readonly consistency: string | null;
  /** How it was decided; null when there was nothing to decide. */
  readonly method: string | null;
  /** How many operations or transactions the file has. */
  readonly operations: number;
  /** Work in units that are the same on every machine. */
  readonly steps: number;
  /** The reason in words; null when it held. */
  readonly why: string | null;
  /** Operations that contradict one another; null unless violated. */
  readonly witness: { readonly why: string; readonly operations: readonly ToldOperation[] } | null;
  /** The longest order found that agrees with every answer, by index; null where nobody sought one. */
  readonly prefix: readonly number[] | null;
  /** Of transactions only. */
  readonly isolation: ToldIsolation | null;
  readonly problem: ReadingProblem | null;
}

/** What `fault-sim check --json` answers. */
export interface CheckAnswer {
  readonly schema: 'fault-sim.check/1';
  /** The gravest of all results. */
  readonly verdict: CheckVerdict;
  readonly results: readonly CheckResult[];
}

/** Puts results together. */
export function answerOf(results: readonly CheckResult[]): CheckAnswer {
  const found = new Set(results.map(({ verdict }) => verdict));
  const verdict = checkVerdicts.find((word) => found.has(word)) ?? 'held';
  return { schema: 'fault-sim.check/1', verdict, results };
}
