import { duration, oneOf } from '../../base/schema.ts';
import { ns } from '../../base/units.ts';
import { majority } from '../../world/program/node.ts';
import { defineProgram } from '../../world/program/program.ts';
import { ack, later, refuse, unknown } from '../../world/program/protocol.ts';
import { leadership, notLeader, readReply } from './protocols/failover.ts';
import { LogCopy } from './replication/log-copy.ts';
import { Lead } from './replication/lead.ts';
import { replication } from './replication/protocol.ts';

/**
 * Replication from one leader, as most databases do it (Kleppmann, "Designing Data-Intensive
 * Applications", 2017, chapter 5). Who takes over was voted for by a majority, and lacks nothing that
 * these have. What the dead leader had acknowledged and not yet sent to any of them is gone for good:
 * that is the price of not waiting.
 */
export const leaderFollower = defineProgram({
  name: 'leader-follower',
  summary:
    'A leader that sends its changes to followers, of which one takes over when it is silent.',
  config: {
    replication: oneOf(
      ['semi-synchronous', 'asynchronous'],
      'A write is acknowledged once a majority has it on disk, or once the leader has: then a failover may lose it.',
    ).default('semi-synchronous'),
    heartbeat: duration('How often the leader sends followers what they lack.').default('100ms'),
    election: duration(
      'The least time without a leader before a follower wants to take over; the most is twice that.',
    ).default('500ms'),
  },
  messages: replication,
  events: leadership,
  roles: { leader: { event: 'elected', rank: 'term' } },

  start(node, config) {
    const me = node.state(new LogCopy(node.id, node.disk));
    const patience = () => node.random.duration(config.election, ns(config.election * 2));
    const silence = node.after(patience(), takeOver);
    const lead = new Lead(node, me, config.replication === 'semi-synchronous');

    async function takeOver(): Promise<void> {
      silence.reset(patience());
      if (me.leader === node.id) return;
      me.leader = null;
      const [term, length] = [me.term + 1, me.log.length];
      const asked = { timeout: config.election, need: majority(node.members) - 1 };
      const body = { term, length, lastTerm: me.termAt(length) };
      const votes = await node.quorum(node.peers, 'vote', body, asked);
      if (!votes.reached || me.term >= term) return;
      me.enter(term);
      me.votedFor = node.id;
      await me.save();
      if (me.term === term) lead.begin();
    }

    node.every(config.heartbeat, () => {
      if (me.leader === node.id) lead.ship();
    });

    node.on('vote', async ({ term, length, lastTerm }, from) => {
      if (term < me.term) return refuse('denied');
      me.enter(term);
      const isGranted = me.voteFor(from, length, lastTerm);
      if (isGranted) silence.reset(patience());
      await me.save();
      return isGranted ? ack : refuse('denied');
    });

    node.on('ship', async ({ term, after, afterTerm, changes }, from) => {
      if (term < me.term) return refuse('stale');
      me.enter(term);
      me.leader = from;
      silence.reset(patience());
      const agrees = after <= me.log.length && me.termAt(after) === afterTerm;
      if (agrees) me.take(after, changes);
      await me.save();
      return agrees ? ack : refuse('behind', { length: Math.min(me.log.length, after - 1) });
    });

    node.on('write', async ({ key, value }, _from, { id, reply }) => {
      const { term } = me;
      if (!me.leads(term)) return notLeader(me.leader);
      // A network may bring late what a client has asked for again since: it must not be done twice.
      if (me.lengthWith(id) === 0) me.log = [...me.log, { term, id, key, value }];
      const length = me.heldBy(term, key, me.lengthWith(id));
      await me.save();
      const elsewhere = unknown('another one leads now');
      if (!me.leads(term)) return elsewhere;
      lead.keep(length, (isKept) => {
        if (isKept) node.observe('write-accepted', { key, value, term });
        reply(isKept ? ack : elsewhere);
      });
      return later;
    });

    node.on('read', ({ key }) =>
      me.leads(me.term) ? readReply(me.registers(), key) : notLeader(me.leader),
    );
  },
});
