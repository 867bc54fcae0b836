import { isolated, printable } from '../../base/text/cells.ts';
import { sortedBy } from '../../base/order.ts';
import type { MessageReport, WitnessEvent } from '../../run/report/report.ts';
import { allEvents, type SpaceTime } from './story-rows.ts';

/** A message between the rows at which it was sent and came to its end; null: that is no row. */
export interface MessageLink {
  readonly message: MessageReport;
  readonly departs: WitnessEvent;
  readonly arrives: WitnessEvent | null;
}

/** A story with its messages. */
export interface Told {
  /** Story, evidence, and the ends of messages where nothing else is told of the same step. */
  readonly events: readonly WitnessEvent[];
  readonly links: readonly MessageLink[];
  /** What rows say that are the end of a message and nothing else. */
  readonly words: ReadonlyMap<WitnessEvent, string>;
}

const shown = (text: string): string => isolated(printable(text));

/** How it comes that it leaves, if not by itself. */
const origins: ReadonlySet<string> = new Set(['resent', 'duplicated']);

/** `sends write`, `sends write again`. */
function sendingOf({ message, marks }: MessageReport): string {
  const name = shown(message);
  if (marks.includes('duplicated')) return `has ${name} doubled on its way`;
  return `sends ${name}${marks.includes('resent') ? ' again' : ''}`;
}

/** What was done to it on its way: ` (lost: partition)`. */
export function fateWords({ fate, why, marks }: MessageReport): string {
  const done = marks.filter((mark) => !origins.has(mark));
  const end = fate === 'lost' ? `lost${why === null ? '' : `: ${why}`}` : fate;
  const said = fate === 'lost' || fate === 'refused' ? [...done, end] : done;
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
}

/** A message in words, for who asks what an arrow is: `write from a to b`. */
export function messagePhrase(message: MessageReport): string {
  const { from, to, fate } = message;
  const open = fate === 'untold' ? ' (no row tells its end)' : '';
  return `${shown(message.message)} from ${shown(from)} to ${shown(to)}${fateWords(message)}${open}`;
}

/** Of a message that leaves and does not get out of its instant one row is enough. */
function isLostAtOnce({ fate, at, sentAt }: MessageReport): boolean {
  return (fate === 'lost' || fate === 'refused') && at === sentAt;
}

/** Whether a message is told that says what a field of the event says too: whom it came from, or went to. */
export function hasMessage(
  event: WitnessEvent,
  links: readonly MessageLink[],
  peer: string,
): boolean {
  return links.some(
    ({ message, departs, arrives }) =>
      (departs === event && message.to === peer) || (arrives === event && message.from === peer),
  );
}

/** Finds for each message the rows at which it begins and ends, or makes them. */
class Ends {
  readonly links: MessageLink[] = [];
  readonly words = new Map<WitnessEvent, string>();
  /** What there is to hang an end on, by node and instant, in order. */
  readonly #rows = new Map<string, WitnessEvent[]>();
  readonly #own: WitnessEvent[] = [];
  /** A message to several is one row, as long as it leaves in one step. */
  readonly #sendings = new Map<string, { readonly row: WitnessEvent; readonly to: string[] }>();

  constructor(events: readonly WitnessEvent[], messages: readonly MessageReport[]) {
    for (const event of events) this.#enter(event);
    // Arrivals first: what is sent in the step of an arrival hangs on it.
    const arrivals = new Map(messages.map((message) => [message, this.#arrival(message)]));
    for (const message of messages) {
      const arrives = arrivals.get(message) ?? null;
      this.links.push({ message, departs: this.#departure(message), arrives });
    }
  }

  get own(): readonly WitnessEvent[] {
    return this.#own;
  }

  #enter(event: WitnessEvent): void {
    // That a fault struck on a node is nothing that the node did.
    if (event.node === null || event.type.startsWith('fault-')) return;
    const key = `${event.node}\n${event.at}`;
    const rows = this.#rows.get(key);
    if (rows === undefined) this.#rows.set(key, [event]);
    else rows.push(event);
  }

  #at(node: string, at: number): readonly WitnessEvent[] {
    return this.#rows.get(`${node}\n${at}`) ?? [];
  }

  #add(event: Pick<WitnessEvent, 'seq' | 'at' | 'node' | 'type' | 'event' | 'data'>, says: string) {
    const row: WitnessEvent = { ...event, incarnation: 0 };
    this.#own.push(row);
    this.words.set(row, says);
    return row;
  }

  #arrival(message: MessageReport): WitnessEvent | null {
    const { fate, at, endSeq, from, to } = message;
    if (at === null || endSeq === null) return null;
    const name = shown(message.message);
    const end = { seq: endSeq, at, event: message.message };
    if (fate === 'lost' || fate === 'refused') {
      if (isLostAtOnce(message)) return null;
      const says = `${name} from ${shown(from)} to ${shown(to)}${fateWords(message)}`;
      return this.#add({ ...end, node: null, type: 'lost', data: { from, to } }, says);
    }
    const here = this.#at(to, at).find((event) => event.seq > endSeq && !this.words.has(event));
    if (here !== undefined) return here;
    const verb = fate === 'late' ? 'gets, too late,' : 'receives';
    const says = `${shown(to)} ${verb} ${name} from ${shown(from)}${fateWords(message)}`;
    const row = this.#add({ ...end, node: to, type: 'delivered', data: { from } }, says);
    this.#enter(row);
    return row;
  }

  #departure(message: MessageReport): WitnessEvent {
    const { seq, sentAt, from, to } = message;
    const isLost = isLostAtOnce(message);
    const here = this.#at(from, sentAt).findLast((event) => event.seq < seq);
    if (here !== undefined && !isLost) return here;
    const what = isLost ? fateWords(message) : '';
    const key = [from, sentAt, sendingOf(message), what].join('\n');
    const known = this.#sendings.get(key);
    const others = known?.to ?? [];
    const names = [...others, to].map(shown).join(', ');
    const says = `${shown(from)} ${sendingOf(message)} to ${names}${what}`;
    if (known !== undefined) {
      known.to.push(to);
      this.words.set(known.row, says);
      return known.row;
    }
    const type = isLost ? 'lost' : 'sent';
    const end = { seq, at: sentAt, node: from, type, event: message.message, data: { to } };
    const row = this.#add(end, says);
    this.#sendings.set(key, { row, to: [to] });
    return row;
  }
}

/** The story of a run with its messages, in order of time. */
export function toldWithMessages(scene: SpaceTime): Told {
  const events = allEvents(scene);
  const ends = new Ends(events, scene.run.messages ?? []);
  const all = sortedBy(
    sortedBy([...events, ...ends.own], ({ seq }) => seq),
    ({ at }) => at,
  );
  return { events: all, links: ends.links, words: ends.words };
}
