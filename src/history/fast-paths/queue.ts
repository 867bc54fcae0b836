import type { Decision, Part } from '../decision.ts';
import { type Exchange, exchangeOf, refuted, valueText } from './exchange.ts';
import { falselyEmpty, layers, type Stays, toldEmpty } from './stay.ts';
import { held, told } from './verdict.ts';

const words = { put: 'enqueue', take: 'dequeue', noun: 'queue', method: 'queue order' } as const;

/** By rank: how many pending takes began before it. */
function pendingBefore(exchange: Exchange): Int32Array {
  const count = new Int32Array(exchange.ranks.end + 2);
  for (const i of exchange.pendingTakes) {
    const after = (exchange.ranks.begins[i] ?? 0) + 1;
    count[after] = (count[after] ?? 0) + 1;
  }
  for (let rank = 1; rank < count.length; rank += 1) {
    count[rank] = (count[rank] ?? 0) + (count[rank - 1] ?? 0);
  }
  return count;
}

/** By index in the part: the value that the operation puts; -1: none. */
function putsByIndex(exchange: Exchange): Int32Array {
  const valueOf = new Int32Array(exchange.part.operations.length).fill(-1);
  for (let value = 0; value < exchange.count; value += 1)
    valueOf[exchange.put[value] ?? -1] = value;
  return valueOf;
}

/** Values that came out in another order than they went in. */
interface Overtaken {
  readonly late: number;
  /** What should have come out before it. */
  readonly early: readonly number[];
}

/** Values never taken whose puts ended before a rank: the first `count` of them by index. */
function untaken(exchange: Exchange, before: number, count: number): number[] {
  const found: number[] = [];
  for (let value = 0; value < exchange.count && found.length < count; value += 1) {
    const isIn = (exchange.take[value] ?? -1) < 0 && (exchange.putEnds[value] ?? 0) < before;
    if (isIn) found.push(value);
  }
  return found;
}

/**
 * Sweeps over the events: when the put of b begins, all that was certainly put before must be taken
 * before b is. What was never taken needs a pending take each that began before b's take ended.
 */
function overtaken(exchange: Exchange, pending: Int32Array): Overtaken | null {
  const { ranks, takeBegins, takeEnds } = exchange;
  const valueOf = putsByIndex(exchange);
  let latest = -1;
  let latestTake = -1;
  let untakenCount = 0;
  for (const [rank, event] of ranks.events.subarray(0, ranks.end).entries()) {
    const value = valueOf[event >> 1] ?? -1;
    if (value < 0) continue;
    const isTaken = (exchange.take[value] ?? -1) >= 0;
    if ((event & 1) === 1) {
      if (!isTaken) untakenCount += 1;
      else if ((takeBegins[value] ?? 0) > latestTake) {
        latest = value;
        latestTake = takeBegins[value] ?? 0;
      }
      continue;
    }
    if (!isTaken) continue;
    const out = takeEnds[value] ?? 0;
    if (out < latestTake) return { late: value, early: [latest] };
    const possible = pending[out] ?? 0;
    if (untakenCount > possible) {
      return { late: value, early: untaken(exchange, rank, possible + 1) };
    }
  }
  return null;
}

function toldOvertaken(exchange: Exchange, found: Overtaken): Decision {
  const { part, put, take, ranks } = exchange;
  const say = (i: number | undefined) => told(part.history, part.operations[i ?? -1] ?? -1);
  const { late, early } = found;
  const outRank = exchange.takeEnds[late] ?? 0;
  const first = early[0] ?? -1;
  const isTaken = (take[first] ?? -1) >= 0;
  const earlier = early.map((value) => say(put[value])).join(' and ');
  const pending = isTaken
    ? []
    : exchange.pendingTakes.filter((i) => (ranks.begins[i] ?? 0) < outRank);
  const rest = isTaken
    ? `ended before ${say(take[first])} began`
    : pending.length === 0
      ? `found ${valueText(exchange, late)} though nobody took ${valueText(exchange, first)}`
      : `left more values before it than pending takes could have taken (${pending.length})`;
  const why = `${earlier} ended before ${say(put[late])} began, but ${say(take[late])} ${rest}`;
  return refuted(exchange, why, [...early, late], pending);
}

/** The stays of values that were taken; the others are counted apart. */
function takenStays(exchange: Exchange): Stays {
  const to = exchange.takeBegins.map((gap, value) => ((exchange.take[value] ?? -1) < 0 ? 0 : gap));
  return { from: exchange.putEnds, to };
}

function wronglyEmpty(exchange: Exchange, pending: Int32Array): Decision | null {
  const { ranks } = exchange;
  const stays = takenStays(exchange);
  const isOpen = new Uint8Array(ranks.end + 1);
  const over = layers(exchange, stays);
  const untakenAt = new Int32Array(ranks.end + 2);
  for (let value = 0; value < exchange.count; value += 1) {
    if ((exchange.take[value] ?? -1) >= 0) continue;
    const from = exchange.putEnds[value] ?? 0;
    untakenAt[from] = (untakenAt[from] ?? 0) + 1;
  }
  let untakenCount = 0;
  for (let gap = 0; gap < ranks.end; gap += 1) {
    untakenCount += untakenAt[gap] ?? 0;
    if (over[gap] === 0 && untakenCount <= (pending[gap + 1] ?? 0)) isOpen[gap] = 1;
  }
  const wrong = falselyEmpty(exchange, isOpen);
  if (wrong < 0) return null;
  const from = ranks.begins[wrong] ?? 0;
  const ends = ranks.ends[wrong] ?? 0;
  if (over.subarray(from, ends).every((count) => count > 0)) {
    return toldEmpty(exchange, stays, wrong);
  }
  const staying = untaken(exchange, ends, exchange.count).map((value) => exchange.put[value] ?? -1);
  const takes = exchange.pendingTakes.filter((i) => (ranks.begins[i] ?? 0) < ends);
  if (takes.length > 0) return toldEmpty(exchange, stays, wrong, [...staying, ...takes]);
  return toldEmpty(exchange, { from: exchange.putEnds, to: exchange.takeBegins }, wrong);
}

/**
 * A queue (enqueue, dequeue) of which each value is put in once. By Henzinger, Sezgin and Vafeiadis
 * ("Aspect-oriented linearizability proofs", CONCUR 2013) and Bouajjani, Emmi, Enea and Hamza ("On
 * reducing linearizability to state reachability", ICALP 2015) it is wrong only when a value comes
 * out that nobody put in, comes out twice, or overtakes one that certainly went in before, or when
 * a dequeue finds nothing though at every moment of it a value was certainly in.
 *
 * Pending dequeues may have taken what nobody else did. Each takes one value, best the one that has
 * to be out first: deadlines come from takes that overtook, and from the moments at which the queue
 * must have been empty. What has to be out at a moment is always all that was put before some other
 * moment, so that counting at each moment by itself decides it (Hall's condition). Exact. Linear,
 * but for a radix sort.
 */
export function queuePath(part: Part): Decision | null {
  const exchange = exchangeOf(part, words);
  if (exchange === null || 'verdict' in exchange) return exchange;
  const pending = pendingBefore(exchange);
  const found = overtaken(exchange, pending);
  if (found !== null) return toldOvertaken(exchange, found);
  if (exchange.empties.length === 0) return held(part, words.method);
  return wronglyEmpty(exchange, pending) ?? held(part, words.method);
}
