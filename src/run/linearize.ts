import { compactJson } from '../base/json.ts';
import type { Value } from '../base/units.ts';
import type { Model } from '../library/models/define.ts';
import type { OperationRecord } from './history.ts';

/** Whether a linear order exists; if not, the operation that no order could take in. */
export type Linearization =
  | { readonly verdict: 'linearizable' }
  | { readonly verdict: 'undecided'; readonly steps: number }
  | {
      readonly verdict: 'impossible';
      readonly stuck: OperationRecord;
      readonly key: string | null;
    };

/** A call or a return in the list of those still to be placed; neighbours are lifted out and in. */
interface Entry {
  readonly operation: OperationRecord;
  readonly place: number;
  /** The return that belongs to a call; null for a return, and for a call of unknown outcome. */
  readonly match: Entry | null;
  readonly isCall: boolean;
  before: Entry | null;
  after: Entry | null;
}

/** What must be placed: all but those that definitely had no effect. */
function relevant(operations: readonly OperationRecord[]): OperationRecord[] {
  return operations.filter(({ done }) => done?.data.outcome.status !== 'fail');
}

function returnSeq({ done }: OperationRecord): number {
  return done?.data.outcome.status === 'ok' ? done.seq : Infinity;
}

/** Takes an entry and its return out of the list. */
function lift(call: Entry): void {
  for (const entry of call.match === null ? [call] : [call, call.match]) {
    if (entry.before) entry.before.after = entry.after;
    if (entry.after) entry.after.before = entry.before;
  }
}

/** Puts back what `lift` took out last. */
function unlift(call: Entry): void {
  for (const entry of call.match === null ? [call] : [call.match, call]) {
    if (entry.before) entry.before.after = entry;
    if (entry.after) entry.after.before = entry;
  }
}

/** The list in order of the trace, behind a head that is no entry of its own. */
function listOf(operations: readonly OperationRecord[]): Entry {
  const link = { before: null, after: null };
  const entries = operations.flatMap((operation, place) => {
    const match: Entry | null =
      returnSeq(operation) === Infinity
        ? null
        : { operation, place, match: null, isCall: false, ...link };
    const call: Entry = { operation, place, match, isCall: true, ...link };
    return match === null ? [call] : [call, match];
  });
  const seqOf = (entry: Entry): number =>
    entry.isCall ? entry.operation.beganSeq : returnSeq(entry.operation);
  entries.sort((a, b) => seqOf(a) - seqOf(b));
  const [first] = operations;
  // The head's operation is never looked at.
  const head: Entry = {
    operation: first as OperationRecord,
    place: -1,
    match: null,
    isCall: true,
    ...link,
  };
  let last = head;
  for (const entry of entries) {
    last.after = entry;
    entry.before = last;
    last = entry;
  }
  return head;
}

interface Placed {
  readonly entry: Entry;
  readonly before: unknown;
}

/** The search of Wing and Gong with Lowe's memory, over one independent part of a history. */
class Search {
  readonly #model: Model;
  readonly #head: Entry;
  readonly #placed: Placed[] = [];
  readonly #taken: Uint32Array;
  readonly #seen = new Set<string>();
  readonly #spend: () => boolean;
  #state: unknown;
  #toPlace: number;
  #deepest = -1;
  #stuck: OperationRecord | null = null;

  constructor(model: Model, operations: readonly OperationRecord[], spend: () => boolean) {
    this.#model = model;
    this.#head = listOf(operations);
    this.#taken = new Uint32Array(Math.ceil(operations.length / 32));
    this.#spend = spend;
    this.#state = model.initial;
    this.#toPlace = operations.filter((one) => returnSeq(one) < Infinity).length;
  }

  /** True: there is an order. False: there is none. Null: out of budget. */
  run(): boolean | null {
    let entry = this.#head.after;
    // Operations of unknown outcome may stay unplaced: they may never have taken effect.
    while (this.#toPlace > 0) {
      if (entry === null || !entry.isCall) {
        if (entry !== null) this.#rememberStuck(entry.operation);
        const back = this.#takeBack();
        if (back === null) return false;
        entry = back.after;
        continue;
      }
      if (!this.#spend()) return null;
      entry = this.#place(entry) ? this.#head.after : entry.after;
    }
    return true;
  }

  /** The operation that the longest order found could not take in. */
  get stuck(): OperationRecord | null {
    return this.#stuck;
  }

  #rememberStuck(operation: OperationRecord): void {
    if (this.#placed.length <= this.#deepest) return;
    this.#deepest = this.#placed.length;
    this.#stuck = operation;
  }

  #place(entry: Entry): boolean {
    const next = this.#step(entry.operation);
    if (next === null) return false;
    this.#flip(entry.place);
    const memory = `${this.#taken.join()} ${compactJson(next.state)}`;
    if (this.#seen.has(memory)) {
      this.#flip(entry.place);
      return false;
    }
    this.#seen.add(memory);
    this.#placed.push({ entry, before: this.#state });
    this.#state = next.state;
    if (entry.match !== null) this.#toPlace -= 1;
    lift(entry);
    return true;
  }

  #takeBack(): Entry | null {
    const last = this.#placed.pop();
    if (last === undefined) return null;
    this.#state = last.before;
    this.#flip(last.entry.place);
    if (last.entry.match !== null) this.#toPlace += 1;
    unlift(last.entry);
    return last.entry;
  }

  #flip(place: number): void {
    const word = place >>> 5;
    this.#taken[word] = (this.#taken[word] ?? 0) ^ (1 << (place & 31));
  }

  /** The state after an operation; null when the model does not allow it, or not this reply. */
  #step({ op, body, done }: OperationRecord): { readonly state: unknown } | null {
    const step = this.#model.steps[op];
    // Operations that the model does not know leave its state alone.
    if (step === undefined) return { state: this.#state };
    const next = step(this.#state, body);
    if (next === 'impossible') return null;
    if (done?.data.outcome.status !== 'ok' || next.reply === undefined) return next;
    return compactJson(next.reply) === compactJson(done.data.outcome.value) ? next : null;
  }
}

/** Sorts a history into the parts that the model says are independent. */
function parts(
  model: Model,
  operations: readonly OperationRecord[],
): Map<string | null, OperationRecord[]> {
  const sorted = new Map<string | null, OperationRecord[]>();
  for (const operation of operations) {
    const { op, body } = operation;
    const key = model.key?.({ op, body: asBody(body) }) ?? null;
    const part = sorted.get(key);
    if (part === undefined) sorted.set(key, [operation]);
    else part.push(operation);
  }
  return sorted;
}

function asBody(body: Value): object {
  return typeof body === 'object' && body !== null ? body : {};
}

/**
 * Whether the operations could have taken effect one at a time, each between its call and its
 * return. Exhaustive: meant for small histories. `budget` counts the steps that are tried, over all
 * parts; when it is used up, the answer is undecided. Model states must be plain JSON.
 */
export function linearize(
  model: Model,
  operations: readonly OperationRecord[],
  budget: number,
): Linearization {
  let steps = 0;
  const spend = (): boolean => {
    steps += 1;
    return steps <= budget;
  };
  let undecided = false;
  for (const [key, part] of parts(model, relevant(operations))) {
    const search = new Search(model, part, spend);
    const found = search.run();
    const { stuck } = search;
    if (found === false && stuck !== null) return { verdict: 'impossible', stuck, key };
    if (found === null) undecided = true;
  }
  return undecided ? { verdict: 'undecided', steps } : { verdict: 'linearizable' };
}
