import { fromDecimal, ratio } from '../base/ratio.ts';
import {
  evaluateConstant,
  parametersOf,
  parseFormula,
  plainOf,
  type Typed,
  typedOf,
} from './formula.ts';
import { nameEnd } from './name.ts';
import { plainTree } from './plain.ts';
import { type Problems, spanInside } from './problems.ts';
import { isTextProblem, type TextProblem } from './text-problem.ts';
import { entrySpots, type Mapping, nameOfSpot, type Scalar, type Spot, type Tree } from './tree.ts';

/** Texts under these keys are prose, or formulas that are computed later. */
const untouched: ReadonlySet<string> = new Set(['summary', 'that', 'where']);
/** At the top these are never computed either. */
const untouchedTop: ReadonlySet<string> = new Set([
  'name',
  'topics',
  'rows',
  'params',
  'matrix',
  'variants',
]);

/** The name of `$name` alone; undefined for any other text. */
function parameterName(text: string): string | undefined {
  if (!text.startsWith('$') || text.length < 2) return undefined;
  return nameEnd(text, 1) === text.length ? text.slice(1) : undefined;
}

/** Tells what is wrong in the text of a scalar, at the place in the text. */
export function reportText(
  code: 'E_FORMULA' | 'E_SELECTOR' | 'E_SENTENCE' | 'E_NAME',
  scalar: Scalar,
  problem: TextProblem,
  path: readonly (string | number)[],
  problems: Problems,
  shift = 0,
): void {
  const span = spanInside(scalar, problem.offset + shift, problem.length);
  problems.error(code, span, problem.message, { path, meant: problem.suggestion ?? undefined });
}

/** The typed value of a scalar as written: decimals exactly, whatever their length. */
function typedScalar(scalar: Scalar): Typed {
  if (scalar.computed !== null) return scalar.computed;
  if (typeof scalar.value === 'bigint') return { kind: 'number', ratio: ratio(scalar.value) };
  if (typeof scalar.value === 'number') {
    const exact = fromDecimal(scalar.text);
    if (exact !== undefined) return { kind: 'number', ratio: exact };
  }
  return typedOf(scalar.value);
}

/** The typed value of any tree. */
export function typedTree(tree: Tree): Typed {
  if (tree.kind === 'scalar') return typedScalar(tree);
  if (tree.kind === 'list') return { kind: 'list', items: tree.items.map(typedTree) };
  return { kind: 'data', data: plainTree(tree) };
}

/** The params of one cell: computed, and put into the places that name them. */
export class Params {
  /** Every param's typed value, for formulas that are compiled later. */
  readonly values: ReadonlyMap<string, Typed>;
  readonly #typed = new Map<string, Typed>();
  readonly #trees = new Map<string, Tree>();
  readonly #written = new Map<string, Spot>();
  readonly #open: string[] = [];
  readonly #used: Set<string>;
  readonly #problems: Problems;

  /** `used` gathers, over all cells, the names that something reads. */
  constructor(scenario: Mapping, used: Set<string>, problems: Problems) {
    this.values = this.#typed;
    this.#used = used;
    this.#problems = problems;
    const params = scenario.entries.get('params');
    if (params === undefined) return;
    const top: Spot = { tree: params.value, keySpan: params.keySpan, path: ['params'] };
    if (params.value.kind !== 'map') {
      problems.atValue('E_TYPE', top, '`params` is a map of names to values');
      return;
    }
    for (const spot of entrySpots(top)) this.#written.set(nameOfSpot(spot), spot);
    for (const name of this.#written.keys()) this.#compute(name);
  }

  /** Marks the params that a formula names as used. */
  use(names: Iterable<string>): void {
    for (const name of names) this.#used.add(name);
  }

  /** The scenario with every `$name` and `= formula` replaced by its value. */
  substitute(scenario: Mapping): Mapping {
    const entries = new Map(scenario.entries);
    for (const [key, entry] of entries) {
      if (untouched.has(key) || untouchedTop.has(key) || key.startsWith('x-')) continue;
      entries.set(key, { ...entry, value: this.#tree(entry.value, [key]) });
    }
    return { ...scenario, entries };
  }

  #compute(name: string): Typed | undefined {
    const known = this.#typed.get(name);
    const spot = this.#written.get(name);
    if (known !== undefined || spot === undefined) return known;
    if (this.#open.includes(name)) {
      const circle = [...this.#open.slice(this.#open.indexOf(name)), name].map((one) => `$${one}`);
      this.#problems.atValue(
        'E_PARAM_CYCLE',
        spot,
        `params need one another in a circle: ${circle.join(' -> ')}`,
      );
      return undefined;
    }
    this.#open.push(name);
    const tree = this.#tree(spot.tree, spot.path);
    this.#open.pop();
    const typed = typedTree(tree);
    this.#typed.set(name, typed);
    this.#trees.set(name, tree);
    return typed;
  }

  #tree(tree: Tree, path: readonly (string | number)[]): Tree {
    if (tree.kind === 'scalar') return this.#scalar(tree, path);
    if (tree.kind === 'list') {
      return {
        ...tree,
        items: tree.items.map((item, index) => this.#tree(item, [...path, index])),
      };
    }
    const entries = new Map(tree.entries);
    for (const [key, entry] of entries) {
      if (untouched.has(key)) continue;
      entries.set(key, { ...entry, value: this.#tree(entry.value, [...path, key]) });
    }
    return { ...tree, entries };
  }

  #scalar(scalar: Scalar, path: readonly (string | number)[]): Tree {
    if (typeof scalar.value !== 'string') return scalar;
    const { text } = scalar;
    if (text.startsWith('=')) return this.#formula(scalar, text, path);
    const name = parameterName(text);
    if (name === undefined) return this.#refuseLoneDollar(scalar, path);
    this.#compute(name);
    const tree = this.#trees.get(name);
    // A map or list keeps its own places; a scalar is shown where it is used.
    if (tree !== undefined && tree.kind !== 'scalar') {
      this.use([name]);
      return tree;
    }
    return this.#formula(scalar, `= ${text}`, path, -2);
  }

  /** `$x * 2` without the sign that makes it a formula. */
  #refuseLoneDollar(scalar: Scalar, path: readonly (string | number)[]): Scalar {
    if (!/^\$\S+\s+[-+*/=<>]/.test(scalar.text)) return scalar;
    this.#problems.error('E_FORMULA', scalar.span, 'a formula begins with "="', {
      path,
      meant: `= ${scalar.text}`,
    });
    return nothingAt(scalar);
  }

  #formula(scalar: Scalar, text: string, path: readonly (string | number)[], shift = 0): Tree {
    const parsed = parseFormula(text);
    if (isTextProblem(parsed)) {
      reportText('E_FORMULA', scalar, parsed, path, this.#problems, shift);
      return nothingAt(scalar);
    }
    const names = parametersOf(parsed.ast);
    this.use(names);
    for (const name of names) {
      if (this.#compute(name) === undefined && this.#written.has(name)) return nothingAt(scalar);
    }
    const result = evaluateConstant(parsed.ast, this.values);
    if (isTextProblem(result)) {
      const unknown = result.message.startsWith('unknown parameter');
      const code = unknown ? 'E_UNKNOWN_PARAM' : 'E_FORMULA';
      this.#problems.error(
        code,
        spanInside(scalar, result.offset + shift, result.length),
        result.message,
        {
          path,
          meant: result.suggestion ?? undefined,
        },
      );
      return nothingAt(scalar);
    }
    return scalarOf(result, scalar);
  }
}

/** In place of a formula that is wrong, which was told: nothing more is made of it. */
function nothingAt(scalar: Scalar): Scalar {
  return { ...scalar, value: null, text: '' };
}

function scalarOf(typed: Typed, at: Scalar): Tree {
  const plain = plainOf(typed);
  if (typed.kind === 'list') {
    return { kind: 'list', span: at.span, items: typed.items.map((item) => scalarOf(item, at)) };
  }
  if (typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean') {
    return { kind: 'scalar', span: at.span, value: plain, text: String(plain), computed: typed };
  }
  return { kind: 'scalar', span: at.span, value: null, text: '', computed: typed };
}

/** Warns of params that nothing reads. */
export function reportUnusedParams(
  scenario: Mapping,
  used: ReadonlySet<string>,
  problems: Problems,
): void {
  const params = scenario.entries.get('params')?.value;
  if (params?.kind !== 'map') return;
  for (const entry of params.entries.values()) {
    if (used.has(entry.key)) continue;
    problems.warn('W_UNUSED_PARAM', entry.keySpan, `param "${entry.key}" is never used`, {
      path: ['params', entry.key],
    });
  }
}
