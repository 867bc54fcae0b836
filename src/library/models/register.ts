import { value } from '../../base/schema.ts';
import type { Value } from '../../base/units.ts';
import { request } from '../../world/program/protocol.ts';
import { defineModel } from './define.ts';

/** One cell that holds a value. */
export const register = defineModel({
  name: 'register',
  summary: 'A register: a read returns what was written last.',
  operations: {
    read: request({}, { value: value() }),
    write: request({ value: value() }),
  },
  initial: null as Value,
  steps: {
    read: (state) => ({ state, reply: { value: state } }),
    write: (_, body) => ({ state: body.value }),
  },
  isReadOnly: (op) => op === 'read',
  fastPath: (initial, _, paths) => paths.register(initial),
  stories: () => ({
    held: [
      { op: 'read', reply: { value: null } },
      { op: 'write', body: { value: 1 } },
      { op: 'read', reply: { value: 1 } },
    ],
    violated: [
      { op: 'write', body: { value: 1 } },
      { op: 'write', body: { value: 2 } },
      { op: 'read', reply: { value: 1 } },
    ],
  }),
});
