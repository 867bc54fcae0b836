import { duration, integer, map, object, oneOf, text } from '../../base/schema.ts';
import type { Duration } from '../../base/units.ts';
import { majority, type Node } from '../../world/program/node.ts';
import { defineProgram } from '../../world/program/program.ts';
import { ack, protocol, request, unknown } from '../../world/program/protocol.ts';

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
  snapshot: request({}, { copies: map(copy) }),
});

function isNewer(a: Copy, b: Copy): boolean {
  return a.number > b.number || (a.number === b.number && a.by > b.by);
}

/** The file that tells a replica that it has been one before; no key has a blank. */
const MARK = 'a member';

/** What a disk keeps: no field that is not there. */
function onDisk({ number, by, value }: Copy): { [field: string]: string | number } {
  return value === undefined ? { number, by } : { number, by, value };
}

const forgetful = () => unknown('it may have forgotten');

/** Whether a replica has what it once promised to keep, and how it comes by it. */
class Membership {
  counts = true;
  readonly #node: Node<typeof messages>;
  readonly #timeout: Duration;
  readonly #store: (key: string, found: Copy) => void;

  constructor(
    node: Node<typeof messages>,
    config: { readonly timeout: Duration; readonly 'without-disk': 'votes' | 'catches-up' },
    store: (key: string, found: Copy) => void,
  ) {
    this.#node = node;
    this.#timeout = config.timeout;
    this.#store = store;
    const { disk, boot } = node;
    if (config['without-disk'] === 'votes' || disk.read<boolean>(MARK, false)) return;
    // At the very first start there is nothing to forget.
    if (boot.count === 1) disk.write(MARK, true);
    else {
      this.counts = false;
      node.task(() => this.#catchUp());
    }
  }

  /**
   * Copies what every write may have left with it and few others: it asks so many that each majority
   * of which it was part has one of them.
   */
  async #catchUp(): Promise<void> {
    const { members, peers, disk } = this.#node;
    const need = members.length - majority(members) + 1;
    const options = { timeout: this.#timeout, need };
    const asked = await this.#node.quorum(peers, 'snapshot', {}, options);
    if (!asked.reached) {
      this.#node.after(this.#timeout, () => this.#catchUp());
      return;
    }
    for (const { value } of asked.ok) {
      for (const [key, found] of Object.entries(value.copies)) this.#store(key, found);
    }
    disk.write(MARK, true);
    await disk.sync();
    this.counts = true;
  }
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
    'without-disk': oneOf(
      ['votes', 'catches-up'],
      'What a replica does that comes back with an empty disk: it counts as before, or it is a new one and counts when it has copied what it may have forgotten.',
    ).default('votes'),
  },
  messages,

  start(node, config) {
    const phase = { timeout: config.timeout, need: majority(node.members) };
    const stored = (key: string): Copy => node.disk.read(key, { number: 0, by: '' });
    let writes = 0;
    const store = (key: string, found: Copy): void => {
      if (isNewer(found, stored(key))) node.disk.write(key, onDisk(found));
    };
    const membership = new Membership(node, config, store);

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

    node.on('query', ({ key }) => (membership.counts ? { copy: stored(key) } : forgetful()));

    node.on('snapshot', () => {
      if (!membership.counts) return forgetful();
      const keys = node.disk.list().filter((file) => file !== MARK);
      return { copies: Object.fromEntries(keys.map((key) => [key, stored(key)])) };
    });

    node.on('store', async ({ key, copy: sent }) => {
      if (!membership.counts) return forgetful();
      store(key, sent);
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
