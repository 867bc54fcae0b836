/** Something that is to happen: a message's arrival, a timer, a fault. */
export interface Happening {
  happen(): void;
}

/**
 * Classes of happenings at one instant, in their order: what ends, then what begins as it was planned or
 * drawn, then what else begins, then changes of clocks and processes, then what they see of it.
 */
export const eventClass = {
  faultEnd: 0,
  plannedBegin: 1,
  faultBegin: 2,
  change: 3,
  delivery: 4,
  timer: 5,
  workload: 6,
  check: 7,
} as const;
export type EventClass = (typeof eventClass)[keyof typeof eventClass];

/** 2^50 and 2^40. */
const classUnit = 1_125_899_906_842_624;
const tieUnit = 1_099_511_627_776;
/**
 * What happens next: a priority queue in the one total order (instant, class, tie, sequence).
 *
 * A 4-ary heap over parallel typed arrays: the fastest structure measured that stays fast when many
 * happenings share an instant, which fixed latencies and whole-rack faults make the normal case.
 * Class, tie and sequence are one number (3, 10 and 40 bits), so an order is two comparisons. What
 * moves in the heap are numbers: each happening keeps its slot, for the collector counts every move
 * of an object. What is taken leaves its place open: nearly always it is the next push that fills it.
 */
export class Agenda {
  #times = new Float64Array(1024);
  /** The slot of each heap entry; behind the last entry, the free ones. */
  #slots = freshSlots(1024);
  /** By slot: only where instants are equal. */
  #ranks = new Float64Array(1024);
  readonly #items: (Happening | null)[] = [];
  /** Entries of the heap, the open one included. */
  #size = 0;
  /** The first entry has been taken, and nothing has come in its place yet. */
  #open = false;
  #sequence = 0;

  /** How many are waiting, cancelled ones included. */
  get size(): number {
    return this.#open ? this.#size - 1 : this.#size;
  }

  /** The instant of the first, Infinity when nothing is left. */
  get nextNs(): number {
    if (this.#open) this.#close();
    return this.#size === 0 ? Infinity : (this.#times[0] as number);
  }

  /**
   * Adds a happening. `tie` (0 to 1,023) orders those of one class and instant before their
   * sequence does.
   */
  push(atNs: number, cls: EventClass, item: Happening, tie = 0): void {
    const rank = cls * classUnit + tie * tieUnit + this.#sequence++;
    if (this.#open) {
      this.#open = false;
      const slot = this.#slots[0] as number;
      this.#items[slot] = item;
      this.#ranks[slot] = rank;
      this.#sink(atNs, rank, slot);
    } else this.#rise(atNs, rank, item);
  }

  /** Takes the first. Undefined order of use when empty: ask `size` or `nextNs` before. */
  pop(): Happening {
    if (this.#open) this.#close();
    this.#open = true;
    return this.#items[this.#slots[0] as number] as Happening;
  }

  /** Fills the open place with the last entry. */
  #close(): void {
    this.#open = false;
    const slots = this.#slots;
    const free = slots[0] as number;
    this.#items[free] = null;
    const last = --this.#size;
    const moved = slots[last] as number;
    slots[last] = free;
    if (last > 0) this.#sink(this.#times[last] as number, this.#ranks[moved] as number, moved);
  }

  #rise(time: number, rank: number, item: Happening): void {
    if (this.#size === this.#times.length) this.#grow();
    const times = this.#times;
    const ranks = this.#ranks;
    const slots = this.#slots;
    let hole = this.#size++;
    const slot = slots[hole] as number;
    this.#items[slot] = item;
    ranks[slot] = rank;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      const above = times[parent] as number;
      if (above < time) break;
      const moved = slots[parent] as number;
      if (above === time && (ranks[moved] as number) < rank) break;
      times[hole] = above;
      slots[hole] = moved;
      hole = parent;
    }
    times[hole] = time;
    slots[hole] = slot;
  }

  #sink(time: number, rank: number, slot: number): void {
    const times = this.#times;
    const ranks = this.#ranks;
    const slots = this.#slots;
    const size = this.#size;
    let hole = 0;
    for (;;) {
      let child = hole * 4 + 1;
      if (child >= size) break;
      const end = child + 4 < size ? child + 4 : size;
      let best = times[child] as number;
      for (let next = child + 1; next < end; next++) {
        const other = times[next] as number;
        if (other > best) continue;
        if (
          other < best ||
          (ranks[slots[next] as number] as number) < (ranks[slots[child] as number] as number)
        ) {
          child = next;
          best = other;
        }
      }
      if (time < best) break;
      const moved = slots[child] as number;
      if (time === best && rank < (ranks[moved] as number)) break;
      times[hole] = best;
      slots[hole] = moved;
      hole = child;
    }
    times[hole] = time;
    slots[hole] = slot;
  }

  #grow(): void {
    const times = new Float64Array(this.#times.length * 2);
    const ranks = new Float64Array(this.#times.length * 2);
    const slots = freshSlots(this.#times.length * 2);
    times.set(this.#times);
    ranks.set(this.#ranks);
    slots.set(this.#slots);
    this.#times = times;
    this.#ranks = ranks;
    this.#slots = slots;
  }
}

/** Every slot once, in order. */
function freshSlots(count: number): Int32Array {
  const slots = new Int32Array(count);
  for (let slot = 0; slot < count; slot++) slots[slot] = slot;
  return slots;
}
