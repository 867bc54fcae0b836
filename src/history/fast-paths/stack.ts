import type { Decision, Part } from '../decision.ts';
import { CoverTree } from './cover-tree.ts';
import { type Exchange, exchangeOf, refuted, valueText } from './exchange.ts';
import { TakeDeadlines } from './pending-takes.ts';
import { StabTree } from './stab-tree.ts';
import { stayClasses } from './stay-classes.ts';
import { chain, falselyEmpty, layers, type Stays, staysOf, toldEmpty } from './stay.ts';
import { held, told } from './verdict.ts';

const words = { put: 'push', take: 'pop', noun: 'stack', method: 'stack layers' } as const;

/** As many values in a contradiction are tried without each of them. */
const fewValues = 24;

/** Values that certainly stayed in for a time, as spans of classes. */
interface Layout {
  readonly values: Int32Array;
  readonly cover: CoverTree;
  readonly stayFrom: Int32Array;
  readonly stayTo: Int32Array;
  readonly pushes: StabTree;
  readonly pops: StabTree;
}

function layout(exchange: Exchange, stays: Stays, among: Int32Array): Layout {
  const values = among.filter((value) => (stays.from[value] ?? 0) < (stays.to[value] ?? 0));
  const isAmong = new Uint8Array(exchange.count);
  for (const value of values) isAmong[value] = 1;
  const counted: Stays = {
    from: stays.from,
    to: stays.to.map((to, value) => (isAmong[value] === 1 ? to : 0)),
  };
  const { classOf, layers: over } = stayClasses(exchange, counted);
  const at = (gaps: Int32Array) => values.map((value) => classOf[gaps[value] ?? 0] ?? 0);
  const stayFrom = at(stays.from);
  const stayTo = at(stays.to);
  const pushes = new StabTree(
    at(exchange.putBegins),
    stayFrom.map((from) => from - 1),
  );
  const pops = new StabTree(stayTo, at(exchange.takeEnds));
  return { values, cover: new CoverTree(over), stayFrom, stayTo, pushes, pops };
}

/**
 * The values that cannot be brought into an order: none of them can lie at the bottom of its group.
 * Empty: there is an order.
 */
function stuck(exchange: Exchange, stays: Stays, among: Int32Array): Int32Array {
  const { values, cover, stayFrom, stayTo, pushes, pops } = layout(exchange, stays, among);
  const sides = new Uint8Array(values.length);
  const reach = (i: number): void => {
    sides[i] = (sides[i] ?? 0) + 1;
    if (sides[i] === 2) cover.lift(stayFrom[i] ?? 0, stayTo[i] ?? 0);
  };
  for (let place = cover.takeBare(); place >= 0; place = cover.takeBare()) {
    for (let i = pushes.take(place); i >= 0; i = pushes.take(place)) reach(i);
    for (let i = pops.take(place); i >= 0; i = pops.take(place)) reach(i);
  }
  return values.filter((_, i) => sides[i] !== 2);
}

/** Few of the values that contradict one another. */
function core(exchange: Exchange, stays: Stays, values: Int32Array): Int32Array {
  const order = values.toSorted((a, b) => (stays.from[a] ?? 0) - (stays.from[b] ?? 0));
  const from = stays.from[order[0] ?? 0] ?? 0;
  // One group whose stays hang together: a chain over it is a contradiction by itself.
  let to = from;
  for (const value of order) {
    if ((stays.from[value] ?? 0) > to) break;
    to = Math.max(to, stays.to[value] ?? 0);
  }
  let few = Int32Array.from(chain(stays, order, from, to - 1));
  if (few.length > fewValues) return few;
  for (const value of few) {
    const rest = few.filter((other) => other !== value);
    if (stuck(exchange, stays, rest).length > 0) few = rest;
  }
  return few;
}

function toldStuck(exchange: Exchange, stays: Stays, values: Int32Array): Decision {
  const few = core(exchange, stays, values);
  const { part, put, take } = exchange;
  const say = (i: number | undefined) => told(part.history, part.operations[i ?? -1] ?? -1);
  const [below = 0, above = 0] = few;
  if (few.length === 2) {
    const rest =
      (take[above] ?? -1) < 0
        ? `nobody had taken ${valueText(exchange, above)} by then`
        : `${say(take[below])} ended before ${say(take[above])} began`;
    const why =
      `${say(put[below])} ended before ${say(put[above])} began, and that before ` +
      `${say(take[below])} began, so ${valueText(exchange, above)} lay above; but ${rest}`;
    return refuted(exchange, why, [...few], []);
  }
  const texts = Array.from(few, (value) => valueText(exchange, value)).join(', ');
  const why =
    `one of ${texts} was in at every moment, so one of them lay below the others all the time; ` +
    `but none went in before all others and came out after them`;
  return refuted(exchange, why, [...few], []);
}

/** Whether the stack could have been so with these stays; null: it could. */
function contradiction(exchange: Exchange, stays: Stays): Decision | null {
  const over = layers(exchange, stays);
  const isOpen = Uint8Array.from(over, (count) => (count === 0 ? 1 : 0));
  const wrong = falselyEmpty(exchange, isOpen);
  if (wrong >= 0) return toldEmpty(exchange, stays, wrong);
  const all = Int32Array.from({ length: exchange.count }, (_, value) => value);
  const rest = stuck(exchange, stays, all);
  return rest.length === 0 ? null : toldStuck(exchange, stays, rest);
}

/** By when values that nobody is known to have popped must be out: what lay below them was popped. */
function deadlines(exchange: Exchange): TakeDeadlines {
  const { ranks, put, take, putEnds } = exchange;
  const found = new TakeDeadlines(exchange);
  const valueOf = new Int32Array(exchange.part.operations.length).fill(-1);
  put.forEach((i, value) => {
    valueOf[i] = value;
  });
  for (let rank = 0; rank < ranks.end; rank += 1) {
    const event = ranks.events[rank] ?? 0;
    const value = valueOf[event >> 1] ?? -1;
    if (value < 0) continue;
    const isTaken = (take[value] ?? -1) >= 0;
    if (isTaken && rank === putEnds[value]) found.addTake(value);
    if (!isTaken && rank < (putEnds[value] ?? 0)) found.demand(value);
  }
  return found;
}

/**
 * A stack (push, pop) of which each value is put in once, by taking away value after value (after
 * Lee and Mathur, "Efficient decrease-and-conquer linearizability monitoring", OOPSLA 2025).
 *
 * A value that need not have been in at any moment is pushed and popped at once; it minds nobody.
 * The others stay in for certain from the end of the push to the begin of the pop. Where no stay
 * covers a moment, what is left of it and what is right of it are apart: all that overlaps the
 * moment can happen at it. A group whose stays hang together is never empty within, so one value
 * lies at its bottom: its push began before the group's first stay and its pop ended after the last.
 * Any such value will do, for all others fit in between; without it the group may fall apart. No
 * such value: no order. Pops that found nothing need a moment that no stay covers. Exact.
 *
 * Pending pops may have taken what nobody else did, nobody knows which. Held without them is held. A
 * value that was certainly in above one that was popped later has to be out by then: too few pops in
 * time is violated, and held when each such value gets one is held. Violated even if one pop could
 * have taken all these values is violated; else null.
 * O(n log n) by segment trees.
 */
export function stackPath(part: Part): Decision | null {
  const exchange = exchangeOf(part, words);
  if (exchange === null || 'verdict' in exchange) return exchange;
  const stays = staysOf(exchange);
  const strict = contradiction(exchange, stays);
  if (strict === null) return held(part, words.method);
  const first = exchange.pendingTakes[0];
  if (first === undefined || !exchange.take.includes(-1)) return strict;
  const assigned = deadlines(exchange).assigned();
  if ('verdict' in assigned) return assigned;
  if (contradiction(assigned, staysOf(assigned)) === null) return held(part, words.method);
  const soonest = exchange.ranks.begins[first] ?? 0;
  const to = stays.to.map((gap, value) => ((exchange.take[value] ?? -1) < 0 ? soonest : gap));
  return contradiction({ ...exchange, takeBegins: to }, { from: stays.from, to });
}
