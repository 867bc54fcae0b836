import { printable } from '../../base/text/cells.ts';
import { printInstant } from '../../base/time.ts';
import type { TraceEvent } from '../../engine/event.ts';
import type { EventsHeader } from '../events.ts';
import { fieldsText, happened, unitsIn } from '../phrase.ts';
import { defineTraceFormat, type TraceWriter } from './define.ts';
import { fieldsOf, textIn } from './fields.ts';
import { isArrival, isDeparture, UnderWay } from './under-way.ts';
import { runName, UniqueNames } from './unique-names.ts';

const parser = '(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})';
const delimiter = '^=== (?<trace>.*) ===$';

/** How many events of each host, by its number, had a part in something. */
type Clock = readonly number[];

function joined(one: readonly number[], other: Clock): number[] {
  const longer = one.length < other.length ? other : one;
  return longer.map((_, host) => Math.max(one[host] ?? 0, other[host] ?? 0));
}

/** A host as the tool can read it: without white space, and unlike the others. */
function hostNames(nodes: readonly string[], others: readonly string[]): readonly string[] {
  const names = new UniqueNames();
  return [...nodes, ...others].map((node) => names.free(node.replace(/\s/g, '_')));
}

/** What happened, on one line: a message with its other end and what it carries. */
function wordsOf(event: TraceEvent, units: EventsHeader['units']): string {
  const { seq, at, type, node, incarnation, name, data, peer } = event;
  const told = { seq, at, type, node, incarnation, event: name ?? type, data };
  const { what, rest } = happened(told, units);
  const isMessage = isArrival(event) || fieldsOf(event)['sentAt'] !== undefined;
  if (!isMessage || peer === null) return `${what} ${rest}`;
  const { body = null } = fieldsOf(event);
  const why = textIn(event, 'why');
  const carried = fieldsText(body, unitsIn(units, 'messages', name ?? ''));
  if (isArrival(event)) return `${what} from ${peer} ${carried}`;
  if (type === 'sent' || type === 'resent') return `${what} to ${peer} ${carried}`;
  return `${what} (to ${peer}${why === null ? '' : `: ${why}`}) ${carried}`;
}

/** One run: the vector clock of each host. */
class ClockedRun {
  readonly #nodes: ReadonlyMap<string | null, number>;
  readonly #hosts: readonly string[];
  readonly #units: EventsHeader['units'];
  readonly #clocks: number[][];
  readonly #underWay = new UnderWay<Clock>();
  /** The clock of faults, for the nodes on which they began or ended, until these do something. */
  readonly #struck = new Map<number, Clock>();

  constructor({ nodes, units }: EventsHeader) {
    this.#units = units;
    // Faults are what happens on no node; they are a host of their own.
    this.#nodes = new Map([...nodes, null].map((node, number) => [node, number]));
    this.#hosts = hostNames(nodes, ['faults']);
    this.#clocks = this.#hosts.map(() => []);
  }

  event(event: TraceEvent): string {
    const host = this.#nodes.get(event.node) ?? this.#hosts.length - 1;
    const departure = this.#underWay.settled(event);
    const cause = isArrival(event) ? departure?.sent : undefined;
    const clock = this.#tick(host, cause);
    if (isDeparture(event)) this.#underWay.departed(event, clock);
    if (event.node === null) this.#strike(event, clock);
    return this.#text(event, host, clock);
  }

  #tick(host: number, cause: Clock | undefined): Clock {
    const fault = this.#struck.get(host);
    this.#struck.delete(host);
    const before = this.#clocks[host] ?? [];
    const known = [cause, fault].reduce<readonly number[]>(
      (clock, other) => (other === undefined ? clock : joined(clock, other)),
      before,
    );
    const clock = this.#hosts.map((_, other) => (known[other] ?? 0) + (other === host ? 1 : 0));
    this.#clocks[host] = clock;
    return clock;
  }

  /** What a fault does to a node follows from the fault; what it does to messages follows from nothing. */
  #strike(event: TraceEvent, clock: Clock): void {
    const { targets } = fieldsOf(event);
    if (event.type === 'fault-hit' || !Array.isArray(targets)) return;
    for (const target of targets as readonly unknown[]) {
      const node = typeof target === 'string' ? this.#nodes.get(target) : undefined;
      if (node !== undefined) this.#struck.set(node, clock);
    }
  }

  #text(event: TraceEvent, host: number, clock: Clock): string {
    const words = printable(`${printInstant(event.at)} ${wordsOf(event, this.#units)}`).trimEnd();
    const parts = clock.flatMap((count, other) =>
      count === 0 ? [] : `${JSON.stringify(this.#hosts[other])}:${count}`,
    );
    return `${words}\n${this.#hosts[host] ?? ''} {${parts.join(',')}}\n`;
  }
}

class ShivizWriter implements TraceWriter {
  readonly #names = new UniqueNames();
  #run: ClockedRun | null = null;

  head(): string {
    return `${parser}\n${delimiter}\n`;
  }

  begin(run: EventsHeader): string {
    this.#run = new ClockedRun(run);
    return `=== ${this.#names.free(runName(run))} ===\n`;
  }

  event(event: TraceEvent): string {
    return this.#run?.event(event) ?? '';
  }

  end(): string {
    this.#run = null;
    return '';
  }

  tail(): string {
    return '';
  }
}

/** A space-time diagram with vector clocks. */
export const shiviz = defineTraceFormat({
  name: 'shiviz',
  summary: 'Who could have known of what: a space-time diagram with vector clocks.',
  extension: 'log',
  tool: 'ShiViz',
  writer: () => new ShivizWriter(),
});
