import { boolean, duration, integer, list, object, oneOf, text } from '../../../base/schema.ts';
import type { Infer } from '../../../base/schema/description.ts';
import type { Node } from '../../../world/program/node.ts';
import { protocol } from '../../../world/program/protocol.ts';
import { registers } from '../protocols/failover.ts';

/** A command of a client in the log; `none` is what a new leader writes there itself. */
const entryFields = {
  term: integer(),
  op: oneOf(['write', 'read', 'none']),
  id: text(),
  key: text(),
  value: text(),
};

/** One place of a log: what to do, and the term of the leader that put it there. */
export type Entry = Infer<typeof entryFields>;

/** What the servers say to one another, by the names of the paper where they are short enough. */
export const raftMessages = protocol({
  ...registers,
  'ask-vote': {
    term: integer(),
    lastIndex: integer(),
    lastTerm: integer(),
    pre: boolean('Only asks whether the vote would be given.'),
  },
  vote: { term: integer(), granted: boolean(), pre: boolean() },
  append: {
    term: integer(),
    prevIndex: integer(),
    prevTerm: integer(),
    entries: list(object(entryFields)),
    commit: integer(),
    round: integer('Comes back in the answer: a leader learns from it when it was heard last.'),
  },
  appended: { term: integer(), ok: boolean(), match: integer(), round: integer() },
});

const place = { index: integer(), term: integer(), value: text() };

/** What a server reports: checks of logs and leaders need no more. */
export const raftEvents = {
  elected: { term: integer() },
  deposed: {
    term: integer(),
    why: oneOf(['higher-term', 'no-quorum']),
    silent: duration('How long ago it had asked what a majority answered.'),
  },
  appended: place,
  applied: place,
};

/** The code points of a server: the vote, or the entries, are stored, and nobody knows of it yet. */
export const raftPoints = ['voted', 'stored'] as const;

/** A server as its parts see it. */
export type RaftNode = Node<typeof raftMessages, typeof raftEvents, (typeof raftPoints)[number]>;

/** The command of an entry, for people and for checks that compare logs. */
export function commandText({ op, key, value }: Entry): string {
  if (op === 'none') return 'none';
  return op === 'read' ? `read ${key}` : `${key} = ${value}`;
}
