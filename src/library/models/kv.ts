import { text } from '../../base/schema.ts';
import { request } from '../../world/protocol.ts';
import { defineModel } from './define.ts';

/** Independent cells by key. */
export const kv = defineModel({
  name: 'kv',
  summary: 'A key-value store: a get returns what was last put under its key.',
  operations: {
    get: request({ key: text() }, { value: text().optional() }),
    put: request({ key: text(), value: text() }),
  },
  initial: null as string | null,
  key: ({ body }) => body.key,
  steps: {
    get: (state) => ({ state, reply: state === null ? {} : { value: state } }),
    put: (_, { value }) => ({ state: value }),
  },
});
