import { value } from '../../base/schema.ts';
import type { Value } from '../../base/units.ts';
import { request } from '../../world/program/protocol.ts';
import { defineModel } from './define.ts';

/** Last in, first out. */
export const stack = defineModel({
  name: 'stack',
  summary: 'A stack: pop takes out what came in last; no value when it is empty.',
  operations: {
    push: request({ value: value() }),
    pop: request({}, { value: value().optional() }),
  },
  initial: [] as readonly Value[],
  steps: {
    push: (state, body) => ({ state: [...state, body.value] }),
    pop: (state) => {
      const last = state.at(-1);
      return last === undefined
        ? { state, reply: {} }
        : { state: state.slice(0, -1), reply: { value: last } };
    },
  },
  isReadOnly: (op, given) => op === 'pop' && given?.value === null,
  fastPath: (initial, values, paths) => (values.lengthOf(initial) === 0 ? paths.stack : null),
  stories: () => ({
    held: [
      { op: 'push', body: { value: 1 } },
      { op: 'push', body: { value: 2 } },
      { op: 'pop', reply: { value: 2 } },
      { op: 'pop', reply: { value: 1 } },
      { op: 'pop', reply: {} },
    ],
    violated: [
      { op: 'push', body: { value: 1 } },
      { op: 'push', body: { value: 2 } },
      { op: 'pop', reply: { value: 1 } },
    ],
  }),
});
