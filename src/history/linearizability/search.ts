import type { SearchBudget } from '../decision.ts';
import { never } from '../history.ts';
import { Configurations } from './configurations.ts';
import { OrderedPrefix } from './prefix.ts';
import type { Problem } from './problem.ts';
import { impossible, type StateSpace } from './state-space.ts';
import { Unplaced } from './unplaced.ts';

/** How a search ended: an order was found, there is none, or what it may cost was used up. */
export type SearchEnd = 'found' | 'none' | 'steps' | 'memory';

/** Where a search begins and what it tries first. */
interface SearchStart {
  readonly start?: number;
  readonly rank?: Int32Array;
}

/** Nobody is urgent: all that must be placed is. */
const none = -1;

function scrambled(word: number): number {
  const a = Math.imul(word ^ (word >>> 16), 0x21f0_aaad);
  const b = Math.imul(a ^ (a >>> 15), 0x735a_2d97);
  return (b ^ (b >>> 15)) | 0;
}

/** The share of an object's state in the hash of a configuration. */
function stateHash(object: number, state: number): number {
  return scrambled(Math.imul(object + 1, 0x9e37_79b1) ^ state);
}

/**
 * Looks for an order of operations, each between its invocation and its completion, that a
 * sequential specification allows: the search of Wing and Gong (1993) with Lowe's memory (2017),
 * and the rules of ADR 14 that spare it orders which cannot do better than others.
 */
export class Search {
  /** Placements that were tried. */
  steps = 0;
  /** The longest order found so far, as places of the problem. */
  readonly longest = new OrderedPrefix();
  /** The completion that no order could get past, as a place of the problem; -1: none yet. */
  farthest = -1;
  readonly #problem: Problem;
  readonly #space: StateSpace;
  readonly #budget: SearchBudget;
  readonly #rank: Int32Array;
  readonly #seen = new Configurations();
  readonly #unplaced: Unplaced;
  /** By object. */
  readonly #state: Int32Array;
  /** By group of optional operations: how many of it were placed; always the first ones. */
  readonly #used: Int32Array;
  readonly #usedBits: Int32Array;
  #hash = 0;
  #words = new Int32Array(16);
  /** By depth: what was placed there (optional ones after all others), and what it was before. */
  #placed = new Int32Array(64);
  #stateBefore = new Int32Array(64);
  /** By depth: the operations that may come next, by where they begin in `#candidates`. */
  #from = new Int32Array(65);
  #to = new Int32Array(65);
  #next = new Int32Array(65);
  /** By depth: whose turn it is, the operation that completes first. */
  #urgent = new Int32Array(65);
  /** By depth: 1 when nothing is lost by trying one operation only. */
  #isForced = new Uint8Array(65);
  #candidates = new Int32Array(256);
  #depth = 0;
  #nextState = impossible;
  /** The states in which all could be placed, when they are wanted; else the first one ends it. */
  #reached: Set<number> | null = null;
  /** By class: the operation of that class that completes first, while candidates are gathered. */
  readonly #firstOfClass: Int32Array;
  /** By class: when that operation was seen, a value of `#opened`. */
  readonly #classSeen: Float64Array;
  /** How many times candidates were gathered. */
  #opened = 0;

  /**
   * `start`: the state before the first operation, if not the initial one. `rank`: by operation,
   * what candidates are tried in the order of, if not that of their completion.
   */
  constructor(
    problem: Problem,
    space: StateSpace,
    budget: SearchBudget,
    { start = space.initial, rank = problem.completed }: SearchStart = {},
  ) {
    this.#rank = rank;
    this.#problem = problem;
    this.#space = space;
    this.#budget = budget;
    this.#unplaced = new Unplaced(problem);
    this.#state = new Int32Array(problem.objectCount).fill(start);
    this.#firstOfClass = new Int32Array(problem.classCount);
    this.#classSeen = new Float64Array(problem.classCount);
    this.#used = new Int32Array(problem.groupFirst.length);
    this.#usedBits = new Int32Array((problem.optionalCount + 31) >>> 5);
  }

  /** Runs to the end. */
  run(): SearchEnd {
    if (this.#isDone()) return 'found';
    this.#open();
    for (;;) {
      const operation = this.#choice();
      if (operation < 0) {
        this.#offer();
        if (!this.#takeBack()) return 'none';
        continue;
      }
      const isNew = this.#place(operation);
      if (isNew !== 'known' && this.#isDone()) return 'found';
      if (this.steps > this.#budget.steps || isNew === 'full') {
        this.#offer();
        return isNew === 'full' ? 'memory' : 'steps';
      }
      if (isNew === 'known') this.#takeBack();
      else this.#open();
    }
  }

  /**
   * All states that a single object can be in once all is placed, with or without the operations
   * that may be left out; null when the budget does not allow to say.
   */
  reachable(): ReadonlySet<number> | null {
    const reached = new Set<number>();
    this.#reached = reached;
    return this.run() === 'none' ? reached : null;
  }

  /** Whether all is placed and no other end is wanted. */
  #isDone(): boolean {
    if (this.#unplaced.count > 0) return false;
    this.#reached?.add(this.#state[0] as number);
    return this.#reached === null;
  }

  /** An order that can't go on: was it the longest? */
  #offer(): void {
    const weight = this.#problem.count - this.#unplaced.count;
    this.longest.offer(this.#placed, this.#depth, weight);
  }

  /** Begins a new depth: what may come next there. */
  #open(): void {
    const depth = this.#depth;
    const from = depth === 0 ? 0 : (this.#to[depth - 1] as number);
    this.#from[depth] = from;
    this.#next[depth] = from;
    if (this.#unplaced.count === 0) {
      this.#urgent[depth] = none;
      this.#isForced[depth] = 0;
      this.#to[depth] = from;
      return;
    }
    const urgent = this.#unplaced.urgent;
    this.#urgent[depth] = urgent;
    const { completed } = this.#problem;
    if (this.farthest < 0 || (completed[urgent] as number) > (completed[this.farthest] as number)) {
      this.farthest = urgent;
    }
    this.#to[depth] = this.#gather(from, urgent);
  }

  /** Writes the candidates of the object whose turn it is; a fitting one that changes nothing alone. */
  #gather(from: number, urgent: number): number {
    const { object, invoked, completed, operationClass, isReadOnly } = this.#problem;
    const mine = object[urgent] as number;
    const limit = completed[urgent] as number;
    const state = this.#state[mine] as number;
    this.#isForced[this.#depth] = 0;
    this.#opened += 1;
    let to = from;
    let at = this.#unplaced.first(mine);
    for (; at >= 0 && (invoked[at] as number) < limit; at = this.#unplaced.after(at)) {
      const itsClass = operationClass[at] as number;
      if (isReadOnly[at] === 1) {
        if (!this.#fits(state, itsClass)) continue;
        this.#reserve(from);
        this.#candidates[from] = at;
        this.#isForced[this.#depth] = 1;
        return from + 1;
      }
      to = this.#insert(from, to, at);
    }
    return to;
  }

  #fits(state: number, itsClass: number): boolean {
    this.steps += 1;
    return this.#space.step(state, itsClass) !== impossible;
  }

  /** Keeps candidates in order of rank, and of each class only the one that completes first. */
  #insert(from: number, to: number, at: number): number {
    const { completed, operationClass } = this.#problem;
    const candidates = this.#candidates;
    const itsClass = operationClass[at] as number;
    const rank = this.#rank[at] as number;
    let end = to;
    if (this.#classSeen[itsClass] === this.#opened) {
      const twin = this.#firstOfClass[itsClass] as number;
      if ((completed[twin] as number) < (completed[at] as number)) return to;
      const there = candidates.indexOf(twin, from);
      candidates.copyWithin(there, there + 1, to);
      end = to - 1;
    }
    this.#classSeen[itsClass] = this.#opened;
    this.#firstOfClass[itsClass] = at;
    this.#reserve(end);
    const room = this.#candidates;
    let i = end;
    for (; i > from && (this.#rank[room[i - 1] as number] as number) > rank; i -= 1) {
      room[i] = room[i - 1] as number;
    }
    room[i] = at;
    return end + 1;
  }

  #reserve(index: number): void {
    if (index < this.#candidates.length) return;
    const longer = new Int32Array(this.#candidates.length * 2);
    longer.set(this.#candidates);
    this.#candidates = longer;
  }

  /** The next operation to try here, -1 when all were; its state is then in `#nextState`. */
  #choice(): number {
    const depth = this.#depth;
    const problem = this.#problem;
    const urgent = this.#urgent[depth] as number;
    const object = this.#objectAt(depth);
    const state = this.#state[object] as number;
    const to = this.#to[depth] as number;
    for (;;) {
      const next = this.#next[depth] as number;
      if (next >= to) break;
      this.#next[depth] = next + 1;
      const at = this.#candidates[next] as number;
      this.steps += 1;
      this.#nextState = this.#space.step(state, problem.operationClass[at] as number);
      if (this.#nextState !== impossible) return at;
    }
    if (this.#isForced[depth] === 1) return -1;
    const limit = urgent === none ? never : (problem.completed[urgent] as number);
    return this.#optionalChoice(depth, object, state, limit);
  }

  /** Whose turn it is at a depth. */
  #objectAt(depth: number): number {
    const urgent = this.#urgent[depth] as number;
    return urgent === none ? 0 : (this.#problem.object[urgent] as number);
  }

  /** Of operations that may be left out: one that changes the state, of each kind the earliest. */
  #optionalChoice(depth: number, object: number, state: number, limit: number): number {
    const { objectGroup, groupFirst, optionalInvoked, optionalClass, count } = this.#problem;
    const last = objectGroup[object + 1] as number;
    for (;;) {
      const tried = (this.#next[depth] as number) - (this.#to[depth] as number);
      const group = (objectGroup[object] as number) + tried;
      if (group >= last) return -1;
      this.#next[depth] = (this.#next[depth] as number) + 1;
      const at = (groupFirst[group] as number) + (this.#used[group] as number);
      if (at >= (groupFirst[group + 1] as number)) continue;
      if ((optionalInvoked[at] as number) >= limit) continue;
      this.steps += 1;
      this.#nextState = this.#space.step(state, optionalClass[at] as number);
      if (this.#nextState !== impossible && this.#nextState !== state) return count + at;
    }
  }

  /** Places an operation; `known`: this configuration was seen before, `full`: no room for it. */
  #place(operation: number): 'new' | 'known' | 'full' {
    const depth = this.#depth;
    if (depth + 2 >= this.#placed.length) this.#deepen();
    const problem = this.#problem;
    const object = this.#objectAt(depth);
    this.#placed[depth] = operation;
    this.#stateBefore[depth] = this.#state[object] as number;
    this.#changeState(object, this.#nextState);
    if (operation < problem.count) {
      this.#unplaced.take(operation);
      this.#hash ^= scrambled(operation);
    } else {
      this.#useOptional(operation - problem.count, object, 1);
    }
    this.#depth = depth + 1;
    const isAlone =
      this.#isForced[depth] === 1 ||
      ((this.#to[depth] as number) - (this.#from[depth] as number) === 1 &&
        problem.objectGroup[object] === problem.objectGroup[object + 1]);
    const isEnd = this.#unplaced.count === 0 && this.#reached === null;
    return isAlone || isEnd ? 'new' : this.#remember();
  }

  #changeState(object: number, state: number): void {
    this.#hash ^= stateHash(object, this.#state[object] as number) ^ stateHash(object, state);
    this.#state[object] = state;
  }

  #useOptional(at: number, object: number, by: 1 | -1): void {
    const { groupFirst, objectGroup } = this.#problem;
    let group = objectGroup[object] as number;
    while ((groupFirst[group + 1] as number) <= at) group += 1;
    this.#used[group] = (this.#used[group] as number) + by;
    const word = at >>> 5;
    this.#usedBits[word] = (this.#usedBits[word] as number) ^ (1 << (at & 31));
  }

  #remember(): 'new' | 'known' | 'full' {
    const states = this.#state.length;
    const bits = this.#usedBits;
    const size = 1 + states + this.#unplaced.windowLength + bits.length;
    if (this.#seen.bytesWith(size) + this.#space.bytes > this.#budget.memoBytes) return 'full';
    if (size > this.#words.length) this.#words = new Int32Array(size * 2);
    const words = this.#words;
    words.set(this.#state, 0);
    const exact = this.#unplaced.writeWindow(words, states);
    let used = bits.length;
    while (used > 0 && bits[used - 1] === 0) used -= 1;
    for (let i = 0; i < used; i += 1) words[exact + i] = bits[i] as number;
    return this.#seen.add(this.#hash, words, exact, used) ? 'new' : 'known';
  }

  /** Takes back what was placed last; false when nothing is left to take back. */
  #takeBack(): boolean {
    if (this.#depth === 0) return false;
    const depth = this.#depth - 1;
    this.#depth = depth;
    const problem = this.#problem;
    const operation = this.#placed[depth] as number;
    const object = this.#objectAt(depth);
    this.#changeState(object, this.#stateBefore[depth] as number);
    if (operation < problem.count) {
      this.#unplaced.giveBack(operation);
      this.#hash ^= scrambled(operation);
    } else {
      this.#useOptional(operation - problem.count, object, -1);
    }
    this.longest.tookBack(depth);
    return true;
  }

  #deepen(): void {
    const wider = (column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
      const longer = new Int32Array(column.length * 2);
      longer.set(column);
      return longer;
    };
    this.#placed = wider(this.#placed);
    this.#stateBefore = wider(this.#stateBefore);
    this.#from = wider(this.#from);
    this.#to = wider(this.#to);
    this.#next = wider(this.#next);
    this.#urgent = wider(this.#urgent);
    const isForced = new Uint8Array(this.#isForced.length * 2);
    isForced.set(this.#isForced);
    this.#isForced = isForced;
  }
}
