import { compactJson } from '../../base/json/json.ts';
import { compareText } from '../../base/order.ts';
import { value } from '../../base/schema.ts';
import type { Value } from '../../base/units.ts';
import { request } from '../../world/program/protocol.ts';
import { defineModel } from './define.ts';

/** Numbers by size, before all else; the rest by their JSON. */
function compareValues(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'number') return -1;
  if (typeof b === 'number') return 1;
  return compareText(compactJson(a), compactJson(b));
}

/** The smallest first. */
export const priorityQueue = defineModel({
  name: 'priority-queue',
  summary: 'A priority queue: extract takes out the smallest; no value when it is empty.',
  operations: {
    insert: request({ value: value() }),
    extract: request({}, { value: value().optional() }),
  },
  initial: [] as readonly Value[],
  steps: {
    insert: (state, body) => ({ state: [...state, body.value].sort(compareValues) }),
    extract: (state) => {
      const [first] = state;
      return first === undefined
        ? { state, reply: {} }
        : { state: state.slice(1), reply: { value: first } };
    },
  },
  isReadOnly: (op, given) => op === 'extract' && given?.value === null,
  fastPath: (initial, values, paths) =>
    values.lengthOf(initial) === 0 ? paths.priorityQueue : null,
  stories: () => ({
    held: [
      { op: 'insert', body: { value: 5 } },
      { op: 'insert', body: { value: 3 } },
      { op: 'extract', reply: { value: 3 } },
      { op: 'extract', reply: { value: 5 } },
      { op: 'extract', reply: {} },
    ],
    violated: [
      { op: 'insert', body: { value: 5 } },
      { op: 'insert', body: { value: 3 } },
      { op: 'extract', reply: { value: 5 } },
    ],
  }),
});
