import type { SearchBudget } from '../decision.ts';
import type { History } from '../history.ts';
import { Configurations } from '../linearizability/configurations.ts';
import { OrderedPrefix } from '../linearizability/prefix.ts';
import type { Problem } from '../linearizability/problem.ts';
import type { SearchEnd } from '../linearizability/search.ts';
import { impossible, type StateSpace } from '../linearizability/state-space.ts';
import { Lanes } from './lanes.ts';

function scrambled(word: number): number {
  const a = Math.imul(word ^ (word >>> 16), 0x21f0_aaad);
  const b = Math.imul(a ^ (a >>> 15), 0x735a_2d97);
  return (b ^ (b >>> 15)) | 0;
}

/** One placement, and what it takes to undo it. */
interface Placement {
  /** A place of the problem; optional operations come after all others. */
  readonly operation: number;
  readonly stateBefore: number;
  /** Whether nothing was lost by trying nothing else. */
  readonly isForced: boolean;
  /** What else may be tried in its place. */
  readonly others: number[];
}

/**
 * Looks for one order of operations that keeps the order of each client, whatever their times:
 * what sequential consistency asks for (Lamport 1979). The same memory as the search in real time,
 * which it visits in about the same order, for that is the order that is most often right.
 */
export class ProcessOrderSearch {
  /** Placements that were tried. */
  steps = 0;
  /** The longest order found so far, as places of the problem. */
  readonly longest = new OrderedPrefix();
  readonly #problem: Problem;
  readonly #space: StateSpace;
  readonly #budget: SearchBudget;
  readonly #lanes: Lanes;
  readonly #seen = new Configurations();
  readonly #states: Int32Array;
  readonly #usedBits: Int32Array;
  readonly #words: Int32Array;
  readonly #placements: Placement[] = [];
  #order = new Int32Array(64);
  #left: number;

  constructor(problem: Problem, history: History, space: StateSpace, budget: SearchBudget) {
    this.#problem = problem;
    this.#space = space;
    this.#budget = budget;
    this.#lanes = new Lanes(problem, history);
    this.#states = new Int32Array(problem.objectCount).fill(space.initial);
    this.#usedBits = new Int32Array((problem.optionalCount + 31) >>> 5);
    this.#words = new Int32Array(
      this.#states.length + this.#lanes.count + this.#usedBits.length + 1,
    );
    this.#left = problem.count;
  }

  /** Runs to the end. */
  run(): SearchEnd {
    let choices = this.#candidates();
    while (this.#left > 0) {
      const operation = choices.shift();
      if (operation === undefined) {
        this.#offer();
        const last = this.#takeBack();
        if (last === null) return 'none';
        choices = last.others;
        continue;
      }
      const next = this.#step(operation);
      const isOptional = operation >= this.#problem.count;
      const before = this.#states[this.#objectOf(operation)] as number;
      if (next === impossible || (isOptional && next === before)) continue;
      const isForced = !isOptional && this.#problem.isReadOnly[operation] === 1;
      this.#place(
        { operation, stateBefore: before, isForced, others: isForced ? [] : choices },
        next,
      );
      const seen = isForced ? 'new' : this.#remember();
      if (seen === 'full' || this.steps > this.#budget.steps) {
        this.#offer();
        return seen === 'full' ? 'memory' : 'steps';
      }
      choices = seen === 'known' ? (this.#takeBack()?.others ?? []) : this.#candidates();
    }
    return 'found';
  }

  #offer(): void {
    const depth = this.#placements.length;
    this.longest.offer(this.#order, depth, this.#problem.count - this.#left);
  }

  /** What may come next, the likeliest first; alone, an operation that fits and changes nothing. */
  #candidates(): number[] {
    const { completed, isReadOnly } = this.#problem;
    const heads = this.#lanes.heads();
    for (const head of heads) {
      if (isReadOnly[head] === 1 && this.#step(head) !== impossible) return [head];
    }
    heads.sort((a, b) => (completed[a] as number) - (completed[b] as number));
    return [...heads, ...this.#optionalCandidates()];
  }

  /** Of each kind of operations that may be left out, the first that may be placed now. */
  #optionalCandidates(): number[] {
    const { groupFirst, count } = this.#problem;
    const found: number[] = [];
    for (let group = 0; group + 1 < groupFirst.length; group += 1) {
      for (let at = groupFirst[group] as number; at < (groupFirst[group + 1] as number); at += 1) {
        const isUsed = ((this.#usedBits[at >>> 5] as number) >>> (at & 31)) & 1;
        if (isUsed === 1) continue;
        if (!this.#lanes.isReady(count + at)) continue;
        found.push(count + at);
        break;
      }
    }
    return found;
  }

  #objectOf(operation: number): number {
    const { count, object, optionalObject } = this.#problem;
    const its = operation < count ? object[operation] : optionalObject[operation - count];
    return its as number;
  }

  #step(operation: number): number {
    const { count, operationClass, optionalClass } = this.#problem;
    const its = operation < count ? operationClass[operation] : optionalClass[operation - count];
    this.steps += 1;
    return this.#space.step(this.#states[this.#objectOf(operation)] as number, its as number);
  }

  #place(placement: Placement, next: number): void {
    const { operation } = placement;
    const depth = this.#placements.push(placement) - 1;
    if (depth === this.#order.length) {
      const longer = new Int32Array(depth * 2);
      longer.set(this.#order);
      this.#order = longer;
    }
    this.#order[depth] = operation;
    this.#states[this.#objectOf(operation)] = next;
    this.#move(operation, 1);
  }

  #takeBack(): Placement | null {
    const last = this.#placements.pop();
    if (last === undefined) return null;
    this.#states[this.#objectOf(last.operation)] = last.stateBefore;
    this.#move(last.operation, -1);
    this.longest.tookBack(this.#placements.length);
    return last;
  }

  #move(operation: number, by: 1 | -1): void {
    const { count } = this.#problem;
    if (operation < count) {
      this.#lanes.move(operation, by);
      this.#left -= by;
      return;
    }
    const at = operation - count;
    this.#usedBits[at >>> 5] = (this.#usedBits[at >>> 5] as number) ^ (1 << (at & 31));
  }

  #remember(): 'new' | 'known' | 'full' {
    const words = this.#words;
    const bytes = this.#seen.bytesWith(words.length) + this.#space.bytes;
    if (bytes > this.#budget.memoBytes) return 'full';
    words.set(this.#states);
    words.set(this.#lanes.positions, this.#states.length);
    const exact = this.#states.length + this.#lanes.count;
    words.set(this.#usedBits, exact);
    let hash = 0;
    for (let i = 0; i < exact; i += 1) hash = scrambled(hash ^ (words[i] as number)) + i;
    return this.#seen.add(hash | 0, words, exact, this.#usedBits.length) ? 'new' : 'known';
  }
}
