import { list, value } from '../../base/schema.ts';
import { request } from '../../world/program/protocol.ts';
import { defineModel } from './define.ts';
import { areMembers, type Members, withMember } from './values/members.ts';

/** Elements that are added and never taken out. */
export const growOnlySet = defineModel({
  name: 'grow-only-set',
  summary: 'A set that only grows: a read returns all that was added, in any order.',
  operations: {
    add: request({ value: value() }),
    read: request({}, { values: list(value()) }),
  },
  initial: [] as Members,
  steps: {
    add: (state, body) => ({ state: withMember(state, body.value) }),
    read: (state, _, given) =>
      given === undefined || areMembers(state, given.values) ? { state } : 'impossible',
  },
  isReadOnly: (op) => op === 'read',
  fastPath: (initial, values, paths) => (values.lengthOf(initial) === 0 ? paths.growOnlySet : null),
  stories: () => ({
    held: [
      { op: 'add', body: { value: 1 } },
      { op: 'add', body: { value: 2 } },
      { op: 'read', reply: { values: [2, 1] } },
    ],
    violated: [
      { op: 'add', body: { value: 1 } },
      { op: 'add', body: { value: 2 } },
      { op: 'read', reply: { values: [2] } },
    ],
  }),
});
