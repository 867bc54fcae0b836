/** A place in a text that a user wrote. Lines and columns count from 1; columns in characters. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One thing that is wrong (or doubtful) in what the user wrote, said so that it helps. */
export interface Diagnostic {
  /** Stable code, e.g. `E_UNKNOWN_NODE`; warnings begin with `W_`. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** One sentence without a final stop, e.g. `unknown fault "los"`. */
  readonly message: string;
  readonly place: Place | null;
  /** Path in the scenario, e.g. `/faults/gc/duration`. */
  readonly path: string | null;
  /** What stands beside the carets, e.g. `did you mean "loss"?`. */
  readonly suggestion: string | null;
  /** Further lines, printed after `=`. */
  readonly notes: readonly string[];
  /** The lines of text round the place, for the code frame: source line texts by number. */
  readonly excerpt: readonly { readonly line: number; readonly text: string }[];
}

/** A wrong flag or argument. Exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The first mistake in one line, for whoever sees no more of an error than its message. */
function summaryOf(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const [first = diagnostics[0]] = errors;
  if (first === undefined) return 'the scenario is not valid';
  const { place, path, message, suggestion } = first;
  const where = place === null ? '' : `${place.file}:${place.line}:${place.column}: `;
  const what = suggestion === null ? message : `${message}, ${suggestion}`;
  const at = path === null || path === '' ? '' : ` (at ${path})`;
  const more = errors.length > 1 ? `, and ${errors.length - 1} more` : '';
  return `${where}${what}${at}${more}`;
}

/** A scenario (or a program that it names) is wrong; nothing ran. Exit 3. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(summaryOf(diagnostics));
    this.diagnostics = diagnostics;
  }
}

/**
 * Code of the user's own gave back what it must not, while a run was played. What it throws by itself
 * stays what it is. Exit 3.
 */
export class OwnCodeError extends Error {
  override readonly name = 'OwnCodeError';
}

/** A bug of fault-sim itself, never the user's mistake. Exit 70, with seed and version. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}

/** Asserts what only a bug of ours could break. */
export function invariant(condition: boolean, what: string): asserts condition {
  if (!condition) throw new InternalError(what);
}
