import { never, outcome } from '../../src/history/history.ts';

/** When the operations of a small history begin and end, as columns of a history. */
export interface Pattern {
  readonly invoked: Int32Array;
  readonly completed: Int32Array;
  readonly outcome: Uint8Array;
  /** The operations that begin right before the next one does, with no end between: a set. */
  readonly begunTogether: number;
}

/** How many words hold one bit for each order of some operations. */
export function orderWords(count: number): number {
  return (factorial(count) + 31) >>> 5;
}

/** In how many orders some things can stand. */
export function factorial(count: number): number {
  return count < 2 ? 1 : count * factorial(count - 1);
}

/** How many operations a set holds; bit i stands for operation i. */
export function sizeOf(set: number): number {
  let size = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) size += 1;
  return size;
}

/** Marks orders from one up to, but without, another one. */
export function markOrders(words: Int32Array, from: number, to: number): void {
  for (let order = from; order < to; order += 1) {
    words[order >>> 5] = (words[order >>> 5] ?? 0) | (1 << (order & 31));
  }
}

/**
 * All ways in which `count` operations, in order of invocation, can overlap; those of `pending` (a
 * set) do not end. Neighbouring ends stand for one another, as no operation can tell them apart, so
 * only one order of them is made, unless `allEnds` asks for all.
 */
export function patternsOf(count: number, pending: number, allEnds: boolean): Pattern[] {
  const found: Pattern[] = [];
  const invoked: number[] = [];
  const completed = Array.from({ length: count }, () => Infinity);
  const extend = (place: number, lastEnded: number): void => {
    const isOver = completed.every((end, i) => end !== Infinity || (pending & (1 << i)) !== 0);
    if (invoked.length === count && isOver) found.push(patternAt(invoked, completed));
    if (invoked.length < count) {
      invoked.push(place);
      extend(place + 1, -1);
      invoked.pop();
    }
    for (let i = allEnds ? 0 : Math.max(0, lastEnded); i < invoked.length; i += 1) {
      if ((pending & (1 << i)) !== 0 || completed[i] !== Infinity) continue;
      completed[i] = place;
      extend(place + 1, i);
      completed[i] = Infinity;
    }
  };
  extend(0, -1);
  return found;
}

/** The pattern of operations whose events have these different places; infinity: it does not end. */
export function patternAt(invoked: readonly number[], completed: readonly number[]): Pattern {
  const isOpen = (end: number): boolean => end === Infinity;
  let begunTogether = 0;
  for (let i = 0; i + 1 < invoked.length; i += 1) {
    if ((invoked[i + 1] ?? 0) === (invoked[i] ?? 0) + 1) begunTogether |= 1 << i;
  }
  return {
    begunTogether,
    invoked: Int32Array.from(invoked),
    completed: Int32Array.from(completed, (end) => (isOpen(end) ? never : end)),
    outcome: Uint8Array.from(completed, (end) => (isOpen(end) ? outcome.unknown : outcome.ok)),
  };
}

/**
 * Which orders of a set of operations keep to the times of a pattern: one bit for each order, which
 * stand as in a dictionary.
 */
export function ordersInTime({ invoked, completed }: Pattern, set: number): Int32Array {
  const words = new Int32Array(orderWords(sizeOf(set)));
  const place = (left: number, from: number): void => {
    if (left === 0) {
      markOrders(words, from, from + 1);
      return;
    }
    const size = factorial(sizeOf(left) - 1);
    let at = from;
    for (let rest = left; rest !== 0; rest &= rest - 1) {
      const next = 31 - Math.clz32(rest & -rest);
      let isFree = true;
      for (let others = left; others !== 0; others &= others - 1) {
        const other = 31 - Math.clz32(others & -others);
        if ((completed[other] ?? 0) < (invoked[next] ?? 0)) isFree = false;
      }
      if (isFree) place(left & ~(1 << next), at);
      at += size;
    }
  };
  place(set, 0);
  return words;
}
