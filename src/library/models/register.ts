import { request } from '../../world/protocol.ts';
import { text } from '../../base/schema.ts';
import { defineModel } from './define.ts';

/** One cell that holds a text. */
export const register = defineModel({
  name: 'register',
  summary: 'A register: a read returns what was last written.',
  operations: { read: request({}, { value: text() }), write: request({ value: text() }) },
  initial: '',
  steps: {
    read: (state) => ({ state, reply: { value: state } }),
    write: (_, { value }) => ({ state: value }),
  },
});
