import { never } from '../history.ts';
import { orderBy } from './place-order.ts';

/** What an operation on a register does: a number of the column `kind`. */
export const chainKind = { read: 0, write: 1, change: 2 } as const;

/**
 * Operations on a register in which each value is put at most once, in order of invocation. Values
 * are numbered from 0, the initial value. A read has `from`, a write `to`, a change (a
 * compare-and-set that succeeded, or may have) both. Pending reads are left out before.
 */
export interface ChainOperations {
  readonly count: number;
  readonly valueCount: number;
  readonly kind: Uint8Array;
  /** The value that an operation needs; -1: none. */
  readonly from: Int32Array;
  /** The value that it puts; -1: none. */
  readonly to: Int32Array;
  readonly invoked: Int32Array;
  /** `never`: pending. */
  readonly completed: Int32Array;
}

/**
 * Blocks of operations that no other operation can come between: a write, the reads of its value,
 * the change from it, the reads of the new value, and so on. Each value in a block has a slot; the
 * slots of a block stand in order. What puts a value has the position 2 * slot, what reads it
 * 2 * slot + 1.
 */
export interface ValueBlocks {
  /** By operation: 1 when it took effect as far as anybody knows. */
  readonly counts: Uint8Array;
  /** By value: its slot, or -1 when nobody knows of it. */
  readonly slotOf: Int32Array;
  /** By value: what puts it, or -1. */
  readonly writerOf: Int32Array;
  /** By slot, ending with the count of slots: the block; by block: its first slot. */
  readonly blockOf: Int32Array;
  readonly firstSlot: Int32Array;
  readonly blockCount: number;
  /** By position: the operation that ends first, the one that begins last; -1: none. */
  readonly endsFirst: Int32Array;
  readonly beginsLast: Int32Array;
}

/** Why there is no order, by operations (indices into the columns; -1: the initial value itself). */
export type ChainConflict =
  | { readonly kind: 'repeated' }
  | { readonly kind: 'unwritten'; readonly reader: number }
  | { readonly kind: 'forked'; readonly value: number; readonly changes: readonly number[] }
  | { readonly kind: 'circular'; readonly changes: readonly number[] }
  /** `later`, which must come after `earlier`, ended before it began. */
  | {
      readonly kind: 'inverted';
      readonly blocks: ValueBlocks;
      readonly earlier: number;
      readonly later: number;
    }
  /** Each block has an operation that ended before another one of the other block began. */
  | {
      readonly kind: 'interleaved';
      readonly blocks: ValueBlocks;
      readonly outer: Zone;
      readonly inner: Zone;
    };

/** The two operations between whose places a block spans. */
export interface Zone {
  readonly endsFirst: number;
  readonly beginsLast: number;
}

/** An order of the blocks: `order` lists them. */
export interface OrderedBlocks {
  readonly kind: 'ordered';
  readonly blocks: ValueBlocks;
  readonly order: Int32Array;
  /** By block: the moment that it stands at in that order, as a place in the history and 1 more. */
  readonly moments: Int32Array;
  /** By block: the operation that ends first (the block can stand at a moment up to its end). */
  readonly endsFirst: Int32Array;
  /** By block: the operation that begins last. */
  readonly beginsLast: Int32Array;
}

/** By value: the operation that puts it; null when a value is put twice. */
function writers(operations: ChainOperations): Int32Array | null {
  const writerOf = new Int32Array(operations.valueCount).fill(-1);
  for (let i = 0; i < operations.count; i += 1) {
    const to = operations.to[i] ?? -1;
    if (to < 0) continue;
    if (to === 0 || (writerOf[to] ?? -1) >= 0) return null;
    writerOf[to] = i;
  }
  return writerOf;
}

/**
 * By operation: 1 when it took effect as far as anybody knows. A pending write whose value nobody
 * needs is left out: what comes after it in an order is a write, which does not mind.
 */
function included(operations: ChainOperations, writerOf: Int32Array): Uint8Array {
  const counts = new Uint8Array(operations.count);
  for (let i = 0; i < operations.count; i += 1) {
    if (operations.completed[i] === never) continue;
    let needed = i;
    while (needed >= 0 && counts[needed] === 0) {
      counts[needed] = 1;
      const from = operations.from[needed] ?? -1;
      needed = from < 0 ? -1 : (writerOf[from] ?? -1);
    }
  }
  return counts;
}

/** By value: the change away from it, or -1; a conflict when there are two, or no such value. */
function changes(
  operations: ChainOperations,
  counts: Uint8Array,
  writerOf: Int32Array,
): Int32Array | ChainConflict {
  const nextOf = new Int32Array(operations.valueCount).fill(-1);
  for (let i = 0; i < operations.count; i += 1) {
    const from = operations.from[i] ?? -1;
    if (counts[i] === 0 || from < 0) continue;
    if (from > 0 && (writerOf[from] ?? -1) < 0) return { kind: 'unwritten', reader: i };
    if (operations.kind[i] !== chainKind.change) continue;
    const other = nextOf[from] ?? -1;
    if (other >= 0) return { kind: 'forked', value: from, changes: [other, i] };
    nextOf[from] = i;
  }
  return nextOf;
}

interface Slots {
  readonly slotOf: Int32Array;
  readonly blockOf: Int32Array;
  readonly firstSlot: Int32Array;
  readonly blockCount: number;
}

/** Gives every value that was put a slot, chain by chain; the block of the initial value is 0. */
function slots(operations: ChainOperations, counts: Uint8Array, nextOf: Int32Array): Slots {
  const slotOf = new Int32Array(operations.valueCount).fill(-1);
  const blockOf = new Int32Array(operations.valueCount + 1);
  const firstSlot = new Int32Array(operations.valueCount + 1);
  let slotCount = 0;
  let blockCount = 0;
  for (let i = -1; i < operations.count; i += 1) {
    if (i >= 0 && (counts[i] === 0 || operations.kind[i] !== chainKind.write)) continue;
    let value = i < 0 ? 0 : (operations.to[i] ?? 0);
    firstSlot[blockCount] = slotCount;
    while (value >= 0) {
      slotOf[value] = slotCount;
      blockOf[slotCount] = blockCount;
      slotCount += 1;
      const change = nextOf[value] ?? -1;
      value = change < 0 ? -1 : (operations.to[change] ?? -1);
    }
    blockCount += 1;
  }
  firstSlot[blockCount] = slotCount;
  return { slotOf, blockOf, firstSlot, blockCount };
}

/** Changes that lead round in a circle, from one of them. */
function circle(operations: ChainOperations, nextOf: Int32Array, start: number): ChainConflict {
  const round = [start];
  let value = operations.to[start] ?? 0;
  for (;;) {
    const change = nextOf[value] ?? -1;
    if (change < 0 || change === start) return { kind: 'circular', changes: round };
    round.push(change);
    value = operations.to[change] ?? 0;
  }
}

/** Writes down for each position which operation ends first and which begins last. */
function extremes(
  operations: ChainOperations,
  counts: Uint8Array,
  nextOf: Int32Array,
  slotted: Slots,
): { endsFirst: Int32Array; beginsLast: Int32Array } | ChainConflict {
  const positions = (slotted.firstSlot[slotted.blockCount] ?? 0) * 2;
  const endsFirst = new Int32Array(positions).fill(-1);
  const beginsLast = new Int32Array(positions).fill(-1);
  for (let i = 0; i < operations.count; i += 1) {
    if (counts[i] === 0) continue;
    const isRead = operations.kind[i] === chainKind.read;
    const value = (isRead ? operations.from[i] : operations.to[i]) ?? 0;
    const slot = slotted.slotOf[value] ?? -1;
    if (slot < 0) {
      // A read of such a value: what put it is one of the circle, too.
      const change = isRead ? -1 : i;
      if (change < 0) continue;
      return circle(operations, nextOf, change);
    }
    const position = slot * 2 + (isRead ? 1 : 0);
    const first = endsFirst[position] ?? -1;
    if (first < 0 || (operations.completed[i] ?? 0) < (operations.completed[first] ?? 0)) {
      endsFirst[position] = i;
    }
    // Operations come in order of invocation.
    beginsLast[position] = i;
  }
  return { endsFirst, beginsLast };
}

/** The zone of a block, or a conflict within it. */
function zoneOf(
  operations: ChainOperations,
  blocks: ValueBlocks,
  block: number,
): Zone | ChainConflict {
  let endsFirst = -1;
  let beginsLast = -1;
  const end = (blocks.firstSlot[block + 1] ?? 0) * 2;
  for (let position = (blocks.firstSlot[block] ?? 0) * 2; position < end; position += 1) {
    const first = blocks.endsFirst[position] ?? -1;
    const last = blocks.beginsLast[position] ?? -1;
    if (first < 0) continue;
    const ends = operations.completed[first] ?? 0;
    if (beginsLast >= 0 && ends < (operations.invoked[beginsLast] ?? 0)) {
      return { kind: 'inverted', blocks, earlier: beginsLast, later: first };
    }
    if (endsFirst < 0 || ends < (operations.completed[endsFirst] ?? 0)) endsFirst = first;
    if (beginsLast < last) beginsLast = last;
  }
  return { endsFirst: block === 0 ? -1 : endsFirst, beginsLast };
}

/** Two blocks each of which must come before the other, or an order of all blocks. */
function ordered(operations: ChainOperations, blocks: ValueBlocks): OrderedBlocks | ChainConflict {
  const endsFirst = new Int32Array(blocks.blockCount);
  const beginsLast = new Int32Array(blocks.blockCount);
  const keys = new Int32Array(blocks.blockCount);
  for (let block = 0; block < blocks.blockCount; block += 1) {
    const zone = zoneOf(operations, blocks, block);
    if ('kind' in zone) return zone;
    endsFirst[block] = zone.endsFirst;
    beginsLast[block] = zone.beginsLast;
    const ends = operations.completed[zone.endsFirst] ?? -1;
    keys[block] = Math.min(ends, operations.invoked[zone.beginsLast] ?? -1) + 1;
  }
  const order = orderBy(keys);
  const zoneAt = (block: number): Zone => ({
    endsFirst: endsFirst[block] ?? -1,
    beginsLast: beginsLast[block] ?? -1,
  });
  let cover = -1;
  let coverEnd = -1;
  for (const block of order) {
    const ends = operations.completed[endsFirst[block] ?? -1] ?? -1;
    if (ends < coverEnd) {
      return { kind: 'interleaved', blocks, outer: zoneAt(cover), inner: zoneAt(block) };
    }
    const begins = operations.invoked[beginsLast[block] ?? -1] ?? -1;
    if (begins <= coverEnd || ends >= begins) continue;
    cover = block;
    coverEnd = begins;
  }
  return { kind: 'ordered', blocks, order, moments: keys, endsFirst, beginsLast };
}

/**
 * Orders the operations of a register whose values are put once each: zones of Gibbons and Korach
 * ("Testing shared memories", SIAM J. Comput. 26, 1997), with successful compare-and-sets merged
 * into the blocks that they join. Block A must come before B when an operation of A ends before one
 * of B begins. Every circle of that relation holds a circle of two: let A end first of all in it;
 * whatever B of the circle ends before something of A begins, and something of B begins after one
 * of a later end than A's. So two blocks that overlap in that way are the only contradiction.
 * Exact. Linear, but for a radix sort.
 */
export function orderOfValues(operations: ChainOperations): OrderedBlocks | ChainConflict {
  const writerOf = writers(operations);
  if (writerOf === null) return { kind: 'repeated' };
  const counts = included(operations, writerOf);
  const nextOf = changes(operations, counts, writerOf);
  if ('kind' in nextOf) return nextOf;
  const slotted = slots(operations, counts, nextOf);
  const found = extremes(operations, counts, nextOf, slotted);
  if ('kind' in found) return found;
  return ordered(operations, { counts, writerOf, ...slotted, ...found });
}
