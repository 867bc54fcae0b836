import { compactJson } from '../../base/json/json.ts';
import { compareNatural } from '../../base/order.ts';
import { parseSeed } from '../../base/draw/seed.ts';
import { applySetting, decidedTwice, type Setting } from './overlay.ts';
import { pathKeys } from './path.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { keyNames } from '../vocabulary/keys.ts';
import { checkPath } from './setting.ts';
import {
  entrySpots,
  itemSpots,
  type Mapping,
  nameOfSpot,
  scalarAt,
  type Spot,
  spotUnder,
  type Tree,
} from '../source/tree.ts';
import { plainTree } from '../source/plain.ts';

/** Most runs that one file may ask for. */
export const MOST_RUNS = 100_000;

/** One combination of values of the axes. */
export interface Cell {
  /** `a=1,b=2` in natural order of the axes, without the seed; null without axes. */
  readonly label: string | null;
  readonly settings: readonly Setting[];
  /** Seeds to run it with, when the seed is an axis. */
  readonly seeds: readonly Tree[] | null;
}

interface Axis {
  readonly label: string;
  readonly setting: Omit<Setting, 'value'>;
  readonly values: readonly Tree[];
}

/** A value of an axis as labels print it: scalars as written, all else as JSON on one line. */
function valueText(value: Tree): string {
  return value.kind === 'scalar' ? value.text : compactJson(plainTree(value));
}

/** `$x` is called `x`, unless a key at the top has that name; other axes by their path. */
function labelOf(key: string): string {
  return key.startsWith('$') && !keyNames.includes(key.slice(1)) ? key.slice(1) : key;
}

function integerRange(spot: Spot, problems: Problems): readonly Tree[] | undefined {
  const { tree } = spot;
  const match = tree.kind === 'scalar' ? /^(-?[0-9]+)\.\.(-?[0-9]+)$/.exec(tree.text) : null;
  if (match === null) return undefined;
  const [first, last] = [BigInt(match[1] ?? 0), BigInt(match[2] ?? 0)];
  if (first > last) {
    problems.atValue('E_BOUND', spot, 'the range runs backwards', { meant: `${last}..${first}` });
    return [];
  }
  if (last - first >= MOST_RUNS) {
    problems.atValue(
      'E_TOO_MANY_RUNS',
      spot,
      `this range alone asks for more than ${MOST_RUNS} runs`,
    );
    return [];
  }
  // A seed may have more digits than a number holds, so each value keeps its own as text.
  return Array.from({ length: Number(last - first) + 1 }, (_, index) => {
    const value = first + BigInt(index);
    return scalarAt(tree.span, Number(value), value.toString());
  });
}

function axisValues(spot: Spot, problems: Problems): readonly Tree[] {
  const range = integerRange(spot, problems);
  if (range !== undefined) return range;
  if (spot.tree.kind === 'list' && spot.tree.items.length > 0) return spot.tree.items;
  problems.atValue(
    'E_TYPE',
    spot,
    `the axis "${nameOfSpot(spot)}" needs a list of values or a range such as 1..10`,
  );
  return [];
}

function settingKeys(
  spot: Spot,
  scenario: Mapping,
  problems: Problems,
): Omit<Setting, 'value'> | undefined {
  const keys = pathKeys(nameOfSpot(spot));
  return checkPath(keys, spot.keySpan, scenario, problems)
    ? { keys, keySpan: spot.keySpan }
    : undefined;
}

function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, index) => b[index] === key);
}

function isSeed(axis: Axis): boolean {
  return samePath(axis.setting.keys, ['seed']);
}

type Choice = ReadonlyMap<Axis, Tree>;

function product(axes: readonly Axis[]): readonly Choice[] {
  let choices: readonly Choice[] = [new Map()];
  for (const axis of axes) {
    choices = choices.flatMap((choice) =>
      axis.values.map((value) => new Map([...choice, [axis, value]])),
    );
  }
  return choices;
}

function cellOf(choice: Choice, seeds: readonly Tree[] | null): Cell {
  const fixed = [...choice].filter(([axis]) => !isSeed(axis));
  fixed.sort(([a], [b]) => compareNatural(a.label, b.label));
  const own = [...choice].find(([axis]) => isSeed(axis));
  return {
    label:
      fixed.length === 0
        ? null
        : fixed.map(([axis, value]) => `${axis.label}=${valueText(value)}`).join(','),
    settings: fixed.map(([axis, value]) => ({ ...axis.setting, value })),
    seeds: own === undefined ? seeds : [own[1]],
  };
}

/** The matrix of a scenario, with the axes that the command line pins. */
class Matrix {
  readonly #spot: Spot;
  readonly #scenario: Mapping;
  readonly #problems: Problems;
  readonly #pins: readonly Setting[];

  constructor(spot: Spot, scenario: Mapping, pins: readonly Setting[], problems: Problems) {
    this.#spot = spot;
    this.#scenario = scenario;
    this.#pins = pins;
    this.#problems = problems;
  }

  cells(): readonly Cell[] {
    const axes = this.#axes();
    const seedAxis = axes.find(isSeed);
    const others = axes.filter((axis) => axis !== seedAxis);
    const included = this.#included();
    const count = axes.reduce((total, axis) => total * axis.values.length, 1) + included.length;
    if (count > MOST_RUNS) {
      this.#problems.atKey(
        'E_TOO_MANY_RUNS',
        this.#spot,
        `the matrix asks for ${count} runs; ${MOST_RUNS} are the most`,
      );
      return [];
    }
    const products =
      others.length === 0 && seedAxis === undefined && included.length > 0 ? [] : product(others);
    const cells = this.#pinned(products, included).map((choice) =>
      cellOf(choice, seedAxis?.values ?? null),
    );
    return this.#distinct(cells);
  }

  #axes(): readonly Axis[] {
    const spots = entrySpots(this.#spot).filter(
      (spot) => !['exclude', 'include'].includes(nameOfSpot(spot)),
    );
    const axes = spots.flatMap((spot) => {
      const setting = settingKeys(spot, this.#scenario, this.#problems);
      if (setting === undefined) return [];
      const pin = this.#pins.findLast((pinned) => samePath(pinned.keys, setting.keys));
      const values = pin === undefined ? axisValues(spot, this.#problems) : [pin.value];
      // Without values, which was told, it is as if the axis were not there.
      if (values.length === 0) return [];
      return [{ label: labelOf(nameOfSpot(spot)), setting, values }];
    });
    this.#refuseOverlaps(axes);
    return axes.sort((a, b) => compareNatural(a.label, b.label));
  }

  /** Two axes that decide one path. */
  #refuseOverlaps(axes: readonly Axis[]): void {
    const settings = axes.map(({ setting, values }) => {
      const plain = values.find(({ kind }) => kind !== 'map');
      const telling = values.filter((value) => value.kind === 'map' || value === plain);
      return telling.map((value) => ({ ...setting, value }));
    });
    axes.forEach(({ label, setting }, at) => {
      const others = settings.slice(0, at).flat();
      const clash = settings[at]
        ?.flatMap((own) => others.map((other) => decidedTwice(other, own)))
        .find((keys) => keys !== undefined);
      if (clash === undefined) return;
      const message = `another axis beside "${label}" sets ${clash.join('.')} too`;
      this.#problems.error('E_SET_TWICE', setting.keySpan, message, { path: ['matrix', label] });
    });
  }

  #included(): readonly Choice[] {
    const spot = spotUnder(this.#spot, 'include');
    if (spot === undefined) return [];
    if (spot.tree.kind !== 'list') {
      this.#problems.atValue('E_TYPE', spot, '`include` is a list of cells: [{ $n: 2, $r: 1 }]');
      return [];
    }
    return itemSpots(spot).flatMap((item) => {
      if (item.tree.kind === 'map' && item.tree.entries.size > 0) return [this.#choiceOf(item)];
      this.#problems.atValue('E_TYPE', item, 'a cell is a map of axes to values: { $n: 2, $r: 1 }');
      return [];
    });
  }

  #choiceOf(item: Spot): Choice {
    return new Map(
      entrySpots(item).flatMap((spot) => {
        const setting = settingKeys(spot, this.#scenario, this.#problems);
        if (setting === undefined) return [];
        const axis: Axis = { label: labelOf(nameOfSpot(spot)), setting, values: [spot.tree] };
        return [[axis, spot.tree] as const];
      }),
    );
  }

  /** Keeps the cells that agree with what `--set` says of their axes. */
  #pinned(products: readonly Choice[], included: readonly Choice[]): readonly Choice[] {
    const agrees = (choice: Choice, pin: Setting): boolean | undefined => {
      const found = [...choice].find(([axis]) => samePath(axis.setting.keys, pin.keys));
      return found === undefined ? undefined : valueText(found[1]) === valueText(pin.value);
    };
    const kept = included.filter((choice) =>
      this.#pins.every((pin) => agrees(choice, pin) !== false),
    );
    const special = kept.filter((choice) =>
      this.#pins.some(
        (pin) =>
          agrees(choice, pin) === true && products.every((one) => agrees(one, pin) === undefined),
      ),
    );
    return special.length > 0 ? special : [...products, ...kept];
  }

  /** One cell for each label: what `include` says of one that is there are further seeds of it. */
  #distinct(cells: readonly Cell[]): readonly Cell[] {
    const known = new Map<string | null, Cell>();
    for (const cell of cells) {
      const { label } = cell;
      const first = known.get(label);
      if (first === undefined) known.set(label, cell);
      else if (first.seeds !== null && cell.seeds !== null && saysTheSame(first, cell))
        known.set(label, { ...first, seeds: [...first.seeds, ...cell.seeds] });
      else {
        const message = `two cells of the matrix are called "${label ?? ''}"`;
        this.#problems.atKey('E_TWO_CELLS', this.#spot, message);
      }
    }
    for (const { seeds } of known.values()) this.#refuseTwins(seeds ?? []);
    return [...known.values()];
  }

  #refuseTwins(seeds: readonly Tree[]): void {
    const known = new Set<string>();
    for (const seed of seeds) {
      const text = valueText(seed);
      const parsed = parseSeed(text);
      // `1` and `01` are one seed.
      const same = 'problem' in parsed ? text : parsed.seed.toString();
      if (known.has(same))
        this.#problems.error('E_TWO_CELLS', seed.span, `the seed ${same} is given twice`);
      known.add(same);
    }
  }
}

function saysTheSame(a: Cell, b: Cell): boolean {
  const said = ({ settings }: Cell): string =>
    compactJson(settings.map(({ keys, value }) => ({ keys, value: plainTree(value) })));
  return said(a) === said(b);
}

const single: Cell = { label: null, settings: [], seeds: null };

/** The cells of a scenario in their order; one without a label when there is no matrix. */
export function cellsOf(
  scenario: Mapping,
  pins: readonly Setting[],
  problems: Problems,
): readonly Cell[] {
  const matrix = scenario.entries.get('matrix');
  if (matrix === undefined) return [single];
  const spot: Spot = { tree: matrix.value, keySpan: matrix.keySpan, path: ['matrix'] };
  if (matrix.value.kind !== 'map') {
    problems.atValue('E_TYPE', spot, '`matrix` is a map of axes to lists of values');
    return [single];
  }
  return new Matrix(spot, scenario, pins, problems).cells();
}

/** The text of the formulas under `exclude`. */
export function exclusionsOf(scenario: Mapping, problems: Problems): readonly Spot[] {
  const matrix = scenario.entries.get('matrix');
  if (matrix === undefined) return [];
  const exclude = spotUnder(
    { tree: matrix.value, keySpan: matrix.keySpan, path: ['matrix'] },
    'exclude',
  );
  if (exclude === undefined) return [];
  const spots = exclude.tree.kind === 'list' ? itemSpots(exclude) : [exclude];
  return spots.filter((spot) => {
    const isText = spot.tree.kind === 'scalar' && typeof spot.tree.value === 'string';
    if (!isText) problems.atValue('E_TYPE', spot, '`exclude` is a formula, or a list of them');
    return isText;
  });
}

/** Whether `exclude` or `include` of the matrix speak of the seed: then another seed may have other cells. */
export function seedPicksCells(scenario: Mapping): boolean {
  const matrix = scenario.entries.get('matrix')?.value;
  if (matrix?.kind !== 'map') return false;
  return ['exclude', 'include'].some((key) => {
    const chosen = matrix.entries.get(key)?.value;
    return chosen !== undefined && /\bseed\b/.test(compactJson(plainTree(chosen)));
  });
}

/** A scenario with several settings laid over it, in their order. */
export function withSettings(scenario: Tree, settings: readonly Setting[]): Tree {
  let tree = scenario;
  for (const setting of settings) tree = applySetting(tree, setting);
  return tree;
}
