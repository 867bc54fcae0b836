import { integer } from '../../base/schema.ts';
import { request } from '../../world/program/protocol.ts';
import { defineModel } from './define.ts';

/** A number that is added to. */
export const counter = defineModel({
  name: 'counter',
  summary: 'A counter: a read returns the sum of all that was added.',
  operations: {
    add: request({ delta: integer() }),
    read: request({}, { value: integer() }),
  },
  initial: 0,
  steps: {
    add: (state, { delta }) =>
      typeof delta === 'number' ? { state: state + delta } : 'impossible',
    read: (state) => ({ state, reply: { value: state } }),
  },
  isReadOnly: (op) => op === 'read',
  fastPath: (initial, values, paths) => (initial === values.cellOf(0) ? paths.counter : null),
  stories: () => ({
    held: [
      { op: 'add', body: { delta: 2 } },
      { op: 'add', body: { delta: -1 } },
      { op: 'read', reply: { value: 1 } },
    ],
    violated: [
      { op: 'add', body: { delta: 2 } },
      { op: 'add', body: { delta: 2 } },
      { op: 'read', reply: { value: 2 } },
    ],
  }),
});
