import type { Decision } from '../decision.ts';
import { told } from './verdict.ts';
import { type Exchange, refuted } from './exchange.ts';
import { orderBy } from './place-order.ts';

/** What makes it necessary that a value was out by a time: a value's take, or a take of nothing. */
interface Cause {
  readonly value: number;
  readonly empty: number;
}

/**
 * By when values must have been out that nobody is known to have taken. Takes are added in the
 * order that the kind of exchange calls for; each forbids that certain values were still in.
 */
export class TakeDeadlines {
  readonly #exchange: Exchange;
  /** By what began last of all, as a binary indexed tree: the cause with the nearest end; -1: none. */
  readonly #soonest: Int32Array;
  readonly #causes: Cause[] = [];
  readonly #ends: number[] = [];
  readonly #deadlineOf: Int32Array;
  readonly #causeOf: Int32Array;

  /** Takes that found nothing forbid every value; they are added at once. */
  constructor(exchange: Exchange) {
    this.#exchange = exchange;
    this.#soonest = new Int32Array(exchange.ranks.end + 3).fill(-1);
    this.#deadlineOf = new Int32Array(exchange.count).fill(exchange.ranks.end + 2);
    this.#causeOf = new Int32Array(exchange.count).fill(-1);
    const { begins, ends } = exchange.ranks;
    for (const i of exchange.empties) {
      this.#add({ value: -1, empty: i }, begins[i] ?? 0, ends[i] ?? 0);
    }
  }

  /** From now on, values must not be in when this one is taken. */
  addTake(value: number): void {
    const { takeBegins, takeEnds } = this.#exchange;
    this.#add({ value, empty: -1 }, takeBegins[value] ?? 0, takeEnds[value] ?? 0);
  }

  /** A value that nobody is known to have taken: it must be out before what was added ends. */
  demand(value: number): void {
    const { putEnds, ranks } = this.#exchange;
    // Whatever began after the value was in for certain.
    let best = -1;
    for (let node = ranks.end + 1 - (putEnds[value] ?? 0); node > 0; node -= node & -node) {
      const other = this.#soonest[node] ?? -1;
      if (other >= 0 && (best < 0 || (this.#ends[other] ?? 0) < (this.#ends[best] ?? 0)))
        best = other;
    }
    if (best < 0) return;
    this.#causeOf[value] = best;
    this.#deadlineOf[value] = this.#ends[best] ?? 0;
  }

  /**
   * Gives pending takes to the values that need one, the first to begin to the nearest deadline:
   * the best for all deadlines. A decision when there are too few in time.
   */
  assigned(): Exchange | Decision {
    const exchange = this.#exchange;
    const { ranks, pendingTakes } = exchange;
    const take = exchange.take.slice();
    const takeBegins = exchange.takeBegins.slice();
    let next = 0;
    const needing: number[] = [];
    for (const value of orderBy(this.#deadlineOf)) {
      if ((this.#causeOf[value] ?? -1) < 0) break;
      needing.push(value);
      const deadline = this.#deadlineOf[value] ?? 0;
      const pending = pendingTakes[next] ?? -1;
      next += 1;
      if (pending < 0 || (ranks.begins[pending] ?? 0) > deadline)
        return this.#short(needing, deadline);
      take[value] = pending;
      takeBegins[value] = ranks.begins[pending] ?? 0;
    }
    return { ...exchange, take, takeBegins };
  }

  #short(needing: readonly number[], deadline: number): Decision {
    const { part, ranks, pendingTakes, put, take, words } = this.#exchange;
    const say = (i: number | undefined) => told(part.history, part.operations[i ?? -1] ?? -1);
    const causes = needing.flatMap((value) => this.#causes[this.#causeOf[value] ?? -1] ?? []);
    const values = causes.map(({ value }) => value).filter((value) => value >= 0);
    const empties = causes.map(({ empty }) => empty).filter((i) => i >= 0);
    const possible = pendingTakes.filter((i) => (ranks.begins[i] ?? 0) < deadline);
    const last = causes.at(-1);
    const cause = last === undefined || last.empty >= 0 ? last?.empty : take[last.value];
    const why =
      `${needing.map((value) => say(put[value])).join(' and ')}: taken by nobody known, they had ` +
      `to be out of the ${words.noun} when ${say(cause)} ended, but only ${possible.length} ` +
      `pending takes had begun by then`;
    return refuted(this.#exchange, why, [...needing, ...values], [...empties, ...possible]);
  }

  #add(cause: Cause, begins: number, ends: number): void {
    const index = this.#causes.push(cause) - 1;
    this.#ends.push(ends);
    const size = this.#soonest.length;
    for (let node = this.#exchange.ranks.end + 1 - begins; node < size; node += node & -node) {
      const other = this.#soonest[node] ?? -1;
      if (other < 0 || ends < (this.#ends[other] ?? 0)) this.#soonest[node] = index;
    }
  }
}
