import type { TraceEvent } from '../../engine/event.ts';
import { compactJson } from '../../base/json/json.ts';
import type { EventsHeader } from '../events.ts';
import type { ChromeEvents, ChromeFields } from './chrome-events.ts';
import { fieldsOf, textIn } from './fields.ts';
import { type Open, Tracks } from './tracks.ts';
import { type Departure, isArrival, isDeparture, UnderWay } from './under-way.ts';

/** Where the events of a run stand among those of the others of a file. */
export interface RunPlace {
  /** From 0. */
  readonly number: number;
  /** The process of the faults; those of the nodes follow. */
  readonly firstPid: number;
  /** What its processes are called after beside their own names; empty: nothing. */
  readonly label: string;
}

/** Threads of a process: its states, its events, and as many more as what overlaps needs. */
const stateThread = 1;
const eventThread = 2;
const firstLane = 3;

/** Arrows begin and end only at what lasts. Of no two whole nanoseconds one is a part of the other. */
const stepNs = 1;

/** What lasts. */
interface Span {
  readonly name: string;
  readonly from: number;
  readonly args: { readonly [name: string]: unknown };
}

function argsOf({ seq, incarnation, data }: TraceEvent): Span['args'] {
  return { seq, incarnation, data };
}

function titleOf({ type, name }: TraceEvent): string {
  return name === null ? type : `${type} ${name}`;
}

/** One run as processes, threads and what happens on them. */
export class TrackedRun {
  readonly #out: ChromeEvents;
  readonly #place: RunPlace;
  readonly #pids: ReadonlyMap<string, number>;
  readonly #threads = new Set<string>();
  readonly #underWay = new UnderWay<TraceEvent>();
  readonly #states = new Map<string, Span>();
  readonly #operations = new Map<string, Tracks<Span>>();
  readonly #faults = new Tracks<Span>();
  #lastNs = 0;

  constructor({ nodes }: EventsHeader, place: RunPlace, out: ChromeEvents) {
    this.#out = out;
    this.#place = place;
    this.#pids = new Map(nodes.map((node, at) => [node, place.firstPid + 1 + at]));
    this.#nameProcess('faults', place.firstPid);
    for (const [node, pid] of this.#pids) this.#nameProcess(node, pid);
  }

  event(event: TraceEvent): void {
    this.#lastNs = event.at;
    const departure = this.#underWay.settled(event);
    if (departure !== null) this.#settle(event, departure);
    // What leaves is drawn when it is known whether an arrow begins there.
    if (isDeparture(event)) this.#underWay.departed(event, event);
    else if (isArrival(event)) this.#arrive(event, departure);
    else this.#happen(event);
    this.#changeState(event);
    this.#operate(event);
    this.#strike(event);
  }

  /** Closes whatever is open, at the instant of the last event. */
  end(): void {
    // No row tells what became of these: some are under way, of others the receiver had one already.
    for (const { copied } of this.#underWay.rest()) this.#step(copied);
    for (const [node, state] of this.#states) this.#state(node, state);
    for (const [node, tracks] of this.#operations) {
      for (const open of tracks.rest()) {
        this.#span(this.#pidOf(node), 'operations', open, { outcome: 'pending' });
      }
    }
    for (const open of this.#faults.rest()) this.#fault(open);
  }

  #pidOf(node: string | null): number {
    return node === null ? this.#place.firstPid : (this.#pids.get(node) ?? this.#place.firstPid);
  }

  #nameProcess(name: string, pid: number): void {
    const { label } = this.#place;
    const meta = (what: string, args: object): void =>
      this.#out.add({ ph: 'M', name: what, pid, tid: 0, args }, null);
    meta('process_name', { name: label === '' ? name : `${name} (${label})` });
    meta('process_sort_index', { sort_index: pid });
  }

  /** Names a thread when something is drawn on it for the first time. */
  #thread(pid: number, tid: number, name: string): number {
    const key = `${pid} ${tid}`;
    if (this.#threads.has(key)) return tid;
    this.#threads.add(key);
    this.#out.add({ ph: 'M', name: 'thread_name', pid, tid, args: { name } }, null);
    const args = { sort_index: tid };
    this.#out.add({ ph: 'M', name: 'thread_sort_index', pid, tid, args }, null);
    return tid;
  }

  #onEvents(node: string | null): { readonly pid: number; readonly tid: number } {
    const pid = this.#pidOf(node);
    return { pid, tid: this.#thread(pid, eventThread, 'events') };
  }

  #step(event: TraceEvent): void {
    const fields = { ph: 'X', cat: 'message', name: titleOf(event) } as const;
    const args = { ...argsOf(event), peer: event.peer };
    this.#out.add({ ...fields, ...this.#onEvents(event.node), args }, event.at, stepNs);
  }

  #happen(event: TraceEvent): void {
    const fields = { ph: 'i', cat: event.type, name: titleOf(event), s: 't' } as const;
    const peer = event.peer === null ? {} : { peer: event.peer };
    const args = { ...argsOf(event), ...peer };
    this.#out.add({ ...fields, ...this.#onEvents(event.node), args }, event.at);
  }

  /** The same in every writing of a run: the row with which the message, or its copy, left. */
  #messageOf(departed: TraceEvent): Pick<ChromeFields, 'name'> & { cat: string; id: string } {
    const id = `${this.#place.number}.${departed.seq}`;
    return { cat: 'message', name: departed.name ?? 'message', id };
  }

  /** A message from its departure to its fate. */
  #draw(departed: TraceEvent, until: number, args: Span['args']): void {
    const fields = { ...this.#messageOf(departed), ...this.#onEvents(departed.node) };
    const to = { to: departed.peer };
    this.#out.add({ ...fields, ph: 'b', args: to }, departed.at);
    this.#out.add({ ...fields, ph: 'e', args }, until);
  }

  #settle(event: TraceEvent, { copied }: Departure<TraceEvent>): void {
    this.#step(copied);
    if (isArrival(event)) {
      const start = {
        ...this.#messageOf(copied),
        ...this.#onEvents(copied.node),
        ph: 's',
      } as const;
      this.#out.add(start, copied.at);
    }
    const why = textIn(event, 'why');
    this.#draw(copied, event.at, { fate: event.type, ...(why === null ? {} : { why }) });
  }

  #arrive(event: TraceEvent, departure: Departure<TraceEvent> | null): void {
    this.#step(event);
    if (departure === null) return;
    const message = this.#messageOf(departure.copied);
    this.#out.add({ ...message, ...this.#onEvents(event.node), ph: 'f', bp: 'e' }, event.at);
  }

  #changeState(event: TraceEvent): void {
    const { type, node, at } = event;
    if (node === null) return;
    const state = this.#states.get(node);
    const isDown = state?.name === 'down';
    const goesDown = (type === 'crashed' || type === 'exited') && !isDown;
    const stops = type === 'paused' && state === undefined;
    const goesOn = type === 'started' || (type === 'resumed' && !isDown);
    if (!goesDown && !stops && !goesOn) return;
    if (state !== undefined) this.#state(node, state);
    this.#states.delete(node);
    if (goesOn) return;
    const args = { why: textIn(event, 'why') };
    this.#states.set(node, { name: goesDown ? 'down' : 'paused', from: at, args });
  }

  #state(node: string, { name, from, args }: Span): void {
    const pid = this.#pidOf(node);
    const tid = this.#thread(pid, stateThread, 'state');
    const fields = { ph: 'X', cat: 'state', name, pid, tid, args } as const;
    this.#out.add(fields, from, this.#lastNs - from);
  }

  /** A line over time, on the process of a node. */
  #count(node: string, name: string, value: number): void {
    const pid = this.#pidOf(node);
    this.#out.add({ ph: 'C', name, pid, tid: 0, args: { value } }, this.#lastNs);
  }

  #operate(event: TraceEvent): void {
    const { type, node, name, at } = event;
    const id = textIn(event, 'id');
    if (node === null || id === null || (type !== 'invoked' && type !== 'completed')) return;
    const tracks = this.#operations.get(node) ?? new Tracks<Span>();
    this.#operations.set(node, tracks);
    const { attempt, last, outcome, truth, body } = fieldsOf(event);
    if (type === 'invoked') {
      if (tracks.has(id)) return;
      tracks.open(id, { name: name ?? id, from: at, args: { id, body } });
      this.#count(node, 'operations in flight', tracks.size);
      return;
    }
    const open = last === false ? null : tracks.close(id);
    if (open === null) return;
    this.#count(node, 'operations in flight', tracks.size);
    this.#span(this.#pidOf(node), 'operations', open, { attempts: attempt, outcome, truth });
  }

  /** What overlaps others is on a thread of its own. */
  #span(pid: number, kind: string, { lane, what }: Open<Span>, more: Span['args']): void {
    const { name, from } = what;
    const title = lane === 0 ? kind : `${kind} ${lane + 1}`;
    const tid = this.#thread(pid, firstLane + lane, title);
    const told = Object.entries({ ...what.args, ...more }).filter(([, one]) => one !== undefined);
    const fields = { ph: 'X', cat: kind, name, pid, tid, args: Object.fromEntries(told) } as const;
    this.#out.add(fields, from, this.#lastNs - from);
  }

  #strike(event: TraceEvent): void {
    const { type, name, at } = event;
    if (type !== 'fault-began' && type !== 'fault-ended') return;
    const { fault, targets = null } = fieldsOf(event);
    const key = `${name ?? ''}\n${compactJson(targets)}`;
    if (type === 'fault-began') {
      this.#faults.open(key, { name: name ?? 'fault', from: at, args: { fault, targets } });
      return;
    }
    const open = this.#faults.close(key);
    if (open !== null) this.#fault(open);
  }

  #fault(open: Open<Span>): void {
    this.#span(this.#place.firstPid, 'faults', open, {});
  }
}
