import type { Named } from './names.ts';

/** Where something stands in the data that was read. */
export type Path = readonly (string | number)[];

/** One thing that is wrong in the data that was read. */
export interface SchemaProblem {
  /** From the data given; empty for the data itself. */
  readonly path: Path;
  /** Whether the key at the path is wrong (or lacks a key in its map), or the value there. */
  readonly at: 'key' | 'value';
  /**
   * `E_UNKNOWN_KEY`, `E_MISSING_KEY`, `E_TYPE`, `E_MISSING_UNIT`, `E_QUANTITY`, `E_BOUND`,
   * `E_SHARES`, `E_UNKNOWN_WORD`, ...
   */
  readonly code: string;
  /** One sentence without a final stop. */
  readonly message: string;
  /** What stands beside the carets, e.g. `did you mean "loss"?`. */
  readonly suggestion: string | null;
  /** Further lines. */
  readonly notes: readonly string[];
}

/** A problem with the value at a path. */
export function valueProblem(
  path: Path,
  code: string,
  message: string,
  suggestion: string | null = null,
  notes: readonly string[] = [],
): SchemaProblem {
  return { path, at: 'value', code, message, suggestion, notes };
}

/** The words beside the carets for a text that was probably meant. */
export function didYouMean(meant: string | null | undefined): string | null {
  return meant === null || meant === undefined ? null : `did you mean "${meant}"?`;
}

/** The problem of a name that stands for nothing. */
export function nameProblem(
  path: Path,
  code: string,
  named: Exclude<Named<unknown>, { readonly value: unknown }>,
): SchemaProblem {
  const suggestion = didYouMean(named.suggestion);
  return valueProblem(path, named.code ?? code, named.problem, suggestion, named.notes ?? []);
}
