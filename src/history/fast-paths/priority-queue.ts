import type { Decision, Part } from '../decision.ts';
import { CoverTree } from './cover-tree.ts';
import { type Exchange, exchangeOf, refuted, valueText } from './exchange.ts';
import { TakeDeadlines } from './pending-takes.ts';
import { stayClasses } from './stay-classes.ts';
import { chain, falselyEmpty, layers, type Stays, staysOf, toldEmpty } from './stay.ts';
import { held, told } from './verdict.ts';

const words = {
  put: 'insert',
  take: 'extract',
  noun: 'priority queue',
  method: 'priority layers',
} as const;

/** The values from the greatest to the smallest; null when one is no number. */
function falling(exchange: Exchange): Int32Array | null {
  const { values } = exchange.part.history;
  const size = new Float64Array(exchange.count);
  for (let value = 0; value < exchange.count; value += 1) {
    const its = values.valueOf(exchange.cellOf(value));
    if (typeof its !== 'number') return null;
    size[value] = its;
  }
  const order = Int32Array.from(size, (_, value) => value);
  return order.sort((a, b) => (size[b] ?? 0) - (size[a] ?? 0));
}

function toldPassed(
  exchange: Exchange,
  stays: Stays,
  smaller: Int32Array,
  value: number,
): Decision {
  const { part, putBegins, takeBegins, takeEnds, take } = exchange;
  const from = Math.max(putBegins[value] ?? 0, takeBegins[value] ?? 0);
  const values = chain(stays, smaller, from, (takeEnds[value] ?? 0) - 1);
  const texts = values.map((other) => valueText(exchange, other)).join(', then ');
  const who = told(part.history, part.operations[take[value] ?? -1] ?? -1);
  const why = `${who}, but at every moment of it a smaller value was in: ${texts}`;
  return refuted(exchange, why, [value, ...values], []);
}

/** Whether the queue could have been so with these stays; null: it could. */
function contradiction(exchange: Exchange, stays: Stays, order: Int32Array): Decision | null {
  const isOpen = Uint8Array.from(layers(exchange, stays), (count) => (count === 0 ? 1 : 0));
  const wrong = falselyEmpty(exchange, isOpen);
  if (wrong >= 0) return toldEmpty(exchange, stays, wrong);
  const { classOf, layers: over } = stayClasses(exchange, stays);
  const cover = new CoverTree(over);
  const { putBegins, takeBegins, takeEnds } = exchange;
  for (const [done, value] of order.entries()) {
    const stayFrom = stays.from[value] ?? 0;
    const stayTo = stays.to[value] ?? 0;
    if (stayFrom < stayTo) cover.lift(classOf[stayFrom] ?? 0, classOf[stayTo] ?? 0);
    if ((exchange.take[value] ?? -1) < 0) continue;
    const from = Math.max(putBegins[value] ?? 0, takeBegins[value] ?? 0);
    const to = (takeEnds[value] ?? 0) - 1;
    if (cover.leastIn(classOf[from] ?? 0, classOf[to] ?? 0) > 0) {
      return toldPassed(exchange, stays, order.subarray(done + 1), value);
    }
  }
  return null;
}

/** By when values that nobody is known to have taken must be out: greater ones were taken. */
function deadlines(exchange: Exchange, order: Int32Array): TakeDeadlines {
  const found = new TakeDeadlines(exchange);
  for (const value of order) {
    if ((exchange.take[value] ?? -1) >= 0) found.addTake(value);
    else found.demand(value);
  }
  return found;
}

/**
 * A priority queue (insert, extract: the smallest first) of different numbers, each put in once, by
 * taking away the greatest value again and again (the framework of Lee and Mathur, "Efficient
 * decrease-and-conquer linearizability monitoring", OOPSLA 2025). The greatest comes out only when
 * nothing else is in, and minds no other value. So it needs a moment of its extract that no stay of
 * another value covers: what is left of such a moment and what is right of it are apart, so that
 * the queue can be empty in it. An extract that found nothing is one of a value above all. Exact.
 *
 * Pending extracts may have taken what nobody else did, nobody knows which. Held without them is
 * held. A value that was certainly in before a greater one came out has to be out by then: too few
 * extracts in time is violated, and held when each such value gets one is held. Violated even if one
 * extract could have taken all these values is violated; else null.
 * O(n log n) by a segment tree.
 */
export function priorityQueuePath(part: Part): Decision | null {
  const exchange = exchangeOf(part, words);
  if (exchange === null || 'verdict' in exchange) return exchange;
  const order = falling(exchange);
  if (order === null) return null;
  const stays = staysOf(exchange);
  const strict = contradiction(exchange, stays, order);
  if (strict === null) return held(part, words.method);
  const first = exchange.pendingTakes[0];
  if (first === undefined || !exchange.take.includes(-1)) return strict;
  const assigned = deadlines(exchange, order).assigned();
  if ('verdict' in assigned) return assigned;
  if (contradiction(assigned, staysOf(assigned), order) === null) return held(part, words.method);
  const soonest = exchange.ranks.begins[first] ?? 0;
  const to = stays.to.map((gap, value) => ((exchange.take[value] ?? -1) < 0 ? soonest : gap));
  return contradiction(exchange, { from: stays.from, to }, order);
}
