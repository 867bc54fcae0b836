import type { History } from './history.ts';

/** Some operations of a history, as indices in order of invocation: what one decision is about. */
export interface Part {
  readonly history: History;
  readonly operations: Int32Array;
}

/** Why a history cannot be: operations that contradict one another, and the contradiction in words. */
export interface Witness {
  readonly why: string;
  /** Indices of the operations that it needs, few as possible, in order of invocation. */
  readonly operations: readonly number[];
}

/**
 * What was found about a history or a part of it. `steps` counts the work in units that are the same
 * on every machine: operations that a fast path looked at, placements that a search tried.
 */
export type Decision =
  | { readonly verdict: 'held'; readonly method: string; readonly steps: number }
  | {
      readonly verdict: 'violated';
      readonly method: string;
      readonly steps: number;
      readonly witness: Witness;
      /** The longest order found that every client could have seen; null where nobody looked for one. */
      readonly prefix: readonly number[] | null;
    }
  | {
      readonly verdict: 'undecided';
      readonly method: string;
      readonly steps: number;
      readonly why: string;
      readonly prefix: readonly number[] | null;
    };

/**
 * An exact way to decide some parts in nearly linear time. Null: the values of this part do not
 * allow it (one was written twice, an operation is none that it knows). It never guesses.
 */
export type FastPath = (part: Part) => Decision | null;

/** What a search may cost; both are counted, so that the verdict is the same on every machine. */
export interface SearchBudget {
  /** Placements that it may try. */
  readonly steps: number;
  /** Bytes of memory for what it has seen, by arithmetic. */
  readonly memoBytes: number;
}
