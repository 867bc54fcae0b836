import { defineProgram } from '../../world/program/program.ts';
import { ack, later, unknown } from '../../world/program/protocol.ts';
import { notLeader } from './protocols/failover.ts';
import { raftEvents, raftMessages, type RaftNode, raftPoints } from './raft/protocol.ts';
import { RaftServer } from './raft/server.ts';
import { raftSettings } from './raft/settings.ts';

/**
 * Ongaro and Ousterhout, "In Search of an Understandable Consensus Algorithm" (2014), sections 5 and
 * 8; the vote before the vote, the check of the quorum and both kinds of reads from Ongaro's thesis,
 * "Consensus: Bridging Theory and Practice" (2014), sections 6.2 to 6.4 and 9.6.
 *
 * It promises one leader in a term, logs that are alike up to any entry that they share, and that what
 * was applied anywhere is applied everywhere at the same place; to clients, registers of which there
 * seems to be one copy. It goes on while a majority can talk. An answer says what was true when it was
 * made, and leaves when that is on disk: handlers need not wait for one another.
 */
export const raft = defineProgram({
  name: 'raft',
  summary: 'Registers on a replicated log, kept by Raft.',
  config: raftSettings,
  messages: raftMessages,
  events: raftEvents,
  points: raftPoints,
  roles: { leader: { event: 'elected', rank: 'term' } },

  start(node, settings) {
    const server = new RaftServer(node, settings);
    node.on('ask-vote', (asked, from) => server.onAskVote(asked, from));
    node.on('vote', (vote, from) => server.onVote(vote, from));
    node.on('append', (sent, from) => server.onAppend(sent, from));
    node.on('appended', (answer, from) => server.onAppended(answer, from));
    serveClients(node, server);
  },
});

function serveClients(node: RaftNode, server: RaftServer): void {
  const deposed = (): ReturnType<typeof unknown> => unknown('another leader may have done it');

  node.on('write', ({ key, value }, _from, request) => {
    const { leadership } = server;
    if (leadership === null) return notLeader(server.leader);
    const { id } = request;
    leadership.propose({ op: 'write', id, key, value }, (isDone) =>
      request.reply(isDone ? ack : deposed()),
    );
    return later;
  });

  node.on('read', ({ key }, _from, request) => {
    const { leadership } = server;
    if (leadership === null) return notLeader(server.leader);
    const answer = (isCurrent: boolean): void =>
      request.reply(isCurrent ? server.registers.read(key) : notLeader(server.leader));
    if (server.settings.reads === 'log') {
      leadership.propose({ op: 'read', id: request.id, key, value: '' }, answer);
    } else leadership.read(answer);
    return later;
  });
}
