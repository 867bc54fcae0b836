import { describe, expect, it } from 'vitest';
import { raft } from '../../../src/library/programs/raft.ts';
import { raftMessages } from '../../../src/library/programs/raft/protocol.ts';
import { defineProgram } from '../../../src/world/program/program.ts';
import { ProgramPlay } from '../../support/program-play.ts';

/** The old leader's last entry: a majority has it, and nobody has been told so. */
const last = { term: 1, op: 'write', id: 'w', key: 'k', value: 'v' } as const;

/** Votes for whoever asks, knows who leads, and has no room for entries until 800 ms. */
const follower = (isOldLeader: boolean) =>
  defineProgram({
    name: 'raft',
    summary: 'Answers a leader, and takes no entries at first.',
    messages: raftMessages,
    start(node) {
      let hasRoom = false;
      node.after('800ms', () => {
        hasRoom = true;
      });
      if (isOldLeader) {
        const entries = [last];
        const first = { term: 1, prevIndex: 0, prevTerm: 0, entries, commit: 0, round: 1 };
        node.after('50ms', () => node.send('s', 'append', first));
      }
      node.on('ask-vote', ({ term, pre }, from) =>
        node.send(from, 'vote', { term, granted: true, pre }),
      );
      node.on('append', ({ term, prevIndex, entries, round }, from) => {
        const match = hasRoom ? prevIndex + entries.length : 0;
        node.send(from, 'appended', { term, ok: hasRoom, match, round });
      });
    },
  });

describe('a new leader that a majority has confirmed', () => {
  it.each(['lease', 'read-index'])(
    'reads nothing before it knows what was committed before it (%s)',
    async (reads) => {
      const config = { election: '200ms', heartbeat: '20ms', reads };
      const play = new ProgramPlay(
        {
          s: { program: raft, config },
          p: { program: follower(true) },
          q: { program: follower(false) },
          c: null,
        },
        { untilMs: 1500 },
      );
      const early = play.ask(750, 'c', 's', 'read', { key: 'k' });
      const late = play.ask(1000, 'c', 's', 'read', { key: 'k' });
      await play.played();
      const elected = play.observed('elected');
      expect(elected.map(({ node }) => node)).toEqual(['s']);
      expect(elected[0]?.atMs).toBeLessThan(700);
      const found = { status: 'ok', value: { value: 'v' } };
      expect([early.outcome, late.outcome]).toEqual([found, found]);
      expect(early.atMs).toBeGreaterThan(800);
    },
  );
});
