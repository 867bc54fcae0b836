import type { Decision, FastPath, Part } from '../decision.ts';
import { type History, outcome } from '../history.ts';
import { type Cell, nil } from '../value-table.ts';
import { CellIndex } from './cell-index.ts';
import { ChainColumns } from './chain-columns.ts';
import { type ChainMeaning, toldConflict } from './chain-telling.ts';
import { contradicted, fitIn, type Refusals } from './refusals.ts';
import { orderOfValues } from './value-chains.ts';
import { held, isOneObject, told, violated, wordsOf } from './verdict.ts';

const method = 'value zones';

/** The words for what a register does. */
export interface RegisterWords {
  readonly read: string;
  readonly write: string;
  readonly change: string;
  /** A read of nothing is one of the initial value. */
  readonly isNothingInitial?: boolean;
}

/** Operations with their values numbered; null when one is none that a register knows. */
class RegisterReader {
  readonly columns: ChainColumns;
  readonly index: CellIndex;
  readonly refused: number[] = [];
  readonly #part: Part;
  readonly #words: Int8Array;
  readonly #no: Cell;
  readonly #isNothingInitial: boolean;

  constructor(part: Part, words: RegisterWords, initial: Cell) {
    this.#part = part;
    this.#words = wordsOf(part.history, [words.read, words.write, words.change]);
    this.columns = new ChainColumns(part);
    this.index = new CellIndex(part.operations.length);
    this.index.add(initial);
    this.#isNothingInitial = words.isNothingInitial ?? false;
    this.#no = part.history.values.cellOf(false);
  }

  /** False: the part holds an operation or an answer that has no place here. */
  readAll(): boolean {
    const { history, operations } = this.#part;
    for (const operation of operations) {
      if (history.outcome[operation] === outcome.fail) continue;
      const word = this.#words[history.name[operation] ?? 0] ?? -1;
      if (word < 0 || !this.#readOne(history, operation, word)) return false;
    }
    return true;
  }

  #readOne(history: History, operation: number, word: number): boolean {
    const input = history.input[operation] ?? nil;
    const output = history.output[operation] ?? nil;
    const isKnown = history.outcome[operation] === outcome.ok;
    if (word === 0) {
      const isInitial = output === nil && this.#isNothingInitial;
      if (isKnown) this.columns.read(operation, isInitial ? 0 : this.index.add(output));
      return true;
    }
    if (word === 2) return this.#readChange(history, operation, isKnown);
    this.columns.write(operation, this.index.add(input));
    return true;
  }

  #readChange(history: History, operation: number, isKnown: boolean): boolean {
    const { values } = history;
    const input = history.input[operation] ?? nil;
    const output = history.output[operation] ?? nil;
    if (values.lengthOf(input) !== 2) return false;
    const from = this.index.add(values.elementOf(input, 0));
    const to = this.index.add(values.elementOf(input, 1));
    if (isKnown && output === this.#no) this.refused.push(operation);
    else if (from !== to) this.columns.change(operation, from, to);
    else if (isKnown) this.columns.read(operation, from);
    return true;
  }

  refusals(): Refusals {
    const { history } = this.#part;
    const { refused } = this;
    const column = (of: (operation: number) => number) => Int32Array.from(refused, of);
    return {
      count: refused.length,
      from: column((operation) =>
        this.index.add(history.values.elementOf(history.input[operation] ?? nil, 0)),
      ),
      invoked: column((operation) => history.invoked[operation] ?? 0),
      completed: column((operation) => history.completed[operation] ?? 0),
    };
  }
}

function refuted(
  meaning: ChainMeaning,
  found: NonNullable<ReturnType<typeof contradicted>>,
  refusal: number,
  value: string,
): Decision {
  const { part, operations } = meaning;
  const say = (index: number) => told(part.history, operations[index] ?? -1);
  const { endsFirst, beginsLast } = found.zone;
  const since = endsFirst < 0 ? 'the start' : `the end of ${say(endsFirst)}`;
  const why =
    `${told(part.history, refusal)} did not find ${value}, ` +
    `which was there from ${since} to the begin of ${say(beginsLast)}`;
  const shown = [endsFirst, beginsLast].filter((index) => index >= 0);
  const indices = shown.map((index) => operations[index] ?? -1);
  return violated(part, method, why, [...indices, refusal]);
}

/**
 * Decides a register under other words: reads, writes, and compare-and-sets whose input is the list
 * [from to]. A compare-and-set that answered false did not find its value.
 */
export function registerLike(part: Part, words: RegisterWords, initial: Cell): Decision | null {
  if (!isOneObject(part)) return null;
  const reader = new RegisterReader(part, words, initial);
  if (!reader.readAll()) return null;
  const { history } = part;
  const columns = reader.columns.build(reader.index.count);
  const found = orderOfValues(columns);
  if (found.kind === 'repeated') return null;
  const textOf = (value: number) => history.values.textOf(reader.index.cellAt(value));
  const { operations } = reader.columns;
  const meaning: ChainMeaning = { part, method, columns, operations, textOf };
  if (found.kind !== 'ordered') return toldConflict(meaning, found);
  if (reader.refused.length === 0) return held(part, method);
  const refusals = reader.refusals();
  const against = contradicted(columns, found, refusals);
  if (against !== null) {
    const { refusal } = against;
    const value = textOf(refusals.from[refusal] ?? 0);
    return refuted(meaning, against, reader.refused[refusal] ?? -1, value);
  }
  return fitIn(columns, found, refusals) ? held(part, method) : null;
}

/**
 * A register (read, write, cas) of which each value is put once, `initial` at the start: exact by
 * zones; see `orderOfValues`. With refused compare-and-sets it may say null: then only a search knows.
 */
export function registerPath(initial: Cell): FastPath {
  return (part) => registerLike(part, { read: 'read', write: 'write', change: 'cas' }, initial);
}
