import { text } from '../../base/schema.ts';
import { request } from '../../world/protocol.ts';
import { defineModel } from './define.ts';

/** A cell that may also be changed under a condition. */
export const casRegister = defineModel({
  name: 'cas-register',
  summary: 'A register with compare-and-set, which succeeds only on the value it expects.',
  operations: {
    read: request({}, { value: text() }),
    write: request({ value: text() }),
    cas: request({ from: text(), to: text() }),
  },
  initial: '',
  steps: {
    read: (state) => ({ state, reply: { value: state } }),
    write: (_, { value }) => ({ state: value }),
    // A refused compare-and-set is a `fail` in the history and does not come here.
    cas: (state, { from, to }) => (state === from ? { state: to } : 'impossible'),
  },
});
