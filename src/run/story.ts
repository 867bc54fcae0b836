import type { Value } from '../base/units.ts';
import type { RunEvents } from './events.ts';
import type { Feed } from './feed.ts';
import type { CheckReport, WitnessEvent } from './report.ts';
import { type Sighting, witnessEvent } from './sighting.ts';

/** Most events of a story. */
export const longestStory = 30;
/** How many recent events are kept while the run goes on. */
const recentEvents = 4096;

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

/** Texts and numbers in a value, wherever they stand: what an event is about. */
function atoms(value: Value, into: Set<string>): Set<string> {
  if (typeof value === 'string' || typeof value === 'number') into.add(String(value));
  else if (Array.isArray(value)) for (const item of value as readonly Value[]) atoms(item, into);
  else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) atoms(member as Value, into);
  }
  return into;
}

/** Faults, processes and operations first; what no violation explains comes in this order. */
function weight({ type }: WitnessEvent): number {
  if (type.startsWith('fault-')) return 1;
  return type === 'observed' || type === 'completed' ? 3 : 2;
}

/** Tells, out of a run's events, the few that explain how it ended. */
export class Story {
  readonly #recent = new Recent();
  readonly #faults: Sighting<unknown>[] = [];
  /** The first time that each node did each thing. */
  readonly #firsts = new Map<string, Sighting<unknown>>();
  #kept: readonly Sighting<unknown>[] | null = null;

  constructor(feed: Feed, events: RunEvents) {
    feed.onEvent('*', (seen) => this.#add(seen));
    events.onAttempt((done) => this.#add(done as Sighting<unknown>));
  }

  /** The first violation was found just now: what led to it is kept from being forgotten. */
  keep(): void {
    this.#kept ??= [...this.#recent.all];
  }

  /** At most 30 events in order: those round the witness, or the run's own milestones. */
  tell(checks: readonly CheckReport[]): WitnessEvent[] {
    const [first] = checks
      .filter(({ witness, at }) => witness !== null && at !== null)
      .sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
    const told = first === undefined ? this.#milestones() : this.#explanation(first);
    return told.sort((a, b) => a.at - b.at || a.seq - b.seq);
  }

  #add(seen: Sighting<unknown>): void {
    const place = `${seen.node} ${seen.event}`;
    if (!this.#firsts.has(place)) this.#firsts.set(place, seen);
    if (seen.type.startsWith('fault-') && this.#faults.length < recentEvents) {
      this.#faults.push(seen);
    }
    this.#recent.add(seen);
  }

  #milestones(): WitnessEvent[] {
    const all = distinct([...this.#faults, ...this.#firsts.values()]);
    return best(all.map((event) => ({ event, rank: weight(event) })));
  }

  #explanation({ at, witness }: CheckReport): WitnessEvent[] {
    const untilNs = at ?? 0;
    const proof = witness?.events ?? [];
    const about = new Set<string>();
    for (const { node, data } of proof) {
      if (node !== null) about.add(node);
      atoms(data, about);
    }
    const proven = new Set(proof.map(({ seq }) => seq));
    const before = distinct([...this.#faults, ...(this.#kept ?? []), ...this.#recent.all]).filter(
      (event) => event.at <= untilNs && !proven.has(event.seq),
    );
    const ranked = before.map((event) => ({ event, rank: closeness(event, about) }));
    return best([...proof.map((event) => ({ event, rank: 0 })), ...ranked]);
  }
}

interface Ranked {
  readonly event: WitnessEvent;
  readonly rank: number;
}

/** How much an event has to do with a violation: its faults, its nodes, its values, the rest. */
function closeness(event: WitnessEvent, about: ReadonlySet<string>): number {
  if (weight(event) === 1) return 1;
  const isOfNode = event.node !== null && about.has(event.node);
  if (weight(event) === 2) return isOfNode || about.size === 0 ? 2 : 5;
  const shared = [...atoms(event.data, new Set())].filter((atom) => about.has(atom)).length;
  if (isOfNode && shared > 0) return 3;
  return isOfNode || shared > 0 ? 4 : 5;
}

/** One event for each row: what two lists hold, or what was seen twice, is told once. */
function distinct(seen: readonly Sighting<unknown>[]): WitnessEvent[] {
  const bySeq = new Map(seen.map((one) => [`${one.seq} ${one.event}`, one]));
  return [...bySeq.values()].map(witnessEvent);
}

/** The lowest ranks; among equals the latest, which are nearest to the end of the story. */
function best(events: readonly Ranked[]): WitnessEvent[] {
  return [...events]
    .sort((a, b) => a.rank - b.rank || b.event.at - a.event.at || b.event.seq - a.event.seq)
    .slice(0, longestStory)
    .map(({ event }) => event);
}
