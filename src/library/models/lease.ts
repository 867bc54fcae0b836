import { boolean, integer } from '../../base/schema.ts';
import { request } from '../../world/program/protocol.ts';
import { defineModel } from './define.ts';

/** The newest token that was given out, and the newest that the guarded resource has seen. */
interface LeaseState {
  readonly granted: number;
  readonly seen: number;
}

/**
 * A lease with fencing tokens, and the resource that it guards. A lease runs out by itself, so that
 * it can be acquired at any time; what must hold is that tokens grow, and that the resource lets no
 * token in once it has seen a newer one.
 */
export const lease = defineModel({
  name: 'lease',
  summary: 'A lease with fencing tokens: they grow, and no write with an older one gets in.',
  operations: {
    acquire: request({}, { token: integer() }),
    release: request({}),
    write: request({ token: integer() }, { accepted: boolean() }),
  },
  initial: { granted: 0, seen: 0 },
  steps: {
    acquire(state: LeaseState, _, given) {
      // Nobody knows a token that nobody heard of; the next one is newer all the same.
      if (given === undefined) return { state };
      return given.token > state.granted
        ? { state: { ...state, granted: given.token } }
        : 'impossible';
    },
    release: (state) => ({ state }),
    write: (state, { token }) =>
      token < state.seen
        ? { state, reply: { accepted: false } }
        : { state: { ...state, seen: token }, reply: { accepted: true } },
  },
  isReadOnly: (op, given) => op === 'release' || given?.accepted === false,
  fastPath: (initial, values, paths) =>
    initial === values.cellOf({ granted: 0, seen: 0 }) ? paths.lease : null,
  stories: () => ({
    held: [
      { op: 'acquire', reply: { token: 1 } },
      { op: 'acquire', reply: { token: 2 } },
      { op: 'write', body: { token: 1 }, reply: { accepted: true } },
      { op: 'write', body: { token: 2 }, reply: { accepted: true } },
      { op: 'write', body: { token: 1 }, reply: { accepted: false } },
    ],
    violated: [
      { op: 'acquire', reply: { token: 1 } },
      { op: 'acquire', reply: { token: 2 } },
      { op: 'write', body: { token: 2 }, reply: { accepted: true } },
      { op: 'write', body: { token: 1 }, reply: { accepted: true } },
    ],
  }),
});
