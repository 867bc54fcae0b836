import { boolean, duration, integer, map, text } from '../../base/schema.ts';
import { ns, type NodeId } from '../../base/units.ts';
import { type Disk, majority, type Node, type Pending } from '../../world/program/node.ts';
import { defineProgram } from '../../world/program/program.ts';
import { ack, protocol, refuse, request, unknown } from '../../world/program/protocol.ts';
import {
  leadership,
  notLeader,
  readReply,
  type Registers,
  registers,
} from './protocols/failover.ts';

const messages = protocol({
  ...registers,
  vote: request({ term: integer(), madeIn: integer(), index: integer() }, {}, { denied: {} }),
  copy: request({ term: integer(), index: integer(), data: map(text()) }, {}, { stale: {} }),
  canvass: request({}, {}, { denied: {} }),
});

/** How new a copy is: the term that made it, and the number of its changes. */
interface Version {
  readonly madeIn: number;
  readonly index: number;
}

/** What a node has promised and stored, and whom it follows. */
class Replica {
  term = 0;
  votedFor: NodeId | null = null;
  madeIn = 0;
  index = 0;
  data: Registers = {};
  /** Not on disk: a node that was restarted follows nobody. */
  leader: NodeId | null = null;
  /** When the leader was last heard, on this node's monotonic clock. */
  heardAtNs = 0;
  readonly #disk: Disk;

  constructor(disk: Disk) {
    this.#disk = disk;
    Object.assign(this, disk.read('saved', {}));
  }

  /** Waits until its promises and its copy are on the platter. Only then may others hear of them. */
  save(): Pending<void> {
    const { term, votedFor, madeIn, index, data } = this;
    this.#disk.write('saved', { term, votedFor, madeIn, index, data });
    return this.#disk.sync('saved');
  }

  /** Moves on to a later term, in which it has promised nothing yet. */
  enter(term: number): void {
    if (term <= this.term) return;
    this.term = term;
    this.votedFor = null;
    this.leader = null;
  }

  /** Promises its vote of this term, once, and to nobody who may lack what it has stored. */
  voteFor(candidate: NodeId, { madeIn, index }: Version): boolean {
    const lacks = madeIn < this.madeIn || (madeIn === this.madeIn && index < this.index);
    if (lacks || (this.votedFor ?? candidate) !== candidate) return false;
    this.votedFor = candidate;
    return true;
  }

  write(key: string, value: string): void {
    this.index += 1;
    this.data = { ...this.data, [key]: value };
  }

  /** Begins its own term: its copy, whether others have stored it or not, is this term's now. */
  begin(term: number): void {
    this.madeIn = term;
    this.index += 1;
  }

  /** Takes the copy of this term's leader, unless an earlier one of its copies comes late. */
  take(index: number, data: Registers): void {
    if (this.madeIn === this.term && index <= this.index) return;
    Object.assign(this, { madeIn: this.term, index, data });
  }
}

/**
 * Whoever leads was voted for by a majority, and what it acknowledges a majority has on disk. Any
 * two majorities share a node, so a term has one leader and it knows every acknowledged write. A
 * leader that no majority answers can acknowledge nothing, and steps down.
 */
export const majorityFailover = defineProgram({
  name: 'majority-failover',
  summary: 'Replicas that elect a leader by majority and acknowledge what a majority has stored.',
  config: {
    heartbeat: duration('How often the leader sends its copy to the others.').default('100ms'),
    election: duration(
      'The least time without a leader before a node stands for election; the most is twice that.',
    ).default('500ms'),
    'pre-vote': boolean(
      'Before it stands for election a node asks whether a majority misses the leader too.',
    ).default(false),
  },
  messages,
  events: leadership,
  roles: { leader: { event: 'elected', rank: 'term' } },

  start(node, config) {
    const need = majority(node.members);
    const me = node.state(new Replica(node.disk));
    const leads = (term: number) => me.leader === node.id && me.term === term;
    const patience = () => node.random.duration(config.election, ns(config.election * 2));
    const silence = node.after(patience(), stand);
    const isMissed = canvasser(node, me, config.election);

    /** Stands for election. Its own vote comes last: a node that nobody hears stays in its term. */
    async function stand(): Promise<void> {
      silence.reset(patience());
      if (config['pre-vote'] && !(await isMissed())) return;
      me.leader = null;
      const { madeIn, index } = me;
      const term = me.term + 1;
      const asked = { timeout: config.election, need: need - 1 };
      const votes = await node.quorum(node.peers, 'vote', { term, madeIn, index }, asked);
      if (!votes.reached || me.term >= term) return;
      me.enter(term);
      me.voteFor(node.id, me);
      me.begin(term);
      await me.save();
      if (me.term === term) await lead(term);
    }

    async function lead(term: number): Promise<void> {
      me.leader = node.id;
      node.observe('elected', { term });
      while (leads(term)) {
        if (!(await spread()) && leads(term)) me.leader = null;
        await node.sleep(config.heartbeat);
      }
    }

    /** Sends all it has; true when a majority has stored it in this term. */
    async function spread(): Promise<boolean> {
      const { term, index, data } = me;
      const asked = { timeout: config.election, need };
      const copies = await node.quorum(node.members, 'copy', { term, index, data }, asked);
      return copies.reached;
    }

    node.on('vote', async ({ term, ...version }, from) => {
      if (term < me.term) return refuse('denied');
      me.enter(term);
      const isGranted = me.voteFor(from, version);
      if (isGranted) silence.reset(patience());
      await me.save();
      return isGranted ? ack : refuse('denied');
    });

    node.on('copy', async ({ term, index, data }, from) => {
      if (term < me.term) return refuse('stale');
      me.enter(term);
      me.take(index, data);
      me.leader = from;
      me.heardAtNs = node.clock.monotonic();
      silence.reset(patience());
      await me.save();
      return ack;
    });

    serveClients(node, me, spread);
  },
});

/**
 * Answers others that ask whether the leader is missed, and gives the question to ask them: whether a
 * majority misses it (Ongaro, "Consensus", 2014, section 9.6).
 */
function canvasser(
  node: Node<typeof messages, typeof leadership>,
  me: Replica,
  election: number,
): () => Promise<boolean> {
  const hearsLeader = () =>
    me.leader === node.id ||
    (me.leader !== null && node.clock.monotonic() < me.heardAtNs + election);
  node.on('canvass', () => (hearsLeader() ? refuse('denied') : ack));

  return async () => {
    const asked = { timeout: ns(election), need: majority(node.members) - 1 };
    const canvassed = await node.quorum(node.peers, 'canvass', {}, asked);
    return canvassed.reached && !hearsLeader();
  };
}

/** Answers clients, while it leads: a write once a majority has stored it, a read likewise. */
function serveClients(
  node: Node<typeof messages, typeof leadership>,
  me: Replica,
  spread: () => Promise<boolean>,
): void {
  node.on('write', async ({ key, value }) => {
    if (me.leader !== node.id) return notLeader(me.leader);
    const { term } = me;
    me.write(key, value);
    if (!(await spread())) return unknown('no majority has stored it');
    node.observe('write-accepted', { key, value, term });
    return ack;
  });

  node.on('read', async ({ key }) => {
    if (me.leader !== node.id) return notLeader(me.leader);
    const reply = readReply(me.data, key);
    // Only a majority can tell a leader that it still is one, and that what it read will stay.
    return (await spread()) ? reply : unknown('no majority confirms it');
  });
}
