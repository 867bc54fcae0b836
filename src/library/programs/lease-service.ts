import { boolean, duration, integer, node as nodeId, text } from '../../base/schema.ts';
import { defineProgram } from '../../world/program/program.ts';
import { refuse } from '../../world/program/protocol.ts';
import { locks } from './protocols/lease.ts';

interface Lease {
  readonly holder: string;
  readonly token: number;
  /** On this machine's monotonic clock, ns. */
  until: number;
}

/** Grants leases. Tokens survive a power cut because they are synced before anyone hears of them. */
export const leaseService = defineProgram({
  name: 'lease-service',
  summary: 'Lends locks for a limited time, each under a fencing token that only grows.',
  config: {
    ttl: duration('How long a lease lives after it was granted or renewed.').default('10s'),
    durable: boolean('Sync the last token to disk before granting it.').default(true),
  },
  messages: locks,
  events: { 'lease-granted': { lock: text(), to: nodeId(), token: integer() } },
  // Between reading the last token and granting the next one nobody else may get it.
  handlers: 'one-at-a-time',

  start(node, config) {
    const leases = node.state(new Map<string, Lease>());

    node.on('acquire', async ({ lock }, from) => {
      const lease = leases.get(lock);
      if (lease && lease.holder !== from && lease.until > node.clock.monotonic()) {
        return refuse('held', { by: lease.holder });
      }
      const token = node.disk.read('last-token', 0) + 1;
      node.disk.write('last-token', token);
      if (config.durable) await node.disk.sync('last-token');

      leases.set(lock, { holder: from, token, until: node.clock.monotonic() + config.ttl });
      node.observe('lease-granted', { lock, to: from, token });
      return { token, ttl: config.ttl };
    });

    node.on('renew', ({ lock, token }) => {
      const lease = leases.get(lock);
      const now = node.clock.monotonic();
      if (!lease || lease.token !== token || lease.until <= now) return refuse('expired');
      lease.until = now + config.ttl;
      return { ttl: config.ttl };
    });
  },
});
