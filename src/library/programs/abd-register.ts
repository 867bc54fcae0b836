import { duration, integer, object, oneOf, text } from '../../base/schema.ts';
import { majority } from '../../world/node.ts';
import { defineProgram } from '../../world/program.ts';
import { ack, protocol, request, unknown } from '../../world/protocol.ts';

/** A value with the tag that orders it; without a value nobody has written the key. */
const copy = object({ number: integer(), by: text(), value: text().optional() });

interface Copy {
  readonly number: number;
  /** Different for each write: it settles which of two equal numbers is the newer. */
  readonly by: string;
  readonly value?: string | undefined;
}

const messages = protocol({
  write: request({ key: text(), value: text() }),
  read: request({ key: text() }, { value: text().optional() }),
  query: request({ key: text() }, { copy }),
  store: request({ key: text(), copy }),
});

function isNewer(a: Copy, b: Copy): boolean {
  return a.number > b.number || (a.number === b.number && a.by > b.by);
}

/** What a disk keeps: no field that is not there. */
function onDisk({ number, by, value }: Copy): { [field: string]: string | number } {
  return value === undefined ? { number, by } : { number, by, value };
}

/**
 * Attiya, Bar-Noy and Dolev, "Sharing memory robustly in message-passing systems" (1995), with many
 * writers as by Lynch and Shvartsman (1997). A write asks a majority for the newest number and has a
 * majority store the next one. A read must do the second half too: what one client has seen may be
 * with one replica alone, and the next client may ask the two others.
 */
export const abdRegister = defineProgram({
  name: 'abd-register',
  summary: 'Registers that replicas keep by majorities, without a leader and without clocks.',
  config: {
    reads: oneOf(
      ['write-back', 'majority', 'own-copy'],
      'How a read is answered: by the newest copy of a majority once a majority has stored it, by that copy at once, or by what the node itself has.',
    ).default('write-back'),
    timeout: duration('How long a node waits for a majority.').default('2s'),
  },
  messages,

  start(node, config) {
    const phase = { timeout: config.timeout, need: majority(node.members) };
    const stored = (key: string): Copy => node.disk.read(key, { number: 0, by: '' });
    let writes = 0;

    async function newest(key: string): Promise<Copy | null> {
      const asked = await node.quorum(node.members, 'query', { key }, phase);
      if (!asked.reached) return null;
      const copies = asked.ok.map(({ value }) => value.copy);
      return copies.reduce((a, b) => (isNewer(a, b) ? a : b));
    }

    async function isStored(key: string, latest: Copy): Promise<boolean> {
      const asked = await node.quorum(node.members, 'store', { key, copy: latest }, phase);
      return asked.reached;
    }

    node.on('query', ({ key }) => ({ copy: stored(key) }));

    node.on('store', async ({ key, copy: sent }) => {
      if (isNewer(sent, stored(key))) node.disk.write(key, onDisk(sent));
      await node.disk.sync(key);
      return ack;
    });

    node.on('write', async ({ key, value }) => {
      writes += 1;
      const by = `${node.id} ${node.boot.count}.${writes}`;
      const latest = await newest(key);
      if (latest === null) return unknown('no majority to ask');
      const next = { number: latest.number + 1, by, value };
      return (await isStored(key, next)) ? ack : unknown('no majority to store it');
    });

    node.on('read', async ({ key }) => {
      const latest = config.reads === 'own-copy' ? stored(key) : await newest(key);
      if (latest === null) return unknown('no majority to ask');
      const isKept = config.reads !== 'write-back' || (await isStored(key, latest));
      if (!isKept) return unknown('no majority to store what was read');
      return latest.value === undefined ? {} : { value: latest.value };
    });
  },
});
