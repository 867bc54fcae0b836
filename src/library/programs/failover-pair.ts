import { duration, integer, map, node as nodeId, text } from '../../base/schema.ts';
import type { NodeId } from '../../base/units.ts';
import type { Disk, Pending } from '../../world/program/node.ts';
import { defineProgram } from '../../world/program/program.ts';
import { ack, refuse, request, unknown } from '../../world/program/protocol.ts';
import {
  leadership,
  notLeader,
  readReply,
  type Registers,
  registers,
} from './protocols/failover.ts';

/** A copy of the registers: made in a view, by its leader, by so many changes. */
interface Copy {
  readonly view: number;
  readonly leader: NodeId;
  readonly index: number;
  readonly data: Registers;
}

/** What one of the two has stored, and whom it follows. */
class Replica {
  view = 0;
  index = 0;
  data: Registers = {};
  /** Null after a restart, until it hears from the other or hears nothing. */
  leader: NodeId | null = null;
  /** The other is not in its view: nobody is asked before a write is acknowledged. */
  alone = false;
  readonly #disk: Disk;

  constructor(disk: Disk) {
    this.#disk = disk;
    const { view, index, data } = disk.read('copy', { view: 0, index: 0, data: {} });
    Object.assign(this, { view, index, data });
  }

  /** Waits until what it holds now is on the platter. */
  save(): Pending<void> {
    const { view, index, data } = this;
    this.#disk.write('copy', { view, index, data });
    return this.#disk.sync('copy');
  }

  write(key: string, value: string): void {
    this.index += 1;
    this.data = { ...this.data, [key]: value };
  }

  /** Whether a copy replaces its own. Of two leaders the one that did more goes on, then the first. */
  yieldsTo({ view, leader, index }: Copy, first: NodeId): boolean {
    if (view !== this.view) return view > this.view;
    if (leader === this.leader || index !== this.index) return index >= this.index;
    return leader === first;
  }

  /** Follows the copy's leader. What it took alone is gone with this, acknowledged or not. */
  follow({ view, leader, index, data }: Copy): void {
    Object.assign(this, { view, leader, index, data, alone: false });
  }
}

/**
 * Two nodes that watch one another. Broken on purpose: a node that hears nothing cannot tell a dead
 * peer from a cut wire, and of two nodes there is nobody else to ask. So under a partition each of
 * them makes a new view of itself alone, and leads it.
 */
export const failoverPair = defineProgram({
  name: 'failover-pair',
  summary: 'Two replicas of which each takes over alone when it no longer hears the other.',
  config: {
    heartbeat: duration('How often the leader sends its copy to the other.').default('100ms'),
    timeout: duration('How long a node waits to hear from the other.').default('500ms'),
  },
  messages: {
    ...registers,
    copy: request(
      { view: integer(), leader: nodeId(), index: integer(), data: map(text()) },
      {},
      { stale: {} },
    ),
  },
  events: leadership,
  roles: { leader: { event: 'elected', rank: 'term' } },

  start(node, config) {
    const [first, second, third] = node.members;
    if (first === undefined || second === undefined || third !== undefined) {
      throw new Error('a failover-pair is made of two nodes: give it `count: 2`');
    }
    const peer = node.id === first ? second : first;
    const me = node.state(new Replica(node.disk));
    const silence = node.after(config.timeout, leadAlone);

    function leadAlone(): void {
      if (me.alone) return;
      me.alone = true;
      me.view += 1;
      me.leader = node.id;
      node.observe('elected', { term: me.view });
    }

    /** Sends all it has; true when the other has stored it. */
    async function sendCopy(): Promise<boolean> {
      const { view, index, data } = me;
      const copy = { view, leader: node.id, index, data };
      const sent = await node.call(peer, 'copy', copy, { timeout: config.timeout });
      if (sent.status !== 'ok' || me.leader !== node.id) return false;
      me.alone = false;
      silence.reset();
      return true;
    }

    node.every(config.heartbeat, async () => {
      if (me.leader === node.id) await sendCopy();
    });

    node.on('copy', async (copy) => {
      if (!me.yieldsTo(copy, first)) return refuse('stale');
      me.follow(copy);
      silence.reset();
      await me.save();
      return ack;
    });

    node.on('write', async ({ key, value }) => {
      if (me.leader !== node.id) return notLeader(me.leader);
      me.write(key, value);
      await me.save();
      if (!me.alone && !(await sendCopy())) leadAlone();
      if (me.leader !== node.id) return unknown('the other took over meanwhile');
      node.observe('write-accepted', { key, value, term: me.view });
      return ack;
    });

    node.on('read', ({ key }) =>
      me.leader === node.id ? readReply(me.data, key) : notLeader(me.leader),
    );

    if (node.id === first && node.boot.reason === 'first') leadAlone();
  },
});
