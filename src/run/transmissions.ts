import { MessageTrail, type TrailRow } from '../engine/message-trail.ts';
import type { Trace } from '../engine/trace.ts';
import type { NodeId } from '../base/units.ts';
import type { MessageFate, MessageReport } from './report/report.ts';

type Open = { -readonly [K in keyof MessageReport]: MessageReport[K] };

/** One copy of a transmission, while it is not known yet what became of it. */
interface Underway {
  readonly row: TrailRow;
  readonly told: Open;
}

const fates: ReadonlyMap<string, MessageFate> = new Map([
  ['delivered', 'delivered'],
  ['late-reply', 'late'],
  ['lost', 'lost'],
  ['refused', 'refused'],
]);

/** What a fault or the network does to a message on its way, other than to lose it. */
const hindrances: ReadonlySet<string> = new Set(['held', 'corrupted', 'forged']);

/** Joins the rows about messages, so that each is one thing from its sending to its end. */
class Joining {
  readonly #nodes: readonly NodeId[];
  readonly #trace: Trace;
  readonly #all: Open[] = [];
  /** By link, then by instant of sending: numbers are found sooner than texts. */
  readonly #open = new Map<number, Map<number, Underway[]>>();
  /** The last that said the same, by link, kind and request. */
  readonly #latest = new Map<number, Map<string, Underway>>();

  constructor(nodes: readonly NodeId[], trace: Trace) {
    this.#nodes = nodes;
    this.#trace = trace;
  }

  joined(rows: Iterable<TrailRow>): readonly MessageReport[] {
    for (const row of rows) {
      if (row.from === row.to) continue;
      if (row.type === 'sent' || row.type === 'resent') this.#leaves(row, []);
      else if (row.type === 'duplicated') this.#leaves(row, ['duplicated']);
      else this.#goesOn(row);
    }
    return this.#all;
  }

  #linkOf({ from, to }: TrailRow): number {
    return from * this.#nodes.length + to;
  }

  #leaves(row: TrailRow, marks: readonly string[]): void {
    const told: Open = {
      seq: row.seq,
      sentAt: row.sentAt,
      from: this.#nodes[row.from] ?? '',
      to: this.#nodes[row.to] ?? '',
      message: this.#trace.nameOf(row.name) ?? '',
      request: row.request,
      fate: 'untold',
      why: null,
      at: null,
      endSeq: null,
      marks: row.type === 'resent' ? ['resent'] : marks,
    };
    const one = { row, told };
    this.#all.push(told);
    const link = this.#linkOf(row);
    const ofLink = this.#open.get(link) ?? new Map<number, Underway[]>();
    this.#open.set(link, ofLink);
    const known = ofLink.get(row.sentAt);
    if (known === undefined) ofLink.set(row.sentAt, [one]);
    else known.push(one);
    const latest = this.#latest.get(link) ?? new Map<string, Underway>();
    this.#latest.set(link, latest);
    latest.set(contentOf(row), one);
  }

  #goesOn(row: TrailRow): void {
    const link = this.#linkOf(row);
    const ofLink = this.#open.get(link);
    const fate = fates.get(row.type);
    const own = ofLink
      ?.get(row.sentAt)
      ?.find((one) => one.row.ordinal === row.ordinal && one.row.copy === row.copy);
    // What is too large for one packet arrives with its last one, which has an identity of its own.
    const like = own === undefined && fate === 'delivered' ? this.#likeOf(link, row) : undefined;
    const found = own ?? like;
    if (found === undefined) return;
    const { told } = found;
    if (fate === undefined) {
      if (hindrances.has(row.type)) told.marks = [...told.marks, row.type];
      return;
    }
    told.fate = fate;
    told.why = row.why;
    told.at = row.at;
    told.endSeq = row.seq;
    const rest = ofLink?.get(found.row.sentAt)?.filter((one) => one !== found) ?? [];
    if (rest.length > 0) ofLink?.set(found.row.sentAt, rest);
    else ofLink?.delete(found.row.sentAt);
  }

  #likeOf(link: number, row: TrailRow): Underway | undefined {
    const like = this.#latest.get(link)?.get(contentOf(row));
    return like?.told.fate === 'untold' ? like : undefined;
  }
}

function contentOf({ name, request }: TrailRow): string {
  return `${name} ${request ?? ''}`;
}

/** The messages of a run, as far back as its trail goes. */
export class Transmissions {
  readonly #nodes: readonly NodeId[];
  readonly #trace: Trace;
  readonly #trail = new MessageTrail();

  /** From now on the trace leaves a trail of its messages. */
  constructor(nodes: readonly NodeId[], trace: Trace) {
    this.#nodes = nodes;
    this.#trace = trace;
    trace.trail = this.#trail;
  }

  /** What is known now is not forgotten for what comes later. */
  keep(): void {
    this.#trail.keep();
  }

  /** In the order in which they were sent. */
  all(): readonly MessageReport[] {
    return new Joining(this.#nodes, this.#trace).joined(this.#trail.rows());
  }
}
