import type { EventType } from './event.ts';
import { eventTypes } from './event.ts';

/** Most rows of a stretch: what is older is forgotten. */
export const longestTrail = 32_768;
const firstRows = 512;
/** Words of a row: type, row of the trace, sender, receiver, kind, ordinal, which copy. */
const words = 7;

/** A row about a message, by the numbers of nodes and names. */
export interface TrailRow {
  readonly type: EventType;
  readonly seq: number;
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly name: number;
  readonly sentAt: number;
  readonly ordinal: number;
  readonly copy: number;
  /** Whose question or answer it is. */
  readonly request: string | null;
  /** Why it was lost. */
  readonly why: string | null;
}

/** The last rows of a stretch of time, in columns; oldest first. */
class Stretch {
  #ints = new Int32Array(firstRows * words);
  #instants = new Float64Array(firstRows * 2);
  readonly #texts: (string | null)[] = [];
  #room = firstRows;
  #count = 0;

  add(
    code: number,
    seq: number,
    at: number,
    from: number,
    to: number,
    name: number,
    sentAt: number,
    ordinal: number,
    copy: number,
    request: string | null,
    why: string | null,
  ): void {
    if (this.#count === this.#room && this.#room < longestTrail) this.#widen();
    const place = this.#count++ % this.#room;
    const ints = this.#ints;
    const first = place * words;
    ints[first] = code;
    ints[first + 1] = seq;
    ints[first + 2] = from;
    ints[first + 3] = to;
    ints[first + 4] = name;
    ints[first + 5] = ordinal;
    ints[first + 6] = copy;
    this.#instants[place * 2] = at;
    this.#instants[place * 2 + 1] = sentAt;
    this.#texts[place * 2] = request;
    this.#texts[place * 2 + 1] = why;
  }

  #widen(): void {
    this.#room *= 2;
    const ints = new Int32Array(this.#room * words);
    ints.set(this.#ints);
    this.#ints = ints;
    const instants = new Float64Array(this.#room * 2);
    instants.set(this.#instants);
    this.#instants = instants;
  }

  *rows(): Generator<TrailRow, void, undefined> {
    const from = Math.max(0, this.#count - this.#room);
    for (let nth = from; nth < this.#count; nth += 1) yield this.#row(nth % this.#room);
  }

  #row(place: number): TrailRow {
    const word = (nth: number): number => this.#ints[place * words + nth] as number;
    return {
      type: eventTypes[word(0)] as EventType,
      seq: word(1),
      at: this.#instants[place * 2] as number,
      from: word(2),
      to: word(3),
      name: word(4),
      sentAt: this.#instants[place * 2 + 1] as number,
      ordinal: word(5),
      copy: word(6),
      request: this.#texts[place * 2] ?? null,
      why: this.#texts[place * 2 + 1] ?? null,
    };
  }
}

/**
 * The last rows about messages, whether rows are stored or not: what a report tells must be the same
 * either way. What had been there when it was told to keep it is not forgotten for what comes later.
 */
export class MessageTrail {
  #kept: Stretch | null = null;
  #last = new Stretch();

  add(...row: Parameters<Stretch['add']>): void {
    this.#last.add(...row);
  }

  /** From now on what is there is not forgotten. Only the first time counts. */
  keep(): void {
    if (this.#kept !== null) return;
    this.#kept = this.#last;
    this.#last = new Stretch();
  }

  /** Oldest first. */
  *rows(): Generator<TrailRow, void, undefined> {
    if (this.#kept !== null) yield* this.#kept.rows();
    yield* this.#last.rows();
  }
}
