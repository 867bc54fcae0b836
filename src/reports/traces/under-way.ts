import type { TraceEvent } from '../../engine/event.ts';
import { fieldsOf, textIn } from './fields.ts';

/** What somebody remembers of the departure of a message. */
export interface Departure<T> {
  /** When its sender sent it. */
  readonly sent: T;
  /** When this very copy came to be; the same unless it is a duplicate. */
  readonly copied: T;
}

/** A message with all its copies that are still under way. */
interface Family<T> {
  readonly sent: T;
  readonly copies: Map<number, T>;
}

/** Rows of whoever receives a message. */
const arrivals: ReadonlySet<string> = new Set(['delivered', 'late-reply', 'unhandled']);
/** Rows that say that a message will never arrive. */
const losses: ReadonlySet<string> = new Set(['lost', 'refused']);

/** Whether a row says that a message has reached its receiver. */
export function isArrival({ type, peer }: TraceEvent): boolean {
  return arrivals.has(type) && peer !== null;
}

/** Whether a row says that a message has left its sender, or that there is one more of it. */
export function isDeparture({ type, peer }: TraceEvent): boolean {
  return (type === 'sent' || type === 'resent' || type === 'duplicated') && peer !== null;
}

function directionOf(event: TraceEvent): string {
  const [from, to] = isArrival(event) ? [event.peer, event.node] : [event.node, event.peer];
  return `${from ?? ''}\n${to ?? ''}`;
}

/** All rows of one transmission of a message share this, whatever became of it on the way. */
function identityOf(event: TraceEvent): string {
  const { sentAt, ordinal } = fieldsOf(event);
  return `${directionOf(event)}\n${Number(sentAt)}\n${Number(ordinal)}`;
}

/**
 * A message too large for one packet has a row for its first packet, and arrives with its last one,
 * which has another identity: only this do the two share.
 */
function contentOf(event: TraceEvent): string {
  return `${directionOf(event)}\n${event.name ?? ''}\n${textIn(event, 'request') ?? ''}`;
}

function copyOf(event: TraceEvent): number {
  const { copy } = fieldsOf(event);
  return typeof copy === 'number' ? copy : 0;
}

/** The messages under way in a run, so that what arrives is joined with its sending. */
export class UnderWay<T> {
  readonly #families = new Map<string, Family<T>>();
  /** The last identity of what was sent so. */
  readonly #latest = new Map<string, string>();

  /** A row of which `isDeparture` is true. `mark`: what to remember of it. */
  departed(event: TraceEvent, mark: T): void {
    const identity = identityOf(event);
    const family = this.#families.get(identity);
    if (event.type === 'duplicated' && family !== undefined) {
      family.copies.set(copyOf(event), mark);
      return;
    }
    this.#families.set(identity, { sent: mark, copies: new Map([[copyOf(event), mark]]) });
    this.#latest.set(contentOf(event), identity);
  }

  /** The departure of what a row says has arrived or is lost; null: of no such, or of nothing known. */
  settled(event: TraceEvent): Departure<T> | null {
    const hasArrived = isArrival(event);
    if (!hasArrived && !losses.has(event.type)) return null;
    const identity = identityOf(event);
    const known = this.#take(identity, copyOf(event));
    if (known !== null || !hasArrived) return known;
    const latest = this.#latest.get(contentOf(event));
    return latest === undefined ? null : this.#take(latest, 0);
  }

  /** What has neither arrived nor been lost, in the order of departure. */
  *rest(): Generator<Departure<T>, void, undefined> {
    for (const { sent, copies } of this.#families.values()) {
      for (const copied of copies.values()) yield { sent, copied };
    }
  }

  #take(identity: string, copy: number): Departure<T> | null {
    const family = this.#families.get(identity);
    const copied = family?.copies.get(copy);
    if (family === undefined || copied === undefined) return null;
    family.copies.delete(copy);
    if (family.copies.size === 0) this.#families.delete(identity);
    return { sent: family.sent, copied };
  }
}
