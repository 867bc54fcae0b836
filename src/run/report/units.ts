import { compareText, sortedBy } from '../../base/order.ts';
import type { Fields, SchemaWord } from '../../base/schema/description.ts';
import { describeFields } from '../../base/schema/fields.ts';
import type { TimeKind } from '../../base/time.ts';
import type { Program } from '../../world/program/program.ts';
import { isRequest } from '../../world/program/protocol.ts';
import type { TraceEvent } from '../../engine/event.ts';
import type { FieldUnits, Units, WitnessEvent } from './report.ts';

const times: { readonly [W in SchemaWord]?: TimeKind } = {
  duration: 'duration',
  'signed-duration': 'duration',
  'wall-time': 'instant',
};

/** What fields of one name are; null: a bare number, or programs of one run do not agree. */
class Declared {
  readonly #byName = new Map<string, Map<string, TimeKind | null>>();

  add(name: string, fields: Fields): void {
    const known = this.#byName.get(name) ?? new Map<string, TimeKind | null>();
    this.#byName.set(name, known);
    for (const [field, { word }] of Object.entries(describeFields(fields).fields ?? {})) {
      const time = times[word] ?? null;
      const before = known.get(field);
      known.set(field, before === undefined || before === time ? time : null);
    }
  }

  get units(): Units['events'] {
    const all = sortedBy(this.#byName, ([name]) => name).map(
      ([name, fields]) => [name, timesIn(fields)] as const,
    );
    return Object.fromEntries(all.filter(([, fields]) => Object.keys(fields).length > 0));
  }
}

function timesIn(fields: ReadonlyMap<string, TimeKind | null>): FieldUnits {
  const known = [...fields].flatMap(([field, time]) =>
    time === null ? [] : [[field, time] as const],
  );
  return Object.fromEntries(known.sort(([a], [b]) => compareText(a, b)));
}

/** What the programs of some nodes declare of the numbers in their events, messages and answers. */
export function declaredUnits(nodes: readonly { readonly program: Program | null }[]): Units {
  const [events, messages] = [new Declared(), new Declared()];
  for (const { contents } of new Set(nodes.flatMap(({ program }) => program ?? []))) {
    for (const [event, fields] of Object.entries(contents.events)) events.add(event, fields);
    for (const [kind, declared] of Object.entries(contents.messages)) {
      if (!isRequest(declared)) {
        messages.add(kind, declared);
        continue;
      }
      const { body, reply }: { readonly body: Fields; readonly reply: Fields } = declared;
      messages.add(kind, body);
      messages.add(`${kind}-reply`, reply);
    }
  }
  return { events: events.units, messages: messages.units };
}

/** What the numbers of a field are; undefined: bare. */
export function timeOf(units: Units['events'], name: string, field: string): TimeKind | undefined {
  const fields = Object.hasOwn(units, name) ? units[name] : undefined;
  return fields !== undefined && Object.hasOwn(fields, field) ? fields[field] : undefined;
}

function only(units: Units['events'], names: ReadonlySet<string>): Units['events'] {
  return Object.fromEntries(Object.entries(units).filter(([name]) => names.has(name)));
}

/** A row by what it is called. */
export type NamedRow = Pick<WitnessEvent, 'type' | 'event'> | Pick<TraceEvent, 'type' | 'name'>;

function nameOf(row: NamedRow): string {
  return 'event' in row ? row.event : (row.name ?? '');
}

/** Those units of which there is anything; undefined where there is nothing. */
export function unlessBare(units: Units): Units | undefined {
  const isBare = [units.events, units.messages].every((of) => Object.keys(of).length === 0);
  return isBare ? undefined : units;
}

/** Those of what a report tells of; undefined where none of that has a unit. */
export function unitsOf(rows: readonly NamedRow[], declared: Units): Units | undefined {
  const named = (type: string, end = ''): string[] =>
    rows.flatMap((row) => (row.type === type ? [nameOf(row) + end] : []));
  const asked = new Set([...named('invoked'), ...named('completed', '-reply')]);
  return unlessBare({
    events: only(declared.events, new Set(named('observed'))),
    messages: only(declared.messages, asked),
  });
}
