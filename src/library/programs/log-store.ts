import { duration, oneOf, text } from '../../base/schema.ts';
import { defineProgram } from '../../world/program/program.ts';
import { ack, refuse, request } from '../../world/program/protocol.ts';

/** One line of the log. */
interface Line {
  readonly [field: string]: string;
  readonly key: string;
  readonly value: string;
}

/** What a design does about its disk is three decisions: when to sync, what if that fails, when to stop. */
export const logStore = defineProgram({
  name: 'log-store',
  summary: 'Keeps registers in a log on its disk, and reads them back when it starts.',
  config: {
    sync: oneOf(
      ['before-ack', 'later'],
      'Before a write is acknowledged, or from time to time.',
    ).default('before-ack'),
    every: duration('With `sync: later`: from one sync to the next.').default('10s').min('1ms'),
    failedSync: oneOf(
      ['crash', 'retry'],
      'What a failed sync leads to: an end, and a new start from the disk; or a second try.',
    ).default('crash'),
    drainAfter: duration(
      'A request that waited so long for a core is a sign of trouble: from then on it syncs what it has and refuses what comes. Without it it goes on.',
    ).optional(),
  },
  messages: {
    write: request({ key: text(), value: text() }, {}, { draining: {} }),
    read: request({ key: text() }, { value: text().optional() }),
  },
  events: {
    recovered: { key: text(), value: text() },
    stored: { key: text(), value: text() },
    draining: { waited: duration() },
  },
  // No write may come between a line of the log and its sync.
  handlers: 'one-at-a-time',

  start(node, config) {
    const registers = node.state(new Map<string, string>());
    const mode = node.state({ draining: false });

    for (const { key, value } of node.disk.records<Line>('log')) registers.set(key, value);
    for (const [key, value] of registers) node.observe('recovered', { key, value });

    async function persist(): Promise<void> {
      try {
        await node.disk.sync('log');
      } catch (failure) {
        // The kernel may have thrown away what it could not write: the next sync has nothing to do.
        if (config.failedSync === 'crash') throw failure;
        await node.disk.sync('log');
      }
    }

    node.on('write', async ({ key, value }, _from, { queued }) => {
      if (config.drainAfter !== undefined && queued > config.drainAfter && !mode.draining) {
        mode.draining = true;
        node.observe('draining', { waited: queued });
        await persist();
      }
      if (mode.draining) return refuse('draining');

      node.disk.append('log', { key, value });
      if (config.sync === 'before-ack') await persist();
      registers.set(key, value);
      node.observe('stored', { key, value });
      return ack;
    });

    // What a restart finds may be in the page cache alone: whoever reads it must find it again.
    const recovered = config.sync === 'before-ack' && registers.size > 0 ? persist() : null;

    node.on('read', async ({ key }) => {
      if (recovered !== null) await recovered;
      const value = registers.get(key);
      return value === undefined ? {} : { value };
    });

    if (config.sync === 'later') node.every(config.every, persist);
  },
});
