import { value } from '../../base/schema.ts';
import type { Value } from '../../base/units.ts';
import { request } from '../../world/program/protocol.ts';
import { defineModel } from './define.ts';

/** First in, first out. */
export const queue = defineModel({
  name: 'queue',
  summary: 'A queue: dequeue takes out what came in first; no value when it is empty.',
  operations: {
    enqueue: request({ value: value() }),
    dequeue: request({}, { value: value().optional() }),
  },
  initial: [] as readonly Value[],
  steps: {
    enqueue: (state, body) => ({ state: [...state, body.value] }),
    dequeue: (state) => {
      const [first] = state;
      return first === undefined
        ? { state, reply: {} }
        : { state: state.slice(1), reply: { value: first } };
    },
  },
  isReadOnly: (op, given) => op === 'dequeue' && given?.value === null,
  fastPath: (initial, values, paths) => (values.lengthOf(initial) === 0 ? paths.queue : null),
  stories: () => ({
    held: [
      { op: 'enqueue', body: { value: 1 } },
      { op: 'enqueue', body: { value: 2 } },
      { op: 'dequeue', reply: { value: 1 } },
      { op: 'dequeue', reply: { value: 2 } },
      { op: 'dequeue', reply: {} },
    ],
    violated: [
      { op: 'enqueue', body: { value: 1 } },
      { op: 'enqueue', body: { value: 2 } },
      { op: 'dequeue', reply: { value: 2 } },
    ],
  }),
});
