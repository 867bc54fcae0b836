import type { Decision, Part } from '../decision.ts';
import { outcome } from '../history.ts';
import { type Cell, nil } from '../value-table.ts';
import { CellIndex } from './cell-index.ts';
import { type RankedPart, ranked } from './ranked-part.ts';
import { isOneObject, told, violated, wordsOf } from './verdict.ts';

/** The words of something that values are put into and taken out of, and what it is called. */
export interface ExchangeWords {
  readonly put: string;
  readonly take: string;
  readonly noun: string;
  readonly method: string;
}

/**
 * Values that were put in once and taken out at most once, in the times of a `RankedPart`. A put
 * that is pending and whose value nobody took is left out: it never has to have happened.
 */
export interface Exchange {
  readonly part: Part;
  readonly words: ExchangeWords;
  readonly ranks: RankedPart;
  readonly count: number;
  /** By value: its put and its take, as indices of the part; a take of -1: never taken. */
  readonly put: Int32Array;
  readonly take: Int32Array;
  readonly putBegins: Int32Array;
  readonly putEnds: Int32Array;
  /** `ranks.end` for a value that was never taken. */
  readonly takeBegins: Int32Array;
  /** `ranks.end + 1` for a value that was never taken. */
  readonly takeEnds: Int32Array;
  /** Takes that found nothing, as indices of the part. */
  readonly empties: readonly number[];
  /** Takes of which nobody knows what they took. */
  readonly pendingTakes: readonly number[];
  readonly cellOf: (value: number) => Cell;
}

/** The puts and takes of a part by value, before they are looked at. */
class Collected {
  readonly index: CellIndex;
  readonly put: Int32Array;
  readonly take: Int32Array;
  readonly empties: number[] = [];
  readonly pendingTakes: number[] = [];
  /** A take of what was taken before, if any. */
  second = -1;

  constructor(most: number) {
    this.index = new CellIndex(most);
    this.put = new Int32Array(most).fill(-1);
    this.take = new Int32Array(most).fill(-1);
  }

  /** False: the value was put before. */
  addPut(i: number, cell: Cell): boolean {
    const value = this.index.add(cell);
    if ((this.put[value] ?? -1) >= 0) return false;
    this.put[value] = i;
    return true;
  }

  addTake(i: number, cell: Cell): void {
    if (cell === nil) {
      this.empties.push(i);
      return;
    }
    const value = this.index.add(cell);
    if ((this.take[value] ?? -1) < 0) this.take[value] = i;
    else if (this.second < 0) this.second = i;
  }
}

function collect(part: Part, words: ExchangeWords): Collected | null {
  const { history, operations } = part;
  const known = wordsOf(history, [words.put, words.take]);
  const found = new Collected(operations.length);
  for (let i = 0; i < operations.length; i += 1) {
    const operation = operations[i] ?? 0;
    if (history.outcome[operation] === outcome.fail) continue;
    const word = known[history.name[operation] ?? 0] ?? -1;
    const input = history.input[operation] ?? nil;
    if (word < 0) return null;
    if (word === 0) {
      if (input === nil || !found.addPut(i, input)) return null;
    } else if (history.outcome[operation] === outcome.ok) {
      found.addTake(i, history.output[operation] ?? nil);
    } else {
      found.pendingTakes.push(i);
    }
  }
  return found;
}

/** A value that came out twice, or before it went in, or never went in. */
function misplaced(part: Part, words: ExchangeWords, found: Collected): Decision | null {
  const { history, operations } = part;
  const { put, take, second, index } = found;
  const say = (i: number) => told(history, operations[i] ?? -1);
  const no = (why: string, shown: readonly number[]) =>
    violated(
      part,
      words.method,
      why,
      shown.map((i) => operations[i] ?? -1),
    );
  for (let value = 0; value < index.count; value += 1) {
    const its = take[value] ?? -1;
    const from = put[value] ?? -1;
    const text = history.values.textOf(index.cellAt(value));
    if (its >= 0 && from < 0) return no(`${say(its)}: nobody put ${text} in`, [its]);
    if (its < 0) continue;
    const takeEnds = history.completed[operations[its] ?? 0] ?? 0;
    if (takeEnds < (history.invoked[operations[from] ?? 0] ?? 0)) {
      return no(`${say(its)} ended before ${say(from)} began`, [its, from]);
    }
  }
  if (second < 0) return null;
  const cell = history.output[operations[second] ?? 0] ?? nil;
  const value = index.indexOf(cell);
  const first = take[value] ?? -1;
  const both = `${say(first)} and ${say(second)}`;
  const why = `${both} took ${history.values.textOf(cell)}, which was put in once`;
  return no(why, [first, second, put[value] ?? -1]);
}

/** Reads a part as an exchange; a decision when that is enough, null when values repeat. */
export function exchangeOf(part: Part, words: ExchangeWords): Exchange | Decision | null {
  if (!isOneObject(part)) return null;
  const found = collect(part, words);
  if (found === null) return null;
  const wrong = misplaced(part, words, found);
  if (wrong !== null) return wrong;
  const ranks = ranked(part);
  const { index, empties, pendingTakes } = found;
  const values = Int32Array.from({ length: index.count }, (_, value) => value).filter(
    (value) => (found.take[value] ?? -1) >= 0 || ranks.ends[found.put[value] ?? -1] !== ranks.end,
  );
  const put = values.map((value) => found.put[value] ?? -1);
  const take = values.map((value) => found.take[value] ?? -1);
  return {
    part,
    words,
    ranks,
    count: values.length,
    put,
    take,
    putBegins: put.map((i) => ranks.begins[i] ?? 0),
    putEnds: put.map((i) => ranks.ends[i] ?? 0),
    takeBegins: take.map((i) => ranks.begins[i] ?? ranks.end),
    takeEnds: take.map((i) => ranks.ends[i] ?? ranks.end + 1),
    empties,
    pendingTakes,
    cellOf: (value) => index.cellAt(values[value] ?? 0),
  };
}

/** A value of an exchange in words. */
export function valueText(exchange: Exchange, value: number): string {
  return exchange.part.history.values.textOf(exchange.cellOf(value));
}

/** A violation shown by the puts and takes of values, and by other operations of the part. */
export function refuted(
  exchange: Exchange,
  why: string,
  values: readonly number[],
  others: readonly number[],
): Decision {
  const { part, put, take, words } = exchange;
  const shown = [...values.flatMap((value) => [put[value] ?? -1, take[value] ?? -1]), ...others];
  const operations = shown.filter((i) => i >= 0).map((i) => part.operations[i] ?? -1);
  return violated(part, words.method, why, operations);
}
