import { boolean, value } from '../../base/schema.ts';
import type { Value } from '../../base/units.ts';
import { request } from '../../world/program/protocol.ts';
import { defineModel } from './define.ts';
import { areEqual } from './values/equal-values.ts';

/** One cell that holds a value and can be told to change only from a known one. */
export const casRegister = defineModel({
  name: 'cas-register',
  summary:
    'A register with compare-and-set: `cas` writes `to` if the value is `from`, else nothing.',
  operations: {
    read: request({}, { value: value() }),
    write: request({ value: value() }),
    cas: request({ from: value(), to: value() }, { done: boolean() }),
  },
  initial: null as Value,
  steps: {
    read: (state) => ({ state, reply: { value: state } }),
    write: (_, body) => ({ state: body.value }),
    cas: (state, { from, to }) =>
      areEqual(state, from)
        ? { state: to, reply: { done: true } }
        : { state, reply: { done: false } },
  },
  isReadOnly: (op, given) => op === 'read' || given?.done === false,
  fastPath: (initial, _, paths) => paths.register(initial),
  stories: () => ({
    held: [
      { op: 'write', body: { value: 1 } },
      { op: 'cas', body: { from: 1, to: 2 }, reply: { done: true } },
      { op: 'cas', body: { from: 1, to: 3 }, reply: { done: false } },
      { op: 'read', reply: { value: 2 } },
    ],
    violated: [
      { op: 'write', body: { value: 1 } },
      { op: 'cas', body: { from: 2, to: 3 }, reply: { done: true } },
    ],
  }),
});
