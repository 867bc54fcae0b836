import type { Decision, Part } from '../decision.ts';
import { never } from '../history.ts';
import { orderBy } from './place-order.ts';
import { inversion } from './positions.ts';
import { held, told, violated } from './verdict.ts';

const method = 'counter slots';

/** A counter's operations, as indices of the part. */
export interface Counting {
  readonly adds: Int32Array;
  /** By add: what it added. */
  readonly deltas: Float64Array;
  readonly reads: Int32Array;
  /** By read: what it found. */
  readonly found: Float64Array;
}

/** Jobs, the one of the nearest deadline first: a binary heap. */
class Deadlines {
  #count = 0;
  readonly #jobs: Int32Array;
  readonly #deadline: Int32Array;

  constructor(deadline: Int32Array) {
    this.#deadline = deadline;
    this.#jobs = new Int32Array(deadline.length);
  }

  get first(): number {
    return this.#count === 0 ? -1 : (this.#jobs[0] ?? -1);
  }

  get count(): number {
    return this.#count;
  }

  push(job: number): void {
    let hole = this.#count;
    this.#count += 1;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const other = this.#jobs[parent] ?? 0;
      if (!this.#isBefore(job, other)) break;
      this.#jobs[hole] = other;
      hole = parent;
    }
    this.#jobs[hole] = job;
  }

  pop(): number {
    const first = this.first;
    this.#count -= 1;
    const last = this.#jobs[this.#count] ?? 0;
    let hole = 0;
    for (;;) {
      let child = hole * 2 + 1;
      if (child >= this.#count) break;
      const right = this.#jobs[child + 1] ?? 0;
      if (child + 1 < this.#count && this.#isBefore(right, this.#jobs[child] ?? 0)) child += 1;
      if (!this.#isBefore(this.#jobs[child] ?? 0, last)) break;
      this.#jobs[hole] = this.#jobs[child] ?? 0;
      hole = child;
    }
    this.#jobs[hole] = last;
    return first;
  }

  #isBefore(a: number, b: number): boolean {
    const difference = (this.#deadline[a] ?? 0) - (this.#deadline[b] ?? 0);
    return difference < 0 || (difference === 0 && a < b);
  }
}

/** Reads in groups of what they found, rising; slot s is before group s, the last one after all. */
interface Groups {
  readonly count: number;
  readonly ofRead: Int32Array;
  /** By group: what was found. */
  readonly found: readonly number[];
}

function grouped(its: Counting): Groups {
  const order = Int32Array.from(its.found, (_, read) => read);
  order.sort((a, b) => (its.found[a] ?? 0) - (its.found[b] ?? 0) || a - b);
  const ofRead = new Int32Array(order.length);
  const found: number[] = [];
  for (const read of order) {
    const its0 = its.found[read] ?? 0;
    if (found.at(-1) !== its0) found.push(its0);
    ofRead[read] = found.length - 1;
  }
  return { count: found.length, ofRead, found };
}

/** By add: the first and the last slot that it may have, and the reads that say so (-1: none). */
interface Windows {
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly after: Int32Array;
  readonly before: Int32Array;
}

function windows(part: Part, its: Counting, groups: Groups): Windows {
  const { history, operations } = part;
  const began = (i: number) => history.invoked[operations[i] ?? 0] ?? 0;
  const ended = (i: number) => history.completed[operations[i] ?? 0] ?? 0;
  const { adds, reads } = its;
  const groupOf = (read: number) => groups.ofRead[read] ?? -1;
  const first = new Int32Array(adds.length);
  const last = new Int32Array(adds.length).fill(groups.count);
  const after = new Int32Array(adds.length).fill(-1);
  const before = new Int32Array(adds.length).fill(-1);
  const readsByEnd = orderBy(reads.map(ended));
  let over = 0;
  let highest = -1;
  adds.forEach((i, add) => {
    for (; over < reads.length; over += 1) {
      const read = readsByEnd[over] ?? 0;
      if (ended(reads[read] ?? 0) >= began(i)) break;
      if (highest < 0 || groupOf(read) > groupOf(highest)) highest = read;
    }
    after[add] = highest;
    first[add] = highest < 0 ? 0 : groupOf(highest) + 1;
  });
  const addsByEnd = orderBy(adds.map(ended));
  let left = reads.length - 1;
  let lowest = -1;
  for (let at = adds.length - 1; at >= 0; at -= 1) {
    const add = addsByEnd[at] ?? 0;
    for (; left >= 0 && began(reads[left] ?? 0) > ended(adds[add] ?? 0); left -= 1) {
      if (lowest < 0 || groupOf(left) < groupOf(lowest)) lowest = left;
    }
    before[add] = lowest;
    if (lowest >= 0) last[add] = groupOf(lowest);
  }
  return { first, last, after, before };
}

/** Adds that do not fit: those of the slots from `from` to `to` are too many. */
type Misfit =
  | { readonly kind: 'nowhere'; readonly add: number }
  | { readonly kind: 'too few'; readonly group: number; readonly missing: number }
  | { readonly kind: 'too many'; readonly from: number; readonly to: number };

function misfit(groups: Groups, unit: number, spans: Windows): Misfit | null {
  const ready = new Deadlines(spans.last);
  const byFirst = orderBy(spans.first);
  // By slot: the latest deadline among the adds that it got.
  const loosest = new Int32Array(groups.count + 1);
  const nowhere = spans.last.findIndex((last, add) => last < (spans.first[add] ?? 0));
  if (nowhere >= 0) return { kind: 'nowhere', add: nowhere };
  let next = 0;
  for (let slot = 0; slot <= groups.count; slot += 1) {
    for (; next < byFirst.length && (spans.first[byFirst[next] ?? 0] ?? 0) <= slot; next += 1) {
      ready.push(byFirst[next] ?? 0);
    }
    const before = slot === 0 ? 0 : (groups.found[slot - 1] ?? 0);
    const room = slot === groups.count ? 0 : ((groups.found[slot] ?? 0) - before) / unit;
    if (room > ready.count) return { kind: 'too few', group: slot, missing: room - ready.count };
    for (let taken = 0; taken < room; taken += 1) {
      loosest[slot] = Math.max(loosest[slot] ?? 0, spans.last[ready.pop()] ?? 0);
    }
    const overdue = ready.first;
    if (slot === groups.count || overdue < 0 || (spans.last[overdue] ?? 0) > slot) continue;
    let from = slot;
    while (from > 0 && (loosest[from] ?? 0) <= slot) from -= 1;
    return { kind: 'too many', from: (loosest[from] ?? 0) > slot ? from + 1 : from, to: slot };
  }
  return null;
}

function toldMisfit(
  part: Part,
  its: Counting,
  groups: Groups,
  spans: Windows,
  wrong: Misfit,
): Decision {
  const at = (i: number) => part.operations[i] ?? -1;
  const readOf = (group: number) => at(its.reads[groups.ofRead.indexOf(group)] ?? -1);
  if (wrong.kind === 'nowhere') {
    const add = at(its.adds[wrong.add] ?? -1);
    const reads = [spans.after[wrong.add] ?? -1, spans.before[wrong.add] ?? -1];
    const shown = reads.map((read) => at(its.reads[read] ?? -1));
    const words = shown.map((read) => told(part.history, read)).join(' and ');
    const why = `${told(part.history, add)} took place between ${words}, which found the same`;
    return violated(part, method, why, [add, ...shown]);
  }
  if (wrong.kind === 'too few') {
    const { group, missing } = wrong;
    const lower = group > 0 ? [readOf(group - 1)] : [];
    const since = lower.map((read) => ` after ${told(part.history, read)}`).join('');
    const why = `${told(part.history, readOf(group))} shows more adds than began${since}: ${missing} more`;
    return violated(part, method, why, [...lower, readOf(group)]);
  }
  const crowd = Array.from(its.adds, (_, add) => add).filter(
    (add) =>
      (spans.first[add] ?? 0) >= wrong.from &&
      (spans.last[add] ?? 0) <= wrong.to &&
      part.history.completed[at(its.adds[add] ?? -1)] !== never,
  );
  const proofs = crowd.flatMap((add) => [spans.after[add] ?? -1, spans.before[add] ?? -1]);
  const reads = [...new Set(proofs)].filter((read) => read >= 0);
  const shown = reads.map((read) => at(its.reads[read] ?? -1));
  const adds = crowd.map((add) => at(its.adds[add] ?? -1));
  const upper = told(part.history, readOf(wrong.to));
  const lower = wrong.from === 0 ? 'the start' : told(part.history, readOf(wrong.from - 1));
  const why = `after ${lower} and before ${upper} more adds took place than that shows: ${adds.length}`;
  return violated(part, method, why, [...shown, ...adds]);
}

/** Decides a counter of which all adds are of one amount, above 0. */
export function bySlots(part: Part, its: Counting, unit: number): Decision {
  const groups = grouped(its);
  const say = (read: number) => told(part.history, part.operations[its.reads[read] ?? -1] ?? -1);
  for (const [read, i] of its.reads.entries()) {
    const found = its.found[read] ?? 0;
    if (found >= 0 && found % unit === 0) continue;
    const why = `${say(read)}, but the counter goes up from 0 by ${unit}`;
    return violated(part, method, why, [part.operations[i] ?? -1]);
  }
  const wrong = inversion(part, its.reads, groups.ofRead);
  if (wrong !== null) {
    const [earlier, later] = [wrong.earlier, wrong.later].map((i) => part.operations[i] ?? -1);
    const why = `${told(part.history, later ?? -1)} ended before ${told(part.history, earlier ?? -1)} began`;
    return violated(part, method, why, [earlier ?? -1, later ?? -1]);
  }
  const spans = windows(part, its, groups);
  const unfit = misfit(groups, unit, spans);
  return unfit === null ? held(part, method) : toldMisfit(part, its, groups, spans, unfit);
}
