import { fromDecimal, ratio } from '../../base/quantity/ratio.ts';
import type { Value } from '../../base/units.ts';
import { treeAt } from '../source/data-tree.ts';
import {
  evaluateConstant,
  parametersOf,
  parseFormula,
  plainOf,
  type Typed,
  typedOf,
} from '../formula.ts';
import { nameEnd, spellingProblem } from '../vocabulary/name.ts';
import { plainTree } from '../source/plain.ts';
import { type Problems } from '../diagnostics/problems.ts';
import { isTextProblem, type TextProblem } from '../diagnostics/text-problem.ts';
import {
  type Entry,
  entrySpots,
  type Mapping,
  nameOfSpot,
  type Scalar,
  type Spot,
  type Tree,
} from '../source/tree.ts';

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

/** The params that a value names; none of a formula that cannot be read, which is told later. */
function namedIn(tree: Tree): readonly string[] {
  if (tree.kind === 'list') return tree.items.flatMap(namedIn);
  if (tree.kind === 'map') {
    const entries = [...tree.entries.values()].filter(({ key }) => !untouched.has(key));
    return entries.flatMap(({ value }) => namedIn(value));
  }
  if (typeof tree.value !== 'string') return [];
  const name = parameterName(tree.text);
  if (name !== undefined) return [name];
  const parsed = tree.text.startsWith('=') ? parseFormula(tree.text) : null;
  return parsed === null || isTextProblem(parsed) ? [] : parametersOf(parsed.ast);
}

/** A param that waits for those that it names. */
interface Waiting {
  readonly name: string;
  readonly needs: string[];
}

/** The params of one cell: computed, and put into the places that name them. */
export class Params {
  /** Every param's typed value, for formulas that are compiled later. */
  readonly values: ReadonlyMap<string, Typed>;
  readonly #typed = new Map<string, Typed>();
  readonly #trees = new Map<string, Tree>();
  readonly #written = new Map<string, Spot>();
  /** Params that have no value, which was told: nothing that names one of them has any. */
  readonly #void = new Set<string>();
  /** How many formulas had no value up to now. */
  #failures = 0;
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
    for (const spot of entrySpots(top)) this.#declare(spot);
    for (const name of this.#written.keys()) this.#settle(name);
  }

  /** Marks the params that a formula names as used; false if one of them has no value, which was told. */
  use(names: readonly string[]): boolean {
    for (const name of names) this.#used.add(name);
    return !names.some((name) => this.#void.has(name));
  }

  /** The scenario with every `$name` and `= formula` replaced by its value. */
  substitute(scenario: Mapping): Mapping {
    const free = [...scenario.entries.keys()].filter((key) => key.startsWith('x-'));
    return this.#entries(scenario, [], new Set([...untouched, ...untouchedTop, ...free]));
  }

  /** Words of the other languages are names here: behind a `$` none of them is read. */
  #declare(spot: Spot): void {
    const name = nameOfSpot(spot);
    const problem = spellingProblem(name);
    if (problem !== null) this.#problems.inKey('E_NAME', spot, problem);
    this.#written.set(name, spot);
  }

  #isSettled(name: string): boolean {
    return this.#typed.has(name) || this.#void.has(name);
  }

  /** Computes a param after those that it names. The chain of them may be long: no recursion. */
  #settle(first: string): void {
    const waiting: Waiting[] = [];
    const wait = (name: string): void => {
      const spot = this.#written.get(name);
      if (spot !== undefined) waiting.push({ name, needs: [...namedIn(spot.tree)] });
    };
    wait(first);
    for (let last = waiting.at(-1); last !== undefined; last = waiting.at(-1)) {
      const need = last.needs.pop();
      if (need === undefined) {
        this.#compute(last.name);
        waiting.pop();
      } else if (this.#written.has(need) && !this.#isSettled(need)) {
        const at = waiting.findIndex(({ name }) => name === need);
        if (at < 0) wait(need);
        else this.#tellCircle(waiting.slice(at).map(({ name }) => name));
      }
    }
  }

  #tellCircle(names: readonly string[]): void {
    const [first = ''] = names;
    const spot = this.#written.get(first);
    for (const name of names) this.#void.add(name);
    if (spot === undefined) return;
    const circle = [...names, first].map((one) => `$${one}`);
    this.#problems.atValue(
      'E_PARAM_CYCLE',
      spot,
      `params need one another in a circle: ${circle.join(' -> ')}`,
    );
  }

  #compute(name: string): void {
    const spot = this.#written.get(name);
    if (spot === undefined || this.#isSettled(name)) return;
    const before = this.#failures;
    const tree = this.#tree(spot.tree, spot.path);
    if (this.#failures > before) {
      this.#void.add(name);
      return;
    }
    this.#typed.set(name, typedTree(tree));
    this.#trees.set(name, tree);
  }

  #tree(tree: Tree, path: readonly (string | number)[]): Tree {
    if (tree.kind === 'scalar') return this.#scalar(tree, path);
    if (tree.kind === 'list') {
      const items = tree.items.map((item, index) => this.#tree(item, [...path, index]));
      return items.every((item, index) => item === tree.items[index]) ? tree : { ...tree, items };
    }
    return this.#entries(tree, path, untouched);
  }

  /** What names no param is not copied: all cells of a matrix share it. */
  #entries(map: Mapping, path: readonly (string | number)[], left: ReadonlySet<string>): Mapping {
    let entries: Map<string, Entry> | undefined;
    for (const [key, entry] of map.entries) {
      if (left.has(key)) continue;
      const value = this.#tree(entry.value, [...path, key]);
      if (value === entry.value) continue;
      entries ??= new Map(map.entries);
      entries.set(key, { ...entry, value });
    }
    return entries === undefined ? map : { ...map, entries };
  }

  #scalar(scalar: Scalar, path: readonly (string | number)[]): Tree {
    if (typeof scalar.value !== 'string') return scalar;
    const { text } = scalar;
    if (text.startsWith('=')) return this.#formula(scalar, text, path);
    const name = parameterName(text);
    if (name === undefined) return this.#refuseLoneDollar(scalar, path);
    return this.#formula(scalar, `= ${text}`, path, -2);
  }

  /** `$x * 2` without the sign that makes it a formula. */
  #refuseLoneDollar(scalar: Scalar, path: readonly (string | number)[]): Scalar {
    if (!/^\$\S+\s+[-+*/=<>]/.test(scalar.text)) return scalar;
    this.#problems.error('E_FORMULA', scalar.span, 'a formula begins with "="', {
      path,
      meant: `= ${scalar.text}`,
    });
    return this.#nothingAt(scalar, path);
  }

  #formula(scalar: Scalar, text: string, path: readonly (string | number)[], shift = 0): Tree {
    const refused = (problem: TextProblem): Scalar => {
      const { offset } = problem;
      const written = { ...problem, offset: offset + shift };
      this.#problems.inValue('E_FORMULA', { tree: scalar, path }, written);
      return this.#nothingAt(scalar, path);
    };
    const parsed = parseFormula(text);
    if (isTextProblem(parsed)) return refused(parsed);
    if (!this.use(parametersOf(parsed.ast))) return this.#nothingAt(scalar, path);
    const { root } = parsed.ast;
    const whole = root.kind === 'parameter' ? this.#trees.get(root.parameter) : undefined;
    // A map or list keeps its own places; a scalar is shown where it is used.
    if (whole !== undefined && whole.kind !== 'scalar') return whole;
    const result = evaluateConstant(parsed.ast, this.values);
    if (isTextProblem(result)) return refused(result);
    return treeOf(result, scalar);
  }

  /** In place of a formula that has no value, which was told: nothing more is made of it. */
  #nothingAt(scalar: Scalar, path: readonly (string | number)[]): Scalar {
    this.#failures += 1;
    this.#problems.leave(path);
    return { ...scalar, value: null, text: '' };
  }
}

function treeOf(typed: Typed, at: Scalar): Tree {
  const plain = plainOf(typed);
  if (typed.kind === 'list') {
    return { kind: 'list', span: at.span, items: typed.items.map((item) => treeOf(item, at)) };
  }
  if (typed.kind === 'data') return treeAt(at.span, typed.data as Value);
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
    if (used.has(entry.key) || spellingProblem(entry.key) !== null) continue;
    problems.warn('W_UNUSED_PARAM', entry.keySpan, `param "${entry.key}" is never used`, {
      path: ['params', entry.key],
    });
  }
}
