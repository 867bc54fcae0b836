import { type Exchange, refuted, valueText } from './exchange.ts';
import type { Decision } from '../decision.ts';
import { toldPlainly } from './verdict.ts';
import { orderBy } from './place-order.ts';

/**
 * Times in which values were in for certain, by value: from the end of the put to the begin of the
 * take, as gaps from `from` up to, but without, `to`; none where `to` is not above `from`.
 */
export interface Stays {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** The stays of all values. */
export function staysOf(exchange: Exchange): Stays {
  return { from: exchange.putEnds, to: exchange.takeBegins };
}

/** By gap: how many values stay in over it. */
export function layers(exchange: Exchange, stays: Stays): Int32Array {
  const count = new Int32Array(exchange.ranks.end + 2);
  for (let value = 0; value < exchange.count; value += 1) {
    const from = stays.from[value] ?? 0;
    const to = stays.to[value] ?? 0;
    if (from >= to) continue;
    count[from] = (count[from] ?? 0) + 1;
    count[to] = (count[to] ?? 0) - 1;
  }
  for (let gap = 1; gap < count.length; gap += 1) {
    count[gap] = (count[gap] ?? 0) + (count[gap - 1] ?? 0);
  }
  return count;
}

/**
 * A smallest choice of values whose stays cover all gaps from `from` to `to` that the stays of all
 * of `values` cover: always the one that reaches farthest.
 */
export function chain(stays: Stays, values: Int32Array, from: number, to: number): number[] {
  const order = orderBy(values.map((value) => stays.from[value] ?? 0));
  const found: number[] = [];
  let next = 0;
  let covered = from;
  while (covered <= to) {
    let best = -1;
    let reach = covered;
    for (; next < order.length; next += 1) {
      const value = values[order[next] ?? 0] ?? 0;
      if ((stays.from[value] ?? 0) > covered) break;
      if ((stays.to[value] ?? 0) <= reach) continue;
      reach = stays.to[value] ?? 0;
      best = value;
    }
    if (best >= 0) {
      found.push(best);
      covered = reach;
      continue;
    }
    // Nothing covers this gap: on to the next stay.
    if (next >= order.length) break;
    covered = stays.from[values[order[next] ?? 0] ?? 0] ?? 0;
  }
  return found;
}

/** All values of an exchange. */
export function allValues(exchange: Exchange): Int32Array {
  return Int32Array.from({ length: exchange.count }, (_, value) => value);
}

/**
 * A take that found nothing though something was in at every moment of it; `isOpen` says of a gap
 * whether there could have been nothing.
 */
export function falselyEmpty(exchange: Exchange, isOpen: Uint8Array): number {
  const { ranks } = exchange;
  const openUpTo = new Int32Array(ranks.end + 1);
  for (let gap = 0; gap < ranks.end; gap += 1) {
    openUpTo[gap + 1] = (openUpTo[gap] ?? 0) + (isOpen[gap] ?? 0);
  }
  for (const i of exchange.empties) {
    if (openUpTo[ranks.ends[i] ?? 0] === openUpTo[ranks.begins[i] ?? 0]) return i;
  }
  return -1;
}

/** A false "nothing there" as a decision, with the values that were in, one after another. */
export function toldEmpty(
  exchange: Exchange,
  stays: Stays,
  i: number,
  others: readonly number[] = [],
): Decision {
  const { part, ranks, words } = exchange;
  const from = ranks.begins[i] ?? 0;
  const to = (ranks.ends[i] ?? 0) - 1;
  const values = chain(stays, allValues(exchange), from, to);
  const texts = values.map((value) => valueText(exchange, value)).join(', then ');
  const what = texts === '' ? 'more values were in than could have been taken' : `${texts} was in`;
  const who = toldPlainly(part.history, part.operations[i] ?? -1);
  const why = `${who} found the ${words.noun} empty, but at every moment of it ${what}`;
  return refuted(exchange, why, values, [i, ...others]);
}
