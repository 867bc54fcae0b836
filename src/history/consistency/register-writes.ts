import { told } from '../fast-paths/verdict.ts';
import type { Witness } from '../decision.ts';
import type { History } from '../history.ts';
import type { Cell } from '../value-table.ts';

/** How many numbers of a rising list are less than a bound. */
function countBelow(rising: readonly number[], bound: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rising[middle] as number) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Operations in some order, and for each beginning of it the one that is greatest by a measure. */
interface Greatest {
  /** What they are in order of; rising. */
  readonly by: readonly number[];
  /** For so many of them, less one: the greatest. */
  readonly greatest: readonly number[];
}

function greatestOf(operations: readonly number[], by: Int32Array, measure: Int32Array): Greatest {
  const sorted = [...operations].sort((a, b) => (by[a] as number) - (by[b] as number));
  let best = -1;
  const greatest = sorted.map((at) => {
    if (best < 0 || (measure[at] as number) > (measure[best] as number)) best = at;
    return best;
  });
  return { by: sorted.map((at) => by[at] as number), greatest };
}

/** The writes of one register, to be asked what a read may return. */
export class RegisterWrites {
  /** Whether two writes overlap, so that one writer alone can't have written them. */
  readonly overlap: boolean;
  readonly #history: History;
  /** In order of completion: the one that began last. */
  readonly #overwriting: Greatest;
  /** By value, in order of invocation: the one that ended last. */
  readonly #ofValue = new Map<Cell, Greatest>();
  /** In order of invocation: the one that ended last. */
  readonly #all: Greatest;

  constructor(history: History, writes: Int32Array) {
    const { invoked, completed, input } = history;
    this.#history = history;
    const list = Array.from(writes);
    this.#overwriting = greatestOf(list, completed, invoked);
    this.#all = greatestOf(list, invoked, completed);
    const byValue = new Map<Cell, number[]>();
    for (const at of list) {
      const value = input[at] as number;
      const same = byValue.get(value);
      if (same === undefined) byValue.set(value, [at]);
      else same.push(at);
    }
    for (const [value, same] of byValue)
      this.#ofValue.set(value, greatestOf(same, invoked, completed));
    this.overlap = list.some((at, i) => {
      const before = this.#all.greatest[i - 1];
      return before !== undefined && (completed[before] as number) > (invoked[at] as number);
    });
  }

  /** Whether some write overlaps with a read. */
  isUnderWay(read: number): boolean {
    const { invoked, completed } = this.#history;
    const begun = countBelow(this.#all.by, completed[read] as number);
    const last = this.#all.greatest[begun - 1];
    return last !== undefined && (completed[last] as number) > (invoked[read] as number);
  }

  /** Why a read can't have returned what it did; null if it can. */
  contradiction(read: number, initial: Cell): Witness | null {
    const { invoked, completed, output, values } = this.#history;
    const value = output[read] as number;
    const ended = countBelow(this.#overwriting.by, invoked[read] as number);
    const newest = this.#overwriting.greatest[ended - 1];
    if (newest === undefined && value === initial) return null;
    const same = this.#ofValue.get(value);
    const begun = countBelow(same?.by ?? [], completed[read] as number);
    const seen = same?.greatest[begun - 1];
    const said = told(this.#history, read);
    if (seen === undefined) {
      const isInitial = value === initial && newest !== undefined;
      const why = isInitial
        ? `${said} returned the first value, though ${told(this.#history, newest)} had ended before it began`
        : `${said}: nobody began to write ${values.textOf(value)} before that read ended`;
      return { why, operations: isInitial ? inOrder(newest, read) : [read] };
    }
    if (newest === undefined || (completed[seen] as number) >= (invoked[newest] as number)) {
      return null;
    }
    const [old, young] = [told(this.#history, seen), told(this.#history, newest)];
    return {
      why: `${said} came too late: ${old} had ended when ${young} began, and that had ended when the read began`,
      operations: inOrder(seen, newest, read),
    };
  }
}

function inOrder(...operations: number[]): readonly number[] {
  return operations.sort((a, b) => a - b);
}
