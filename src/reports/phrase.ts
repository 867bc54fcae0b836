import { clipCells, isolated, printable } from '../base/text/cells.ts';
import { compactJson } from '../base/json/json.ts';
import { printDuration, printTime, type TimeKind } from '../base/time.ts';
import { sidesOf } from './sides.ts';
import type { Value } from '../base/units.ts';
import type { EventType } from '../engine/event.ts';
import type { FaultReport, FieldUnits, Units, WitnessEvent } from '../run/report/report.ts';

/** What each kind of row says; `{}` stands for the event's name. */
const sentences: Readonly<Record<EventType, string>> = {
  sent: 'sends {}',
  delivered: 'receives {}',
  lost: '{} is lost',
  duplicated: '{} is doubled',
  corrupted: '{} is corrupted',
  held: '{} is held back',
  released: '{} is released',
  refused: '{} is refused',
  resent: 'sends {} again',
  'late-reply': 'gets {} too late',
  unhandled: 'has no handler for {}',
  timer: 'timer {}',
  started: 'starts',
  crashed: 'crashes',
  exited: 'exits',
  paused: 'is paused',
  resumed: 'runs again',
  observed: '{}',
  point: 'reaches {}',
  log: 'logs',
  synced: 'has {} on disk',
  'clock-changed': 'has another clock',
  invoked: 'asks for {}',
  completed: '{} ends',
  'fault-began': 'fault {} begins',
  'fault-hit': 'fault {} hits',
  'fault-ended': 'fault {} ends',
  'disk-failed': 'fails to have {} on disk',
  forged: '{} is sent under another name',
};

const sentenceOf: ReadonlyMap<string, string> = new Map(Object.entries(sentences));

/** A value on one line is cut at this many cells: a body can be a whole log. */
const longestValue = 40;

function timeOf(name: string, units: FieldUnits): TimeKind | undefined {
  return Object.hasOwn(units, name) ? units[name] : name.endsWith('Ns') ? 'duration' : undefined;
}

function valueText(value: Value, name: string, units: FieldUnits): string {
  const time = Number.isSafeInteger(value) ? timeOf(name, units) : undefined;
  if (time !== undefined) return printTime[time](Number(value));
  return clipCells(printable(typeof value === 'string' ? value : compactJson(value)), longestValue);
}

function isRecord(value: Value): value is { readonly [field: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const bare: FieldUnits = {};

/** What the fields of an event, or of a message or an answer, count. */
export function unitsIn(units: Units | undefined, of: keyof Units, name: string): FieldUnits {
  const declared = units?.[of];
  return declared !== undefined && Object.hasOwn(declared, name) ? (declared[name] ?? bare) : bare;
}

/** An event's data as `by=client-1 token=33 age=2.46ms`, in the order of its keys. */
export function fieldsText(data: Value, units: FieldUnits = bare): string {
  if (data === null || data === '') return '';
  if (!isRecord(data)) return isolated(valueText(data, '', units));
  return Object.entries(data)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${isolated(name)}=${isolated(valueText(value, name, units))}`)
    .join(' ');
}

const processTypes: readonly string[] = ['started', 'crashed', 'exited', 'paused', 'resumed'];

/** What an event is about: the id in its data (of a fault, of a check), else its name. */
export function subjectOf(event: WitnessEvent): string {
  const id = isRecord(event.data) ? event.data['id'] : undefined;
  return typeof id === 'string' ? id : event.event;
}

/** The fault that an event of a fault is about; null for all other events. */
export function faultIdOf(event: WitnessEvent): string | null {
  return event.type.startsWith('fault-') ? subjectOf(event) : null;
}

/** Why it happened, as far as the event's data says so. */
export function reasonOf({ data }: WitnessEvent): string {
  const why = isRecord(data) ? data['why'] : data;
  return typeof why === 'string' ? why : '';
}

/** `ok value=3`, `fail (taken)`, `unknown (timeout)`. */
function outcomeText(outcome: Value, units: FieldUnits): string {
  if (!isRecord(outcome)) return '';
  const { status, error, value = null } = outcome;
  if (typeof status !== 'string') return '';
  if (typeof error === 'string') return `${status} (${error})`;
  const answer = isRecord(value) ? fieldsText(value, units) : '';
  return answer === '' ? status : `${status} ${answer}`;
}

/** An operation: `increment #0, attempt 2: unknown (timeout) after 1s`; its true fate if that is news. */
function operationText(
  event: WitnessEvent,
  data: { readonly [field: string]: Value },
  units: Units | undefined,
): Words {
  const { number, attempt, outcome = null, truth, began, body = null } = data;
  const nth = typeof number === 'number' ? ` #${number}` : '';
  const again = typeof attempt === 'number' && attempt > 1 ? `, attempt ${attempt}` : '';
  const name = isolated(printable(event.event)) + nth + again;
  if (event.type === 'invoked') {
    const asked = unitsIn(units, 'messages', event.event);
    return { what: `asks for ${name}`, rest: fieldsText(body, asked) };
  }
  const answered = unitsIn(units, 'messages', `${event.event}-reply`);
  const took = typeof began === 'number' ? ` after ${printDuration(event.at - began)}` : '';
  const fate = typeof truth === 'string' && truth !== 'done' ? `, in truth: ${truth}` : '';
  return { what: `${name} ends`, rest: outcomeText(outcome, answered) + took + fate };
}

/** An event in two parts: what happened, and the details. */
interface Words {
  readonly what: string;
  readonly rest: string;
}

/** Whom an event of a fault says it struck. */
export function targetsOf({ data }: WitnessEvent): readonly string[] {
  const targets = isRecord(data) ? data['targets'] : null;
  return Array.isArray(targets) ? targets.map(String) : [];
}

function faultWords(event: WitnessEvent, id: string): Words {
  const sentence = sentenceOf.get(event.type) ?? '{}';
  const data = isRecord(event.data) ? event.data : {};
  const kind = typeof data['fault'] === 'string' ? data['fault'] : '';
  const targets = targetsOf(event);
  const on = targets.length === 0 ? '' : ` of ${targetsText(targets)}`;
  return { what: sentence.split('{}').join(isolated(printable(id))), rest: `${kind}${on}`.trim() };
}

/**
 * What became of a clock: stepped, slewed, or kept by a daemon that is sure of it (and may be
 * wrong), or no longer.
 */
function clockWords(data: { readonly [what: string]: Value }): Words {
  const { sync, steppedNs, slewedNs, offsetNs } = data;
  if (typeof steppedNs === 'number') return { what: 'steps its clock', rest: byText(steppedNs) };
  if (typeof slewedNs === 'number') return { what: 'slews its clock', rest: byText(slewedNs) };
  if (sync === 'lost') return { what: 'has a clock that nobody vouches for', rest: '' };
  if (sync === 'synchronised') return { what: 'has a clock that its daemon vouches for', rest: '' };
  if (sync !== 'gave-up') return { what: 'has another clock', rest: fieldsText(data) };
  const rest = typeof offsetNs === 'number' ? `it is off by ${printDuration(offsetNs)}` : '';
  return { what: 'gives up its clock:', rest };
}

function byText(ns: number): string {
  return `by ${ns < 0 ? '-' : ''}${printDuration(Math.abs(ns))}`;
}

/** What happened and its details, without the node: `is paused` and `(gc)`. */
export function happened(event: WitnessEvent, units?: Units): Words {
  const fault = faultIdOf(event);
  if (fault !== null) return faultWords(event, fault);
  const sentence = sentenceOf.get(event.type) ?? `${event.type} {}`;
  if (processTypes.includes(event.type)) {
    const named = event.event === event.type ? '' : event.event;
    const why = printable(reasonOf(event) || named);
    return { what: sentence, rest: why === '' ? '' : `(${isolated(why)})` };
  }
  if (event.type === 'clock-changed' && isRecord(event.data)) return clockWords(event.data);
  const operation = event.type === 'invoked' || event.type === 'completed';
  if (operation && isRecord(event.data)) return operationText(event, event.data, units);
  const name = isolated(printable(event.event));
  const told = sentence.includes('{}') || event.event === event.type ? '' : ` (${name})`;
  const own = event.type === 'observed' ? unitsIn(units, 'events', event.event) : bare;
  return { what: sentence.split('{}').join(name) + told, rest: fieldsText(event.data, own) };
}

/** Whether what a kind of row says begins with a verb, and so follows the node without a colon. */
function isSpoken(type: string): boolean {
  const sentence = sentenceOf.get(type);
  return sentence !== undefined && !sentence.startsWith('{}');
}

/** What happened to a node, where it need not be named: `write-accepted file=shared token=33`. */
export function deed(event: WitnessEvent, units?: Units): string {
  const { what, rest } = happened(event, units);
  const mark = event.type === 'completed' ? ':' : '';
  return rest === '' ? what : `${what}${mark} ${rest}`;
}

/** One event in words: `store: write-accepted file=shared token=33`, `client-1 is paused (gc)`. */
export function phrase(event: WitnessEvent, units?: Units): string {
  const { what, rest } = happened(event, units);
  if (event.type === 'fault-ended') return what;
  if (event.type.startsWith('fault-')) return rest === '' ? what : `${what} (${rest})`;
  const words = deed(event, units);
  if (event.node === null) return words;
  return `${isolated(event.node)}${isSpoken(event.type) ? '' : ':'} ${words}`;
}

/** A fault in words: `pause of client-1 for 15s (stop-the-world garbage collection)`. */
export function faultPhrase(fault: FaultReport): string {
  const on = fault.targets.length === 0 ? '' : ` of ${targetsText(fault.targets)}`;
  const lasts = fault.until === null ? 0 : fault.until - fault.from;
  const length = lasts === 0 ? '' : ` for ${printDuration(lasts)}`;
  const why = fault.summary === null ? '' : ` (${isolated(printable(fault.summary))})`;
  return fault.fault + on + length + why;
}

const mostTargets = 4;
/** Nodes of a side, and sides, that are named: a cut may divide hundreds. */
const mostOfSides = 6;

/** The first few of some names, and how many there are besides. */
function firstOf(names: readonly string[], most: number, between: string): string {
  const named = names.slice(0, most).join(between);
  const rest = names.length - most;
  return rest > 0 ? `${named} and ${rest} more` : named;
}

/** Targets of a fault, the first few by name: the sides of a cut that has such, else one by one. */
export function targetsText(targets: readonly string[]): string {
  const shown = (name: string): string => isolated(printable(name));
  const sides = targets.length > 1 ? sidesOf(targets) : null;
  if (sides === null) return firstOf(targets.map(shown), mostTargets, ', ');
  const named = sides.map((side) => firstOf(side.map(shown), mostOfSides, ', '));
  return firstOf(named, mostOfSides, ' | ');
}
