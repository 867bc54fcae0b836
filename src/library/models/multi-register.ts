import { text, value } from '../../base/schema.ts';
import type { Value } from '../../base/units.ts';
import { request } from '../../world/program/protocol.ts';
import { defineModel } from './define.ts';

/** Registers that one service keeps. */
export const multiRegister = defineModel({
  name: 'multi-register',
  summary: 'Registers by key: a read returns what was written last under its key.',
  operations: {
    read: request({ key: text() }, { value: value() }),
    write: request({ key: text(), value: value() }),
  },
  initial: null as Value,
  key: ({ body }) => body.key,
  steps: {
    read: (state) => ({ state, reply: { value: state } }),
    write: (_, body) => ({ state: body.value }),
  },
  isReadOnly: (op) => op === 'read',
  fastPath: (initial, _, paths) => paths.register(initial),
  stories: () => ({
    held: [
      { op: 'write', body: { key: 'a', value: 1 } },
      { op: 'write', body: { key: 'b', value: 2 } },
      { op: 'read', body: { key: 'a' }, reply: { value: 1 } },
    ],
    violated: [
      { op: 'write', body: { key: 'a', value: 1 } },
      { op: 'write', body: { key: 'b', value: 2 } },
      { op: 'read', body: { key: 'a' }, reply: { value: 2 } },
    ],
  }),
});
