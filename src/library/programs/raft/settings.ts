import { boolean, duration, integer, oneOf, ppm } from '../../../base/schema.ts';
import type { Infer } from '../../../base/schema/description.ts';

/** The settings of Raft; what is wrong on purpose says so. */
export const raftSettings = {
  election: duration(
    'The least time without a leader before a server stands for election; the most is twice that.',
  ).default('150ms'),
  heartbeat: duration('How often a leader lets the others hear of it.').default('50ms'),
  preVote: boolean(
    'Ask whether an election could be won before beginning one. Without it, who hears nobody disturbs those that hear one another.',
  ).default(true),
  checkQuorum: boolean(
    'A leader that no majority has answered for the time of an election steps down.',
  ).default(true),
  reads: oneOf(
    ['read-index', 'lease', 'log'],
    'A leader answers a read once a majority has confirmed it; at once, while no other can have been elected by its clock; or when the read has passed through the log.',
  ).default('read-index'),
  maxDrift: ppm('How wrong a clock may run, at most: leases are shorter by twice that.').default(
    '500ppm',
  ),
  persistVote: boolean('Write the vote down before it is given. Without: wrong.').default(true),
  persist: oneOf(
    ['journal', 'interleaved'],
    'All goes into one journal, in its order; or (wrong) the state is written as a whole by a pool of threads in any order, so that an older one may overwrite a newer one.',
  ).default('journal'),
  commit: oneOf(
    ['own-term', 'any-term'],
    'Which entries a leader takes for committed as soon as a majority has them: those of its own term, or (wrong: figure 8 of the paper) all.',
  ).default('own-term'),
  batch: integer('The most entries in one message.').min(1).default(64),
  remembered: integer('How many operations it knows again when a client repeats one.')
    .min(0)
    .default(1000),
};

export type RaftSettings = Infer<typeof raftSettings>;

/**
 * How long no other leader can be elected, in ns on the clock of the leader that a majority has
 * answered, counted from when it asked: its clock may be slow and theirs fast.
 */
export function leaseNs({ election, maxDrift }: RaftSettings): number {
  return Math.floor(election * (1 - (2 * maxDrift) / 1_000_000_000));
}
