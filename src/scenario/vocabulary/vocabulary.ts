import { engineEventFields } from './engine-events.ts';
import { compareText } from '../../base/order.ts';
import type { Description, Fields } from '../../base/schema/description.ts';
import { describeFields } from '../../base/schema/fields.ts';
import { closest } from '../../base/text/suggest.ts';
import type { Program } from '../../world/program/program.ts';
import { type AnyRequest, isRequest } from '../../world/program/protocol.ts';
import type { NameType } from '../formula.ts';

/** Fields of an event or a message, with the types under which formulas read them. */
export type FieldTypes = ReadonlyMap<string, NameType>;

const nameTypes: { readonly [word: string]: NameType } = {
  duration: 'duration',
  'signed-duration': 'signed-duration',
  'wall-time': 'signed-duration',
  distribution: 'duration',
  rate: 'rate',
  probability: 'share',
  ppm: 'frequency',
  factor: 'factor',
  size: 'size',
  bandwidth: 'bandwidth',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  text: 'text',
  'one-of': 'text',
  node: 'text',
  list: 'list',
  nodes: 'list',
};

/** The type under which a formula reads a declared field. */
export function nameTypeOf(description: Description): NameType {
  return nameTypes[description.word] ?? 'any';
}

function addFields(into: Map<string, Map<string, NameType>>, name: string, fields: Fields): void {
  const known = into.get(name) ?? new Map<string, NameType>();
  into.set(name, known);
  for (const [field, description] of Object.entries(describeFields(fields).fields ?? {})) {
    const type = nameTypeOf(description);
    const before = known.get(field);
    known.set(field, before === undefined || before === type ? type : 'any');
  }
}

/** Whether a word of a scenario is a glob: `write*`. */
export function isGlob(word: string): boolean {
  return word.includes('*');
}

/** Whether a name is meant by a word, exact or with `*` for any run of characters. */
export function matchesWord(word: string, name: string): boolean {
  if (!isGlob(word)) return word === name;
  const parts = word.split('*');
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= name.length - last.length;
}

/** What the programs of some nodes say, hear, report and name. */
export class Vocabulary {
  readonly events = new Map<string, Map<string, NameType>>();
  readonly messages = new Map<string, Map<string, NameType>>();
  readonly points = new Set<string>();
  readonly requests = new Map<string, AnyRequest>();

  constructor(programs: Iterable<Program>) {
    for (const { contents } of programs) {
      for (const [event, fields] of Object.entries(contents.events))
        addFields(this.events, event, fields);
      for (const point of contents.points) this.points.add(point);
      for (const [kind, declared] of Object.entries(contents.messages)) {
        if (!isRequest(declared)) {
          addFields(this.messages, kind, declared);
          continue;
        }
        const request: AnyRequest = declared;
        this.requests.set(kind, request);
        addFields(this.messages, kind, request.body as Fields);
        addFields(this.messages, `${kind}-reply`, request.reply as Fields);
      }
    }
  }

  /**
   * The fields of all events that a word means, the engine's own among them; undefined when there
   * is none.
   */
  eventFields(word: string): FieldTypes | undefined {
    return union([...this.events, ...engineEventFields], word);
  }

  /** All that may be named as an event: those of the programs, and the engine's own. */
  get eventNames(): readonly string[] {
    return [...this.events.keys(), ...engineEventFields.keys()];
  }

  /** The fields of all messages that a word means; undefined when there is none. */
  messageFields(word: string): FieldTypes | undefined {
    return union(this.messages, word);
  }

  /** The event that was probably meant. */
  nearEvent(word: string): string | undefined {
    return closest(word, this.eventNames);
  }
}

function union(all: Iterable<readonly [string, FieldTypes]>, word: string): FieldTypes | undefined {
  let fields: Map<string, NameType> | undefined;
  for (const [name, types] of all) {
    if (!matchesWord(word, name)) continue;
    fields ??= new Map();
    for (const [field, type] of types) {
      const before = fields.get(field);
      fields.set(field, before === undefined || before === type ? type : 'any');
    }
  }
  return fields;
}

/** Names as a note lists them, in code-unit order. */
export function listedNames(names: Iterable<string>): string {
  return [...names].sort(compareText).join(', ');
}
