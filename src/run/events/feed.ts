import type { Value } from '../../base/units.ts';
import { eventTypes, type EventType } from '../../engine/event.ts';
import type { ProcessChange } from '../../library/checks/define.ts';
import { globTest } from '../../world/network/glob.ts';
import type { World } from '../../world/world.ts';
import type { RunEvents } from './events.ts';
import { faultEvents, processEvents } from '../faults/timing/trigger.ts';
import { type Sighting, sighting } from './sighting.ts';

/** The fields of an event. */
export type EventData = { readonly [field: string]: Value };
/** Follows events by name. */
export type EventAction = (seen: Sighting<EventData>) => void;
/** What happened to a process. */
export interface ProcessData {
  readonly change: ProcessChange;
  readonly why: string | null;
}

/** What happens in a run by name, made into something to look at once for all who follow it. */
export class Feed {
  readonly #world: World;
  readonly #events: RunEvents;
  readonly #exact = new Map<string, EventAction[]>();
  readonly #globs: {
    readonly matches: (event: string) => boolean;
    readonly action: EventAction;
  }[] = [];
  readonly #process: ((seen: Sighting<ProcessData>) => void)[] = [];

  constructor(world: World, events: RunEvents) {
    this.#world = world;
    this.#events = events;
    events.onObserved((node, event, data, seq, incarnation) => {
      if (!this.#isFollowed(event)) return;
      this.#tell(sighting('observed', this.#row(node, seq, incarnation), event, data));
    });
    events.onProcess((node, change, why, seq, incarnation) => {
      this.#tellProcess(this.#row(node, seq, incarnation), change, why);
    });
    events.onFault((seen) => {
      const type = rowOf(faultEvents[seen.data.edge]);
      if (!this.#isFollowed(type)) return;
      const { id, fault, targets } = seen.data;
      this.#tell(sighting(type, { ...seen, atNs: seen.at }, type, { id, fault, targets }));
    });
  }

  /** Follows what keeps clocks right: no event of a program, and so none that a glob could mean. */
  onClock(action: (seen: Sighting<unknown>) => void): void {
    this.#events.onClock((node, how, seq, incarnation) => {
      const row = this.#row(node, seq, incarnation);
      action(sighting('clock-changed', row, 'clock-changed', how));
    });
  }

  /** True time, integer nanoseconds. */
  get nowNs(): number {
    return this.#world.engine.nowNs;
  }

  /** Follows an event of a program or of the engine, exact or glob. */
  onEvent(pattern: string, action: EventAction): void {
    if (pattern.includes('*')) {
      this.#globs.push({ matches: globTest(pattern), action });
      return;
    }
    const actions = this.#exact.get(pattern);
    if (actions === undefined) this.#exact.set(pattern, [action]);
    else actions.push(action);
  }

  /** Follows what happens to processes. */
  onProcess(action: (seen: Sighting<ProcessData>) => void): void {
    this.#process.push(action);
  }

  #isFollowed(event: string): boolean {
    return this.#globs.length > 0 || this.#exact.has(event);
  }

  #row(node: number, seq: number, incarnation: number): Parameters<typeof sighting>[1] {
    const { ids, engine } = this.#world;
    return { seq, atNs: engine.nowNs, node: ids[node] ?? '', incarnation };
  }

  #tellProcess(
    row: Parameters<typeof sighting>[1],
    change: ProcessChange,
    why: string | null,
  ): void {
    const type = rowOf(processEvents[change]);
    const seen = sighting(type, row, change, { change, why });
    for (const action of this.#process) action(seen);
    this.#tell(sighting(type, row, type, { change, why }));
  }

  #tell(seen: Sighting<EventData>): void {
    for (const action of this.#exact.get(seen.event) ?? []) action(seen);
    for (const { matches, action } of this.#globs) if (matches(seen.event)) action(seen);
  }
}

/** The kind of trace row that an event of the engine is. */
function rowOf(event: string): EventType {
  return eventTypes.find((type) => type === event) ?? 'observed';
}
