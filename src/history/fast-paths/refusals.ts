import { orderBy } from './place-order.ts';
import { chainKind, type ChainOperations, type OrderedBlocks, type Zone } from './value-chains.ts';

/**
 * Compare-and-sets that answered "another value is there", in order of invocation: `from` is the
 * value that was not there.
 */
export interface Refusals {
  readonly count: number;
  readonly from: Int32Array;
  readonly invoked: Int32Array;
  readonly completed: Int32Array;
}

/** The operations between which a value is there for certain; null when there are none. */
function certain(operations: ChainOperations, found: OrderedBlocks, value: number): Zone | null {
  const { blocks } = found;
  const slot = blocks.slotOf[value] ?? -1;
  const written = blocks.endsFirst[slot * 2] ?? -1;
  const read = blocks.endsFirst[slot * 2 + 1] ?? -1;
  const isReadFirst =
    written < 0 ||
    (read >= 0 && (operations.completed[read] ?? 0) < (operations.completed[written] ?? 0));
  const endsFirst = value === 0 ? -1 : isReadFirst ? read : written;
  const block = blocks.blockOf[slot] ?? 0;
  const isLast = slot + 1 === blocks.firstSlot[block + 1];
  const left = isLast ? -1 : (blocks.beginsLast[(slot + 1) * 2] ?? -1);
  const beginsLast = Math.max(left, blocks.beginsLast[slot * 2 + 1] ?? -1);
  return beginsLast < 0 ? null : { endsFirst, beginsLast };
}

/** A refusal that fell wholly into the time in which its value was there, with that time's ends. */
export function contradicted(
  operations: ChainOperations,
  found: OrderedBlocks,
  refusals: Refusals,
): { readonly refusal: number; readonly zone: Zone } | null {
  for (let i = 0; i < refusals.count; i += 1) {
    const value = refusals.from[i] ?? 0;
    if ((found.blocks.slotOf[value] ?? -1) < 0) continue;
    const zone = certain(operations, found, value);
    if (zone === null) continue;
    const from = operations.completed[zone.endsFirst] ?? -1;
    const to = operations.invoked[zone.beginsLast] ?? -1;
    if (from < (refusals.invoked[i] ?? 0) && (refusals.completed[i] ?? 0) < to) {
      return { refusal: i, zone };
    }
  }
  return null;
}

interface Sequence {
  /** Operations in one order that explains all answers but the refusals. */
  readonly operations: Int32Array;
  /** By value: the gaps (before which operation of the sequence) in which it is there. */
  readonly firstGap: Int32Array;
  readonly lastGap: Int32Array;
}

/** The order of operations that an order of their blocks stands for. */
function sequence(operations: ChainOperations, found: OrderedBlocks): Sequence {
  const { blocks, order } = found;
  const rankOf = new Int32Array(blocks.endsFirst.length);
  let rank = 0;
  for (const block of order) {
    const end = (blocks.firstSlot[block + 1] ?? 0) * 2;
    for (let p = (blocks.firstSlot[block] ?? 0) * 2; p < end; p += 1) {
      rankOf[p] = rank;
      rank += 1;
    }
  }
  const items = new Int32Array(operations.count);
  const values = new Int32Array(operations.count);
  const keys = new Int32Array(operations.count);
  let count = 0;
  for (let i = 0; i < operations.count; i += 1) {
    if (blocks.counts[i] === 0) continue;
    const isRead = operations.kind[i] === chainKind.read;
    const value = (isRead ? operations.from[i] : operations.to[i]) ?? 0;
    items[count] = i;
    values[count] = value;
    keys[count] = rankOf[(blocks.slotOf[value] ?? 0) * 2 + (isRead ? 1 : 0)] ?? 0;
    count += 1;
  }
  const sorted = orderBy(keys, count);
  const firstGap = new Int32Array(operations.valueCount).fill(-1);
  const lastGap = new Int32Array(operations.valueCount).fill(-1);
  firstGap[0] = 0;
  lastGap[0] = 0;
  for (let place = 0; place < count; place += 1) {
    const value = values[sorted[place] ?? 0] ?? 0;
    if ((firstGap[value] ?? -1) < 0) firstGap[value] = place + 1;
    lastGap[value] = place + 1;
  }
  return { operations: sorted.map((index) => items[index] ?? 0), firstGap, lastGap };
}

/** By operation of the sequence in order of completion, and the greatest place up to each. */
function byCompletion(
  operations: ChainOperations,
  run: Int32Array,
): { readonly ends: Int32Array; readonly places: Int32Array } {
  const keys = run.map((operation) => operations.completed[operation] ?? 0);
  const order = orderBy(keys);
  const places = new Int32Array(run.length);
  let greatest = -1;
  order.forEach((place, i) => {
    greatest = Math.max(greatest, place);
    places[i] = greatest;
  });
  return { ends: order.map((place) => keys[place] ?? 0), places };
}

/** The same in order of invocation: the least place from each on. */
function byInvocation(
  operations: ChainOperations,
  run: Int32Array,
): { readonly begins: Int32Array; readonly places: Int32Array } {
  const keys = run.map((operation) => operations.invoked[operation] ?? 0);
  const order = orderBy(keys);
  const places = new Int32Array(run.length);
  let least = run.length;
  for (let i = run.length - 1; i >= 0; i -= 1) {
    least = Math.min(least, order[i] ?? 0);
    places[i] = least;
  }
  return { begins: order.map((place) => keys[place] ?? 0), places };
}

/** How many of rising numbers are below a limit. */
function below(rising: Int32Array, limit: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rising[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Fits the refusals into one order of the rest, each put as early as it can be, and returns those
 * that found no place. None: that order explains everything, which is proof that there is one.
 */
function unplaced(operations: ChainOperations, found: OrderedBlocks, refusals: Refusals): number[] {
  const run = sequence(operations, found);
  const before = byCompletion(operations, run.operations);
  const after = byInvocation(operations, run.operations);
  const gaps = new Int32Array(refusals.count);
  const byEnd = orderBy(refusals.completed, refusals.count);
  const left: number[] = [];
  let ended = 0;
  let bound = 0;
  for (let i = 0; i < refusals.count; i += 1) {
    const begins = refusals.invoked[i] ?? 0;
    for (; ended < refusals.count; ended += 1) {
      const other = byEnd[ended] ?? 0;
      if ((refusals.completed[other] ?? 0) >= begins) break;
      bound = Math.max(bound, gaps[other] ?? 0);
    }
    const done = below(before.ends, begins);
    let gap = Math.max(bound, done === 0 ? 0 : (before.places[done - 1] ?? 0) + 1);
    gaps[i] = gap;
    const value = refusals.from[i] ?? 0;
    const first = run.firstGap[value] ?? -1;
    const last = run.lastGap[value] ?? -1;
    if (first >= 0 && first <= gap && gap <= last) gap = last + 1;
    const unbegun = below(after.begins, refusals.completed[i] ?? 0);
    if (gap > (after.places[unbegun] ?? run.operations.length)) left.push(i);
    else gaps[i] = gap;
  }
  return left;
}

/** By place of the history: whether a value is there for certain, in the middle of its block. */
class Certainty {
  readonly #begins: Int32Array;
  readonly #ends: Int32Array;

  constructor(operations: ChainOperations, found: OrderedBlocks) {
    const ends = (block: number) => operations.completed[found.endsFirst[block] ?? -1] ?? -1;
    const begins = (block: number) => operations.invoked[found.beginsLast[block] ?? -1] ?? -1;
    // In order of the blocks these times do not overlap and come one after another.
    const forward = found.order.filter((block) => ends(block) < begins(block));
    this.#begins = forward.map(ends);
    this.#ends = forward.map(begins);
  }

  holds(place: number): boolean {
    const at = below(this.#begins, place) - 1;
    return at >= 0 && place < (this.#ends[at] ?? -1);
  }
}

/** How many blocks before a refused value are looked at for one that can come after it. */
const nearBlocks = 32;

/** Moves blocks within the times in which they can stand, for refusals that found no place. */
class Postponement {
  readonly #operations: ChainOperations;
  readonly #found: OrderedBlocks;
  readonly #certainty: Certainty;
  readonly #moments: Int32Array;
  readonly #rankOf: Int32Array;
  #isChanged = false;

  constructor(operations: ChainOperations, found: OrderedBlocks) {
    this.#operations = operations;
    this.#found = found;
    this.#certainty = new Certainty(operations, found);
    this.#moments = found.moments.slice();
    this.#rankOf = new Int32Array(found.order.length);
    found.order.forEach((block, rank) => {
      this.#rankOf[block] = rank;
    });
  }

  /** The new order; null when nothing moved. */
  get order(): OrderedBlocks | null {
    const moments = this.#moments;
    return this.#isChanged ? { ...this.#found, moments, order: orderBy(moments) } : null;
  }

  /** Makes room for a refusal of the value of a block, from `begins` up to `ends`. */
  makeRoom(block: number, begins: number, ends: number): void {
    // Behind the begin of the refusal, which then goes before the block.
    if (this.#moved(block, begins)) return;
    const since = Math.max(begins, this.#lastBegin(block), (this.#moments[block] ?? 0) - 1);
    const { order } = this.#found;
    const rank = this.#rankOf[block] ?? 0;
    // Or another block from before comes between.
    const most = since < ends ? Math.min(nearBlocks, rank) : 0;
    for (let back = 1; back <= most; back += 1) {
      if (this.#moved(order[rank - back] ?? 0, since)) return;
    }
    // Or the block after the next one, which may begin sooner than its first certain moment.
    const next = order[rank + 1] ?? -1;
    const second = order[rank + 2] ?? -1;
    if (second >= 0)
      this.#moved(next, Math.max(this.#lastBegin(second), (this.#moments[second] ?? 0) - 1));
  }

  /** Lets a block stand right after a place, if it can and stood before it. */
  #moved(block: number, place: number): boolean {
    const latest = this.#operations.completed[this.#found.endsFirst[block] ?? -1] ?? -1;
    const isFree = this.#lastBegin(block) < latest && place < latest;
    if (!isFree || this.#certainty.holds(place)) return false;
    if (place + 1 <= (this.#moments[block] ?? 0)) return false;
    this.#moments[block] = place + 1;
    this.#isChanged = true;
    return true;
  }

  #lastBegin(block: number): number {
    return this.#operations.invoked[this.#found.beginsLast[block] ?? -1] ?? -1;
  }
}

/** Another order, with room for refusals that found no place; null when no block can be put off. */
function postponed(
  operations: ChainOperations,
  found: OrderedBlocks,
  refusals: Refusals,
  left: readonly number[],
): OrderedBlocks | null {
  const { blocks } = found;
  const postponement = new Postponement(operations, found);
  for (const refusal of left) {
    const slot = blocks.slotOf[refusals.from[refusal] ?? 0] ?? 0;
    const begins = refusals.invoked[refusal] ?? 0;
    const ends = refusals.completed[refusal] ?? 0;
    postponement.makeRoom(blocks.blockOf[slot] ?? 0, begins, ends);
  }
  return postponement.order;
}

/** How often blocks are put off before it is left to a search. */
const mostOrders = 32;

/**
 * Whether the refusals fit into an order of the rest. True is proof; false says nothing: an order
 * that was not tried may do.
 */
export function fitIn(
  operations: ChainOperations,
  found: OrderedBlocks,
  refusals: Refusals,
): boolean {
  let tried: OrderedBlocks | null = found;
  for (let orders = 0; tried !== null && orders < mostOrders; orders += 1) {
    const left = unplaced(operations, tried, refusals);
    if (left.length === 0) return true;
    tried = postponed(operations, tried, refusals, left);
  }
  return false;
}
