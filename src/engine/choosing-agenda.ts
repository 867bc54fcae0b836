import { Agenda, eventClass } from './agenda.ts';
import type { EventClass, Happening } from './agenda.ts';

/** Says which of the happenings that are due at one instant, in one class, comes next: its place. */
export type Pick = (due: readonly Happening[]) => number;

interface Entry {
  readonly atNs: number;
  readonly cls: EventClass;
  readonly sequence: number;
  readonly item: Happening;
}

function isBefore(a: Entry, b: Entry): boolean {
  if (a.atNs !== b.atNs) return a.atNs < b.atNs;
  if (a.cls !== b.cls) return a.cls < b.cls;
  return a.sequence < b.sequence;
}

/** Only what reaches programs is a matter of choice: all else comes in the one total order. */
function isFree(cls: EventClass): boolean {
  return cls === eventClass.delivery || cls === eventClass.timer;
}

/**
 * An agenda that asks somebody for the order of deliveries, and of timers, that fall due at the same
 * instant: no clock tells them apart, so every order is one that could have been. The instants and
 * classes stay what they are. Slower than its parent, and for searches alone.
 */
export class ChoosingAgenda extends Agenda {
  readonly #pick: Pick;
  /** A binary heap: the first entry is the next. */
  readonly #heap: Entry[] = [];
  /** What is due now and a matter of choice, in the order of its sequence. */
  #due: Entry[] = [];
  #sequence = 0;

  /** `pick` is asked for each that is due, also for the only one. */
  constructor(pick: Pick) {
    super();
    this.#pick = pick;
  }

  override get size(): number {
    return this.#heap.length + this.#due.length;
  }

  override get nextNs(): number {
    return this.#due[0]?.atNs ?? this.#heap[0]?.atNs ?? Infinity;
  }

  /** Ties are what is chosen here: a given one does not count. */
  override push(atNs: number, cls: EventClass, item: Happening): void {
    const entry = { atNs, cls, sequence: this.#sequence++, item };
    const [due] = this.#due;
    if (due !== undefined && due.atNs === atNs && due.cls === cls) this.#due.push(entry);
    else this.#add(entry);
  }

  override pop(): Happening {
    const head = this.#heap[0];
    const [due] = this.#due;
    // Something of an earlier class has come up in between.
    if (due === undefined || (head !== undefined && isBefore(head, due))) {
      const first = this.#take();
      if (!isFree(first.cls)) return first.item;
      if (due !== undefined) {
        // The timers of this instant wait until its late deliveries are through.
        for (const entry of this.#due) this.#add(entry);
      }
      this.#due = [first];
      for (let next = this.#heap[0]; next !== undefined; next = this.#heap[0]) {
        if (next.atNs !== first.atNs || next.cls !== first.cls) break;
        this.#due.push(this.#take());
      }
    }
    const place = this.#pick(this.#due.map(({ item }) => item));
    const [picked] = this.#due.splice(place, 1);
    return (picked as Entry).item;
  }

  #add(entry: Entry): void {
    const heap = this.#heap;
    let hole = heap.length;
    heap.push(entry);
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = heap[parent] as Entry;
      if (isBefore(above, entry)) break;
      heap[hole] = above;
      hole = parent;
    }
    heap[hole] = entry;
  }

  #take(): Entry {
    const heap = this.#heap;
    const first = heap[0] as Entry;
    const last = heap.pop() as Entry;
    if (heap.length === 0) return first;
    let hole = 0;
    for (;;) {
      let child = hole * 2 + 1;
      if (child >= heap.length) break;
      const right = heap[child + 1];
      if (right !== undefined && isBefore(right, heap[child] as Entry)) child += 1;
      const next = heap[child] as Entry;
      if (isBefore(last, next)) break;
      heap[hole] = next;
      hole = child;
    }
    heap[hole] = last;
    return first;
  }
}
