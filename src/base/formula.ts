import type { Value } from './units.ts';

/** What a formula may yield: exact numbers are given as their nearest double. */
export type FormulaValue = Value | undefined;

/** A compiled formula of the scenario language: typed, exact, without side effects. */
export interface Formula {
  /** As it was written. */
  readonly text: string;
  /** The names it reads that are not parameters, in order of appearance. */
  readonly reads: readonly string[];
  /** Those of them that it compares with a percentage. */
  readonly shares: readonly string[];
  /** Its value where the names have these values; a name that is missing yields undefined. */
  evaluate(read: (name: string) => FormulaValue): FormulaValue;
}
