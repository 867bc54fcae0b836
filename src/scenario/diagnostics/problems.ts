import type { Diagnostic } from '../../base/errors.ts';
import { ScenarioError } from '../../base/errors.ts';
import type { Code } from './codes.ts';
import { excerptOf, placeOf, type Span } from '../source/source.ts';
import { nameOfSpot, pointerOf, type Scalar, scalarAt, type Spot } from '../source/tree.ts';
import type { TextProblem } from './text-problem.ts';

/** What may be said beside the message. */
export interface Advice {
  /** The word or value that was probably meant. */
  readonly meant?: string | undefined;
  /** What stands beside the carets, in place of `did you mean ...?`. */
  readonly suggestion?: string | undefined;
  readonly notes?: readonly string[];
  readonly path?: readonly (string | number)[];
}

/** Most errors that one failure reports. */
export const MOST_ERRORS = 20;

/** The part of a scalar's span that holds a stretch of its text, or all of it if that is unclear. */
export function spanInside(scalar: Scalar, offset: number, length: number): Span {
  const { source, start, end } = scalar.span;
  const written = source.text.slice(start, end);
  const plain = written === scalar.text;
  if (!plain && written.slice(1, -1) !== scalar.text) return scalar.span;
  const from = start + offset + (plain ? 0 : 1);
  return { source, start: from, end: Math.min(end, from + Math.max(1, length)) };
}

/** What was found, and where: its lines are looked up only if it is told. */
interface Found extends Omit<Diagnostic, 'place' | 'excerpt'> {
  readonly at: Span | null;
}

/** Collects what is wrong or doubtful. One mistake that many cells share is told once. */
export class Problems {
  readonly #all: Found[] = [];
  readonly #seen = new Set<string>();
  /** Paths whose formula is wrong: there is no value of which anything else could be said. */
  readonly #void = new Set<string>();
  /** Paths of which an error was told, also where an alias leads to what was told elsewhere. */
  readonly #told = new Set<string>();
  #muted: ReadonlySet<Code> = new Set();

  /** Something is wrong here: nothing will run. */
  error(code: Code, at: Span | null, message: string, advice: Advice = {}): void {
    this.#add('error', code, at, message, advice);
  }

  /** Something is doubtful here. */
  warn(code: Code, at: Span | null, message: string, advice: Advice = {}): void {
    this.#add('warning', code, at, message, advice);
  }

  /** An error at the value of a spot. */
  atValue(code: Code, spot: Spot, message: string, advice: Advice = {}): void {
    this.error(code, spot.tree.span, message, { path: spot.path, ...advice });
  }

  /** An error at the key of a spot. */
  atKey(code: Code, spot: Spot, message: string, advice: Advice = {}): void {
    this.error(code, spot.keySpan, message, { path: spot.path, ...advice });
  }

  /** An error inside the text of a value; `otherwise` unless the mistake has a code of its own. */
  inValue(
    otherwise: Code,
    { tree, path }: Pick<Spot, 'tree' | 'path'>,
    problem: TextProblem,
  ): void {
    const { code = otherwise, message, offset, length, suggestion, notes = [] } = problem;
    const at = tree.kind === 'scalar' ? spanInside(tree, offset, length) : tree.span;
    this.error(code, at, message, { path, meant: suggestion ?? undefined, notes });
  }

  /** An error inside the text of a spot's key. */
  inKey(otherwise: Code, spot: Spot, problem: TextProblem): void {
    const name = nameOfSpot(spot);
    this.inValue(otherwise, { tree: scalarAt(spot.keySpan, name, name), path: spot.path }, problem);
  }

  /** Of a value that cannot be known, for reasons that were told, nothing else is said. */
  leave(path: readonly (string | number)[]): void {
    this.#void.add(pointerOf(path));
  }

  /** Whether the value here cannot be known, and why was told. */
  isLeft(path: readonly (string | number)[]): boolean {
    return this.#void.has(pointerOf(path));
  }

  /** Errors of these codes are not told for now: they would only follow from others. */
  mute(codes: Iterable<Code>): void {
    this.#muted = new Set(codes);
  }

  /** Files in the order in which something was found in them, then by place. */
  get errors(): readonly Diagnostic[] {
    return this.#found('error').map(placed);
  }

  get warnings(): readonly Diagnostic[] {
    return this.#found('warning').map(placed);
  }

  #found(severity: Found['severity']): readonly Found[] {
    return inOrder(this.#all.filter((found) => found.severity === severity));
  }

  /** The paths of all that was found wrong. */
  get toldPaths(): readonly string[] {
    return [...this.#told];
  }

  /** Throws ScenarioError when there is an error; with `strict` also for a warning. */
  stop(strict = false): void {
    const found = this.#found('error');
    const errors = strict ? [...found, ...this.#found('warning').map(asError)] : found;
    if (errors.length === 0) return;
    const told = errors.slice(0, MOST_ERRORS).map(placed);
    const left = errors.length - told.length;
    throw new ScenarioError(left > 0 ? [...told, remainder(left)] : told);
  }

  #add(
    severity: 'error' | 'warning',
    code: Code,
    at: Span | null,
    message: string,
    advice: Advice,
  ): void {
    if (this.#muted.has(code)) return;
    const path = advice.path === undefined ? null : pointerOf(advice.path);
    if (path !== null && severity === 'error') this.#told.add(path);
    const key = [code, at?.source.file, at?.start, message].join('\u0000');
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    if (path !== null && isOfFormula(code)) this.#void.add(path);
    else if (path !== null && this.#void.has(path)) return;
    const meant = advice.meant === undefined ? null : `did you mean "${advice.meant}"?`;
    this.#all.push({
      code,
      severity,
      message,
      at,
      path,
      suggestion: advice.suggestion ?? meant,
      notes: advice.notes ?? [],
    });
  }
}

function isOfFormula(code: Code): boolean {
  return code === 'E_FORMULA' || code === 'E_UNKNOWN_PARAM';
}

function placed({ at, ...found }: Found): Diagnostic {
  const place = at === null ? null : placeOf(at);
  const excerpt = at === null || place === null ? [] : excerptOf(at.source, place);
  return { ...found, place, excerpt };
}

function inOrder(all: readonly Found[]): readonly Found[] {
  const ranks = new Map<string, number>();
  for (const { at } of all) {
    const file = at?.source.file ?? '';
    if (!ranks.has(file)) ranks.set(file, ranks.size);
  }
  const rank = ({ at }: Found): number => ranks.get(at?.source.file ?? '') ?? 0;
  return all.toSorted((a, b) => rank(a) - rank(b) || (a.at?.start ?? 0) - (b.at?.start ?? 0));
}

function asError(warning: Found): Found {
  return { ...warning, severity: 'error' };
}

function remainder(count: number): Diagnostic {
  return {
    code: 'E_MORE',
    severity: 'error',
    message: `and ${count} more`,
    place: null,
    path: null,
    suggestion: null,
    notes: [],
    excerpt: [],
  };
}
