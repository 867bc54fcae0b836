import type { Decision, Part } from '../decision.ts';
import { outcome } from '../history.ts';
import { nil } from '../value-table.ts';
import { bySlots } from './counter-slots.ts';
import type { Counting } from './counter-slots.ts';
import { orderBy } from './place-order.ts';
import { held, isOneObject, told, violated, wordsOf } from './verdict.ts';

const method = 'counter slots';

function counting(part: Part): Counting | null {
  const { history, operations } = part;
  const words = wordsOf(history, ['add', 'read']);
  const adds: number[] = [];
  const deltas: number[] = [];
  const reads: number[] = [];
  const found: number[] = [];
  for (let i = 0; i < operations.length; i += 1) {
    const operation = operations[i] ?? 0;
    if (history.outcome[operation] === outcome.fail) continue;
    const word = words[history.name[operation] ?? 0] ?? -1;
    if (word < 0) return null;
    const isAdd = word === 0;
    if (!isAdd && history.outcome[operation] !== outcome.ok) continue;
    const cell = (isAdd ? history.input[operation] : history.output[operation]) ?? nil;
    const amount = history.values.valueOf(cell);
    if (typeof amount !== 'number' || !Number.isSafeInteger(amount)) return null;
    (isAdd ? adds : reads).push(i);
    (isAdd ? deltas : found).push(amount);
  }
  return {
    adds: Int32Array.from(adds),
    deltas: Float64Array.from(deltas),
    reads: Int32Array.from(reads),
    found: Float64Array.from(found),
  };
}

/**
 * The least and the greatest sum that a read can find: what had ended before it began counts, what
 * began before it ended may. Sums of integers below 2^53 are exact.
 */
function bounds(part: Part, its: Counting): { low: Float64Array; high: Float64Array } {
  const { history, operations } = part;
  const began = (i: number) => history.invoked[operations[i] ?? 0] ?? 0;
  const ended = (i: number) => history.completed[operations[i] ?? 0] ?? 0;
  const addAt = (add: number) => its.adds[add] ?? 0;
  const low = new Float64Array(its.reads.length);
  const high = new Float64Array(its.reads.length);
  const addsByEnd = orderBy(its.adds.map(ended));
  let over = 0;
  let up = 0;
  let down = 0;
  its.reads.forEach((i, read) => {
    for (; over < addsByEnd.length && ended(addAt(addsByEnd[over] ?? 0)) < began(i); over += 1) {
      const delta = its.deltas[addsByEnd[over] ?? 0] ?? 0;
      if (delta > 0) up += delta;
      else down += delta;
    }
    low[read] = up;
    high[read] = down;
  });
  let begun = 0;
  up = 0;
  down = 0;
  for (const read of orderBy(its.reads.map(ended))) {
    for (
      ;
      begun < its.adds.length && began(addAt(begun)) < ended(its.reads[read] ?? 0);
      begun += 1
    ) {
      const delta = its.deltas[begun] ?? 0;
      if (delta > 0) up += delta;
      else down += delta;
    }
    low[read] = (low[read] ?? 0) + down;
    high[read] = (high[read] ?? 0) + up;
  }
  return { low, high };
}

/**
 * Adds of different amounts: the bounds of each read are necessary. They are sufficient when no add
 * overlaps a read, so that no bound leaves a choice; else null.
 */
function byBounds(part: Part, its: Counting): Decision | null {
  const { low, high } = bounds(part, its);
  let isFixed = true;
  for (const [read, i] of its.reads.entries()) {
    const found = its.found[read] ?? 0;
    const least = low[read] ?? 0;
    const most = high[read] ?? 0;
    if (found < least || found > most) {
      const operation = part.operations[i] ?? -1;
      const range = least === most ? `${least}` : `from ${least} to ${most}`;
      const why = `${told(part.history, operation)}: what was added by then makes ${range}`;
      const { invoked, completed } = part.history;
      const ends = completed[operation] ?? 0;
      const adds = Array.from(its.adds, (add) => part.operations[add] ?? -1);
      const known = adds.filter((add) => (invoked[add] ?? 0) < ends);
      return violated(part, method, why, [operation, ...known]);
    }
    if (least !== most) isFixed = false;
  }
  return isFixed ? held(part, method) : null;
}

/**
 * A counter (add, read). When all adds are of one amount it is exact: reads stand in order of what
 * they found, with a known number of adds between neighbours; an add that must come after one read
 * and before another one has a first and a last slot. Equal jobs with a release and a deadline each
 * fit into slots exactly when taking the nearest deadline first succeeds. Adds of different amounts
 * hold a sum of subsets (NP-hard); then it is decided only by bounds, where these are enough.
 */
export function counterPath(part: Part): Decision | null {
  if (!isOneObject(part)) return null;
  const its = counting(part);
  if (its === null) return null;
  if (its.reads.length === 0) return held(part, method);
  const [unit = 1] = its.deltas;
  if (unit <= 0 || its.deltas.some((delta) => delta !== unit)) return byBounds(part, its);
  return bySlots(part, its, unit);
}
