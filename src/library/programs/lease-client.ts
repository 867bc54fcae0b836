import { duration, integer, node as nodeId, oneOf, text } from '../../base/schema.ts';
import { defineProgram } from '../../world/program/program.ts';
import { ack, refuse, request, unknown } from '../../world/program/protocol.ts';
import { files, locks } from './protocols/lease.ts';

/** The lock and the file that all of these clients share. */
const LOCK = 'shared';
const FILE = 'shared';
/** Longest wait for the lock service and for the store. */
const LOCK_TIMEOUT = '1s';
const STORE_TIMEOUT = '2s';

/** Checks its lease and then acts on it. What may happen between the two is the chapter's subject. */
export const leaseClient = defineProgram({
  name: 'lease-client',
  summary:
    'Writes a shared file under a lease, which it believes in as long as its own clock does.',
  config: {
    locks: nodeId('The lease service.'),
    store: nodeId('The file store.'),
    clock: oneOf(
      ['monotonic', 'wall', 'boot'],
      'The clock with which it measures its lease.',
    ).default('monotonic'),
    margin: duration('How much of the lease it leaves unused at the end.').default('0s'),
  },
  messages: {
    ...locks,
    ...files,
    save: request({ content: text() }, {}, { 'no-lock': {}, 'lost-lock': {} }),
  },
  events: { 'lease-taken': { token: integer() } },
  points: ['before-write'],
  roles: { holder: { event: 'lease-taken', rank: 'token' } },
  handlers: 'one-at-a-time',

  start(node, config) {
    const now = (): number => node.clock[config.clock]();
    /** Token 0: none. */
    const lease = node.state({ token: 0, until: 0 });
    const stillMine = () => lease.token > 0 && now() < lease.until;

    /** Extends the lease, or asks for a new one. Counts from before asking, so never too long. */
    async function takeLease(): Promise<void> {
      const asked = now();
      if (stillMine()) {
        const { token } = lease;
        const renewed = await node.call(
          config.locks,
          'renew',
          { lock: LOCK, token },
          { timeout: LOCK_TIMEOUT },
        );
        if (renewed.status === 'ok') lease.until = asked + renewed.value.ttl - config.margin;
        else if (renewed.status === 'fail') lease.token = 0;
        return;
      }
      lease.token = 0;
      const granted = await node.call(
        config.locks,
        'acquire',
        { lock: LOCK },
        { timeout: LOCK_TIMEOUT },
      );
      if (granted.status !== 'ok') return;
      lease.token = granted.value.token;
      lease.until = asked + granted.value.ttl - config.margin;
      node.observe('lease-taken', { token: lease.token });
    }

    node.on('save', async ({ content }) => {
      await takeLease();
      if (!stillMine()) return refuse('no-lock');
      const { token } = lease;
      await node.at('before-write');

      const written = await node.call(
        config.store,
        'write',
        { file: FILE, content, token },
        { timeout: STORE_TIMEOUT },
      );
      if (written.status === 'ok') return ack;
      if (written.status === 'unknown') return unknown('the store did not answer');
      lease.token = 0;
      return refuse('lost-lock');
    });
  },
});
