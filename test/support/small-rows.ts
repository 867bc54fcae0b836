import type { Part } from '../../src/history/decision.ts';
import { nil, type ValueTable } from '../../src/history/value-table.ts';
import type { SmallOperation, SmallSpecification } from './brute-force.ts';
import { factorial, markOrders, orderWords, type Pattern, sizeOf } from './small-patterns.ts';

/** An operation without its times. */
export type Content = Pick<SmallOperation, 'name' | 'input' | 'output' | 'process'>;

/** What an operation may be that begins after those of a row, `left` more of them included. */
export type Choices = (row: readonly Content[], left: number) => readonly Content[];

/** Contents in order of invocation, and which of them are pending: bit i stands for operation i. */
export interface Row {
  readonly contents: readonly Content[];
  readonly pending: number;
}

/** What a pending operation of these names would have told is all that it did. */
const askingOnly: ReadonlySet<string> = new Set(['read', 'get', 'contains']);

/** The contents that are left when nobody knows how an operation ended; of twins one. */
function pendingOf(choices: readonly Content[]): Content[] {
  const seen = new Set<string>();
  const found: Content[] = [];
  for (const content of choices) {
    // A refusal differs from what was not refused by its answer alone.
    const word = `${content.name} ${JSON.stringify(content.input)} ${content.process ?? ''}`;
    if (content.output === false || seen.has(word)) continue;
    seen.add(word);
    found.push({ ...content, output: null });
  }
  return found;
}

/**
 * All rows of `count` operations, each of them answered or pending, one after another; without those
 * that are another one under other names of values, as `isCanonical` knows.
 */
export function* rowsOf(
  count: number,
  choices: Choices,
  isCanonical: (row: readonly Content[]) => boolean = () => true,
): Generator<Row> {
  const contents: Content[] = [];
  const extend = function* (pending: number): Generator<Row> {
    const at = contents.length;
    if (at === count) {
      if (isCanonical(contents)) yield { contents, pending };
      return;
    }
    const heard = choices(contents, count - at);
    for (const content of heard) {
      contents[at] = content;
      yield* extend(pending);
      contents.length = at;
    }
    for (const content of pendingOf(heard)) {
      // Of five operations all tell something.
      if (count === 5 && askingOnly.has(content.name)) continue;
      contents[at] = content;
      yield* extend(pending | (1 << at));
      contents.length = at;
    }
  };
  yield* extend(0);
}

/** The greatest whole number that a row speaks of; 0 for none. */
export function greatestIn(row: readonly Content[]): number {
  let greatest = 0;
  const look = (value: Content['input']): void => {
    if (typeof value === 'number') greatest = Math.max(greatest, value);
    else if (Array.isArray(value)) value.forEach(look);
  };
  for (const { input, output } of row) {
    look(input);
    look(output);
  }
  return greatest;
}

/** The numbers from one to another one, both of them included. */
export function numbers(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}

/** Choices that depend on one number of a row only; each list is made once. */
export function choicesBy(
  numberOf: (row: readonly Content[]) => number,
  choices: (number: number) => readonly Content[],
): Choices {
  const known: (readonly Content[])[] = [];
  return (row) => {
    const number = numberOf(row);
    return (known[number] ??= choices(number));
  };
}

/** All lists of different items. */
export function arrangements<T>(items: readonly T[]): T[][] {
  const found: T[][] = [[]];
  for (let at = 0; at < found.length; at += 1) {
    const list = found[at] ?? [];
    for (const item of items) if (!list.includes(item)) found.push([...list, item]);
  }
  return found;
}

/** All sets of items, each as a list. */
export function subsets<T>(items: readonly T[]): T[][] {
  let found: T[][] = [[]];
  for (const item of items) found = found.flatMap((set) => [set, [...set, item]]);
  return found;
}

/** Values and names of all rows of a trial, interned once. */
export class Interned {
  readonly names: string[] = [];
  readonly values: ValueTable;
  readonly #cells = new Map<Content['input'], number>();

  constructor(values: ValueTable) {
    this.values = values;
  }

  name(word: string): number {
    const known = this.names.indexOf(word);
    return known >= 0 ? known : this.names.push(word) - 1;
  }

  cell(value: Content['input']): number {
    const known = this.#cells.get(value);
    if (known !== undefined) return known;
    const cell = this.values.cellOf(value);
    // Lists are objects; those of one text are few, but many objects.
    if (typeof value !== 'object') this.#cells.set(value, cell);
    return cell;
  }
}

/** As many operations as a row may have. */
const longest = 16;

/** A history whose columns are written again and again: nothing keeps one of them. */
class Rewritten {
  readonly count: number;
  invoked: Int32Array = new Int32Array(0);
  completed: Int32Array = new Int32Array(0);
  outcome: Uint8Array = new Uint8Array(0);
  readonly invokedNs = new Float64Array(longest).fill(Number.NaN);
  readonly completedNs = this.invokedNs;
  readonly invokedLine = new Int32Array(longest).fill(-1);
  readonly completedLine = this.invokedLine;
  readonly process = new Int32Array(longest);
  readonly processes = Array.from({ length: longest }, (_, i) => `p${i}`);
  readonly name = new Uint8Array(longest);
  readonly key = new Int32Array(longest).fill(nil);
  readonly input = new Int32Array(longest);
  readonly output = new Int32Array(longest);
  readonly names: readonly string[];
  readonly values: ValueTable;

  constructor(count: number, interned: Interned) {
    this.count = count;
    this.names = interned.names;
    this.values = interned.values;
  }
}

interface Specification {
  readonly initial: readonly number[];
  readonly step: SmallSpecification;
}

/** The rows of one number of operations, one after another, each at all its times and in all its orders. */
export class RowStage {
  readonly #specification: Specification;
  readonly #interned: Interned;
  readonly #history: Rewritten;
  readonly #part: Part;
  readonly #operations: (SmallOperation & { completed: number })[] = [];
  #pending = 0;
  /** By set of operations: the orders that are right, and of which row. */
  readonly #right: Int32Array[] = [];
  readonly #rightOf: number[] = [];
  #row = 0;

  constructor(count: number, specification: Specification, interned: Interned) {
    this.#specification = specification;
    this.#interned = interned;
    this.#history = new Rewritten(count, interned);
    this.#part = {
      history: this.#history,
      operations: Int32Array.from({ length: count }, (_, i) => i),
    };
  }

  /** Puts another row on the stage. */
  enter({ contents, pending }: Row): void {
    const { process, name, input, output } = this.#history;
    this.#row += 1;
    this.#pending = pending;
    for (let i = 0; i < contents.length; i += 1) {
      const content = contents[i];
      if (content === undefined) continue;
      process[i] = content.process ?? i;
      name[i] = this.#interned.name(content.name);
      input[i] = this.#interned.cell(content.input);
      output[i] = this.#interned.cell(content.output);
      const completed = (pending & (1 << i)) === 0 ? 1 : Infinity;
      this.#operations[i] = { ...content, invoked: 0, completed };
    }
  }

  /** The row with the times of a pattern, until the next one. */
  during({ invoked, completed, outcome }: Pattern): Part {
    this.#history.invoked = invoked;
    this.#history.completed = completed;
    this.#history.outcome = outcome;
    return this.#part;
  }

  /** Whether no process has two operations at a time, or one after one that is pending. */
  isInTurn({ invoked, completed }: Pattern): boolean {
    const { count, process } = this.#history;
    for (let i = 0; i < count; i += 1) {
      for (let j = i + 1; j < count; j += 1) {
        if (process[i] === process[j] && (completed[i] ?? 0) >= (invoked[j] ?? 0)) return false;
      }
    }
    return true;
  }

  /**
   * The orders of a set of its operations in which every answer is right; of the pending ones some
   * may be left out at the end.
   */
  rightOrders(set: number): Int32Array {
    const words = (this.#right[set] ??= new Int32Array(orderWords(sizeOf(set))));
    if (this.#rightOf[set] === this.#row) return words;
    words.fill(0);
    this.#place(this.#specification.initial, set, 0, words);
    this.#rightOf[set] = this.#row;
    return words;
  }

  #place(state: readonly number[], left: number, from: number, words: Int32Array): void {
    const size = factorial(sizeOf(left));
    if ((left & ~this.#pending) === 0) {
      markOrders(words, from, from + size);
      return;
    }
    const share = size / sizeOf(left);
    let at = from;
    for (let rest = left; rest !== 0; rest &= rest - 1) {
      const index = 31 - Math.clz32(rest & -rest);
      const operation = this.#operations[index];
      const next = operation === undefined ? undefined : this.#specification.step(state, operation);
      if (next !== undefined) this.#place(next, left & ~(1 << index), at, words);
      at += share;
    }
  }
}
