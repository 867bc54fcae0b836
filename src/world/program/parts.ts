import {
  aFunction,
  anything,
  demandDeclared,
  fieldsPart,
  listOf,
  mapOf,
  shapeOf,
  someText,
  wordOf,
} from '../../base/declaration.ts';
import { closest } from '../../base/text/suggest.ts';
import { type Events, type Protocol, protocolPart } from './protocol.ts';

/** The event that gives a role, and the field that ranks those who observed it. */
export interface RoleDefinition {
  readonly event: string;
  readonly rank?: string;
}

/** What of a program's table of contents speaks of the rest of it. */
interface Declared {
  readonly messages?: Protocol;
  readonly events?: Events;
  readonly roles?: { readonly [role: string]: RoleDefinition };
  readonly cost?: object;
  readonly lies?: object;
}

const programParts = {
  name: someText,
  summary: someText,
  config: fieldsPart,
  messages: protocolPart,
  events: mapOf(fieldsPart),
  points: listOf(someText),
  roles: mapOf(shapeOf({ event: someText, rank: someText }, ['event'])),
  handlers: wordOf(['interleaved', 'one-at-a-time']),
  cost: mapOf(anything),
  lies: mapOf(mapOf(aFunction)),
  start: aFunction,
};

/** Throws TypeError, where the user wrote it, for what cannot be a program: nobody may have checked types. */
export function demandProgram(definition: Declared): void {
  demandDeclared('defineProgram', definition, programParts, ['name', 'start']);
  demandOwnNames(definition);
}

/** What roles, costs and lies speak of is in the same table. Throws TypeError. */
function demandOwnNames(definition: Declared): void {
  const { messages = {}, events = {}, roles = {}, cost = {}, lies = {} } = definition;
  const demand = (at: string, what: string, name: string, known: object): void => {
    if (Object.hasOwn(known, name)) return;
    const meant = closest(name, Object.keys(known));
    const hint = meant === undefined ? '' : `, did you mean ${meant}?`;
    throw new TypeError(`defineProgram: \`${at}\`: it has no ${what} "${name}"${hint}`);
  };
  for (const [role, { event, rank }] of Object.entries(roles)) {
    demand(`roles.${role}.event`, 'event', event, events);
    if (rank !== undefined) demand(`roles.${role}.rank`, 'field', rank, events[event] ?? {});
  }
  for (const kind of Object.keys(cost)) demand('cost', 'message', kind, messages);
  for (const [lie, kinds] of Object.entries(lies))
    for (const kind of Object.keys(kinds as object))
      demand(`lies.${lie}`, 'message', kind, messages);
}
