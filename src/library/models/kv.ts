import { boolean, text } from '../../base/schema.ts';
import { request } from '../../world/program/protocol.ts';
import { defineModel } from './define.ts';

/** What one key of a key-value store holds; the keys of a history are judged each by itself. */
export const kv = defineModel({
  name: 'kv',
  summary: 'A key of a key-value store: a text to get, put, append to and swap; empty at first.',
  operations: {
    get: request({}, { value: text() }),
    put: request({ value: text() }),
    append: request({ value: text() }),
    cas: request({ from: text(), to: text() }, { done: boolean() }),
  },
  initial: '',
  steps: {
    // A recorder may write nothing for a key that was never written.
    get: (state, _, given) =>
      state === '' && given?.value === null ? { state } : { state, reply: { value: state } },
    put: (_, body) => ({ state: body.value }),
    append: (state, body) => ({ state: state + body.value }),
    cas: (state, { from, to }) =>
      state === from ? { state: to, reply: { done: true } } : { state, reply: { done: false } },
  },
  isReadOnly: (op, given) => op === 'get' || given?.done === false,
  fastPath: (initial, values, paths) => (initial === values.cellOf('') ? paths.kv : null),
  stories: () => ({
    held: [
      { op: 'get', reply: { value: '' } },
      { op: 'put', body: { value: 'x' } },
      { op: 'append', body: { value: 'y' } },
      { op: 'get', reply: { value: 'xy' } },
    ],
    violated: [
      { op: 'put', body: { value: 'x' } },
      { op: 'append', body: { value: 'y' } },
      { op: 'get', reply: { value: 'yx' } },
    ],
  }),
});
