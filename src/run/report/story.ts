import { compactJson } from '../../base/json/json.ts';
import type { Value } from '../../base/units.ts';
import type { EventType } from '../../engine/event.ts';
import type { RunEvents } from '../events/events.ts';
import type { Feed } from '../events/feed.ts';
import type { CheckReport, MessageReport, WitnessEvent } from './report.ts';
import { relevance, Relevance, shown } from './relevance.ts';
import { type Sighting, witnessEvent } from '../events/sighting.ts';
import { StoryMessages } from '../story-messages.ts';
import type { Transmissions } from '../transmissions.ts';

/** Most events of a story. */
export const longestStory = 30;
/** Most of them that are only near: of the same nodes, about other things. */
const mostRelated = 8;
/** How many recent events are kept while the run goes on. */
const recentEvents = 4096;

const processTypes: ReadonlySet<string> = new Set<EventType>([
  'started',
  'crashed',
  'exited',
  'paused',
  'resumed',
]);

/** The last so many of a kind of event, oldest first. */
class Recent {
  #held: Sighting<unknown>[] = [];

  add(seen: Sighting<unknown>): void {
    this.#held.push(seen);
    // Cut in halves, so that most additions cost nothing.
    if (this.#held.length >= 2 * recentEvents) this.#held = this.#held.slice(-recentEvents);
  }

  get all(): readonly Sighting<unknown>[] {
    return this.#held;
  }
}

/** Faults, processes and operations first; what no violation explains comes in this order. */
function weight({ type }: WitnessEvent): number {
  if (type.startsWith('fault-')) return 1;
  return type === 'observed' || type === 'completed' ? 3 : 2;
}

/** That a clock was stepped, by whatever it was; or what its keeper believes now. */
function kindOfChange({ data }: Sighting<unknown>): Value {
  const { sync = null } = data as { readonly sync?: Value };
  return sync;
}

/** Tells, out of a run's events, the few that explain how it ended. */
export class Story {
  readonly #recent = new Recent();
  readonly #faults: Sighting<unknown>[] = [];
  /** When each of these faults began last, ns. */
  readonly #begins = new Map<string, number>();
  /** Crashes, pauses and starts: a check that judges at the end may ask for them long after. */
  readonly #processes: Sighting<unknown>[] = [];
  /** The first time that each thing happened on each node, by event and node. */
  readonly #firsts = new Map<string, Map<string, Sighting<unknown>>>();
  /** What each fault has hit. */
  readonly #hits = new Set<string>();
  /** Null: nobody will ask for messages. */
  readonly #transmissions: Transmissions | null;
  #kept: readonly Sighting<unknown>[] | null = null;

  constructor(feed: Feed, events: RunEvents, transmissions: Transmissions | null) {
    this.#transmissions = transmissions;
    feed.onEvent('*', (seen) => this.#add(seen));
    feed.onClock((seen) => this.#add(seen));
    events.onAttempt((done) => this.#add(done as Sighting<unknown>));
  }

  /** The first violation was found just now: what led to it is kept from being forgotten. */
  keep(): void {
    this.#kept ??= [...this.#recent.all];
    this.#transmissions?.keep();
  }

  /** At most 30 events in order: those round the witness, or the run's own milestones. */
  tell(checks: readonly CheckReport[]): WitnessEvent[] {
    const first = firstOf(checks);
    const told = first === undefined ? this.#milestones() : this.#explanation(first);
    return told.sort(byTime);
  }

  /** The messages of a story that was told, if somebody had asked for them. */
  messages(story: readonly WitnessEvent[], checks: readonly CheckReport[]): MessageReport[] {
    const first = firstOf(checks);
    const others = checks.flatMap((check) =>
      check === first ? [] : (check.witness?.events ?? []),
    );
    return new StoryMessages(this.#transmissions?.all() ?? []).choose({
      proof: first?.witness?.events ?? [],
      told: [...story, ...others],
      untilNs: first?.at ?? null,
    });
  }

  #add(seen: Sighting<unknown>): void {
    if (this.#isPlain(seen)) return;
    const what = seen.type === 'clock-changed' ? compactJson(kindOfChange(seen)) : seen.event;
    const firsts = this.#firsts.get(what);
    if (firsts === undefined) this.#firsts.set(what, new Map([[seen.node, seen]]));
    else if (!firsts.has(seen.node)) firsts.set(seen.node, seen);
    if (seen.type.startsWith('fault-') && this.#faults.length < recentEvents) {
      this.#faults.push(seen);
      const { id } = seen.data as { readonly id: string };
      if (seen.type === 'fault-began') this.#begins.set(id, seen.at);
    }
    if (processTypes.has(seen.type) && this.#processes.length < recentEvents) {
      this.#processes.push(seen);
    }
    this.#recent.add(seen);
  }

  /**
   * What goes without saying: a first boot, and what a fault does in the instant in which it begins,
   * be it a hit or its end. Of what a fault hits again and again the first time on each target is
   * enough.
   */
  #isPlain({ type, at, data }: Sighting<unknown>): boolean {
    if (type === 'started') return (data as { readonly why?: unknown }).why === 'first';
    if (type !== 'fault-hit' && type !== 'fault-ended') return false;
    const { id, targets } = data as { readonly id: string; readonly targets: readonly string[] };
    const hit = `${id} ${targets.join()}`;
    if (type === 'fault-hit') {
      if (this.#hits.has(hit)) return true;
      this.#hits.add(hit);
    }
    return this.#begins.get(id) === at;
  }

  #milestones(): WitnessEvent[] {
    const firsts = [...this.#firsts.values()].flatMap((byNode) => [...byNode.values()]);
    const all = distinct([...this.#faults, ...firsts]);
    return best(all.map((event) => ({ event, rank: weight(event) })));
  }

  #explanation({ at, witness }: CheckReport): WitnessEvent[] {
    const untilNs = at ?? 0;
    const proof = witness?.events ?? [];
    const proven = new Set(proof.map(({ seq }) => seq));
    const kept = [...this.#faults, ...this.#processes, ...(this.#kept ?? [])];
    const before = distinct([...kept, ...this.#recent.all])
      .filter((event) => event.at <= untilNs && !proven.has(event.seq))
      .sort(byTime);
    const ranked = new Relevance(proof).rank(before).filter(({ rank }) => rank <= shown);
    const near = ranked.filter(({ rank }) => rank < relevance.related);
    const around = ranked.filter(({ rank }) => rank === relevance.related).slice(-mostRelated);
    const told = proof.map((event) => ({ event, rank: relevance.proof }));
    return best([...told, ...near, ...around]);
  }
}

/** Whose violation a story explains; undefined: there is none to explain. */
function firstOf(checks: readonly CheckReport[]): CheckReport | undefined {
  const [first] = checks
    .filter(({ witness, at }) => witness !== null && at !== null)
    .sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  return first;
}

/** The order in which things happened. */
function byTime(a: WitnessEvent, b: WitnessEvent): number {
  return a.at - b.at || a.seq - b.seq;
}

interface Ranked {
  readonly event: WitnessEvent;
  readonly rank: number;
}

/** One event for each row: what two lists hold, or what was seen twice, is told once. */
function distinct(seen: readonly Sighting<unknown>[]): WitnessEvent[] {
  const bySeq = new Map(seen.map((one) => [`${one.seq} ${one.event}`, one]));
  return [...bySeq.values()].map(witnessEvent);
}

/** The lowest ranks; among equals the latest, which are nearest to the end of the story. */
function best(events: readonly Ranked[]): WitnessEvent[] {
  return [...events]
    .sort((a, b) => a.rank - b.rank || byTime(b.event, a.event))
    .slice(0, longestStory)
    .map(({ event }) => event);
}
