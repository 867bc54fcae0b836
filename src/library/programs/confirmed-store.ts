import { duration, integer, node as nodeId, oneOf, text } from '../../base/schema.ts';
import type { NodeId } from '../../base/units.ts';
import type { Connection, Node } from '../../world/program/node.ts';
import { defineProgram } from '../../world/program/program.ts';
import {
  ack,
  later,
  protocol,
  request,
  refuse,
  unknown,
  type Incoming,
} from '../../world/program/protocol.ts';

const messages = protocol({
  write: request({ key: text(), value: text() }, {}, { 'not-connected': {} }),
  read: request({ key: text() }, { value: text().optional() }),
  put: { number: integer(), key: text(), value: text() },
  stored: { number: integer() },
});

const events = { stored: { key: text(), value: text() } };

/** How long the front waits before it connects again, and for a read. */
const RECONNECT = '100ms';
const READ_TIMEOUT = '1s';

type Store = Node<typeof messages, typeof events>;
type Wire = Connection<typeof messages>;

/**
 * A front takes writes and streams them to a store behind it. TCP acknowledges what the kernel of the
 * store's machine has taken in; whether the store has seen it, only the store can say (Saltzer, Reed
 * and Clark, "End-to-End Arguments in System Design", 1984).
 */
export const confirmedStore = defineProgram({
  name: 'confirmed-store',
  summary: 'Keeps values, or passes writes on to a node that does and says when they are done.',
  config: {
    behind: nodeId('Where it passes writes to; without it, it keeps the values itself.').optional(),
    done: oneOf(
      ['stored', 'sent'],
      'When a write that was passed on is done: when the store has confirmed it, or when the kernel has taken it for sending.',
    ).default('stored'),
    work: duration('How long the store takes for a write.').default('5ms'),
  },
  messages,
  events,

  start(node, { behind, done, work }) {
    if (behind === undefined) keep(node, work);
    else passOn(node, behind, done === 'sent');
  },
});

/** Writes one after the other, and confirms each when it lasts. */
function keep(node: Store, work: Parameters<Store['sleep']>[0]): void {
  node.listen((connection) => {
    /** The end of the last write: the next one waits for it. */
    let before = Promise.resolve();

    async function store(number: number, key: string, value: string): Promise<void> {
      await before;
      await node.sleep(work);
      node.disk.write(key, value);
      await node.disk.sync(key);
      node.observe('stored', { key, value });
      connection.send('stored', { number });
    }

    connection.on('put', ({ number, key, value }) => {
      before = store(number, key, value);
      return before;
    });
  });
  node.on('read', ({ key }) => {
    const value = node.disk.read<string | null>(key, null);
    return value === null ? {} : { value };
  });
}

/** Streams what it is asked to write; who is told when depends on whom it believes. */
function passOn(node: Store, behind: NodeId, isDoneWhenSent: boolean): void {
  let wire: Wire | null = null;
  let number = 0;
  const waiting = new Map<number, Incoming<(typeof messages)['write']>>();

  function connect(): void {
    node.connect(behind, { timeout: READ_TIMEOUT }).done((opened) => {
      if (opened.status === 'ok') use(opened.value);
      else node.after(RECONNECT, connect);
    });
  }

  function use(connection: Wire): void {
    wire = connection;
    connection.on('stored', ({ number: stored }) => {
      waiting.get(stored)?.reply(ack);
      waiting.delete(stored);
    });
    connection.closed(() => {
      wire = null;
      // What was under way may have been stored or not: nobody here can know.
      for (const one of waiting.values()) one.reply(unknown('the connection broke'));
      waiting.clear();
      node.after(RECONNECT, connect);
    });
  }

  node.on('write', ({ key, value }, _from, asked) => {
    number += 1;
    if (wire === null || !wire.send('put', { number, key, value })) return refuse('not-connected');
    if (isDoneWhenSent) return ack;
    waiting.set(number, asked);
    return later;
  });

  node.on('read', async ({ key }) => {
    const read = await node.call(behind, 'read', { key }, { timeout: READ_TIMEOUT });
    return read.status === 'ok' ? read.value : unknown('the store did not answer');
  });
  connect();
}
