import { list, value } from '../../base/schema.ts';
import type { Value } from '../../base/units.ts';
import { request } from '../../world/program/protocol.ts';
import { defineModel } from './define.ts';

/** A list that only grows at its end. */
export const appendLog = defineModel({
  name: 'append-log',
  summary: 'A log: a read returns all that was appended, in order.',
  operations: {
    append: request({ value: value() }),
    read: request({}, { values: list(value()) }),
  },
  initial: [] as readonly Value[],
  steps: {
    append: (state, body) => ({ state: [...state, body.value] }),
    // A recorder may write nothing for a log that is empty.
    read: (state, _, given) =>
      state.length === 0 && given?.values === null
        ? { state }
        : { state, reply: { values: state } },
  },
  isReadOnly: (op) => op === 'read',
  fastPath: (initial, values, paths) => (values.lengthOf(initial) === 0 ? paths.appendLog : null),
  stories: () => ({
    held: [
      { op: 'append', body: { value: 1 } },
      { op: 'append', body: { value: 2 } },
      { op: 'read', reply: { values: [1, 2] } },
    ],
    violated: [
      { op: 'append', body: { value: 1 } },
      { op: 'append', body: { value: 2 } },
      { op: 'read', reply: { values: [2, 1] } },
    ],
  }),
});
