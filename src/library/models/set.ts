import { boolean, list, value } from '../../base/schema.ts';
import { request } from '../../world/program/protocol.ts';
import { defineModel } from './define.ts';
import { areMembers, isMember, type Members, withMember, withoutMember } from './values/members.ts';

/** Whether an answer to add or remove can be true of what was in before; many recorders give none. */
function canSay(answer: unknown, changed: boolean): boolean {
  return typeof answer !== 'boolean' || answer === changed;
}

/** Elements that come and go. */
export const set = defineModel({
  name: 'set',
  summary: 'A set: add, remove, contains, and a read of all elements in any order.',
  operations: {
    add: request({ value: value() }, { changed: boolean().optional() }),
    remove: request({ value: value() }, { changed: boolean().optional() }),
    contains: request({ value: value() }, { found: boolean() }),
    read: request({}, { values: list(value()) }),
  },
  initial: [] as Members,
  steps: {
    add: (state, body, given) =>
      canSay(given?.changed, !isMember(state, body.value))
        ? { state: withMember(state, body.value) }
        : 'impossible',
    remove: (state, body, given) =>
      canSay(given?.changed, isMember(state, body.value))
        ? { state: withoutMember(state, body.value) }
        : 'impossible',
    contains: (state, body) => ({ state, reply: { found: isMember(state, body.value) } }),
    read: (state, _, given) =>
      given === undefined || areMembers(state, given.values) ? { state } : 'impossible',
  },
  isReadOnly: (op, given) => op === 'read' || op === 'contains' || given?.changed === false,
  fastPath: (initial, values, paths) => (values.lengthOf(initial) === 0 ? paths.set : null),
  stories: () => ({
    held: [
      { op: 'add', body: { value: 1 } },
      { op: 'contains', body: { value: 1 }, reply: { found: true } },
      { op: 'remove', body: { value: 1 } },
      { op: 'contains', body: { value: 1 }, reply: { found: false } },
    ],
    violated: [
      { op: 'add', body: { value: 1 } },
      { op: 'remove', body: { value: 1 } },
      { op: 'contains', body: { value: 1 }, reply: { found: true } },
    ],
  }),
});
