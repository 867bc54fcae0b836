import { Shelf } from '../../base/shelf.ts';

/** A bug on purpose: a design that holds, and the setting that breaks it. */
export interface Mutant {
  readonly kind: 'mutant';
  readonly name: string;
  /** The program that it is planted in. */
  readonly program: string;
  /** One sentence: what is wrong. */
  readonly summary: string;
  /** Below the folder of scenarios. */
  readonly scenario: string;
  /** The design that it is planted in, which holds without it. */
  readonly variant: string;
  /** Settings that plant it, as `--set` takes them. */
  readonly set: readonly string[];
  /** So plain a bug that any search must find it soon: where it survives, the search is broken. */
  readonly isCanary?: true;
}

const raft = { program: 'raft', scenario: 'majority/raft-under-nemesis.yaml', variant: 'sound' };
const abd = {
  program: 'abd-register',
  scenario: 'majority/abd-register-under-nemesis.yaml',
  variant: 'write-back',
};

function mutant(definition: Omit<Mutant, 'kind'>): Mutant {
  return Object.freeze({ kind: 'mutant', ...definition });
}

/** All mutants: bugs that systems were shipped with, or papers warn of. */
export const mutants = new Shelf<Mutant>('mutant', [
  mutant({
    name: 'own-copy-reads',
    ...abd,
    summary: 'Reads are answered from the copy at hand, however old.',
    set: ['nodes.replica.config.reads=own-copy'],
    isCanary: true,
  }),
  mutant({
    name: 'no-write-back',
    ...abd,
    summary: 'A read does not have a majority store what it found.',
    set: ['nodes.replica.config.reads=majority'],
  }),
  mutant({
    name: 'asynchronous-replication',
    program: 'leader-follower',
    summary: 'A write is acknowledged before any follower has it.',
    scenario: 'replication/leader-follower-under-nemesis.yaml',
    variant: 'semi-synchronous',
    set: ['nodes.db.config.replication=asynchronous'],
  }),
  mutant({
    name: 'last-write-wins',
    program: 'multi-leader-store',
    summary: 'Of two values the one with the later time of day is kept.',
    scenario: 'replication/multi-leader-under-nemesis.yaml',
    variant: 'version-vectors',
    set: ['nodes.store.config.conflicts=last-write-wins'],
  }),
  mutant({
    name: 'no-forced-log',
    program: 'two-phase-coordinator',
    summary: 'A decision is told before it is on disk.',
    scenario: 'transactions/two-phase-commit-under-nemesis.yaml',
    variant: 'forced',
    set: ['nodes.coordinator.config.force=false'],
  }),
  mutant({
    name: 'no-fencing',
    program: 'file-store',
    summary: 'A store takes writes under a lease that another client holds by now.',
    scenario: 'leases/lease-under-nemesis.yaml',
    variant: 'fenced',
    set: ['nodes.store.config.fencing=false'],
  }),
  mutant({
    name: 'forgotten-vote',
    ...raft,
    scenario: 'majority/raft-votes-under-nemesis.yaml',
    summary: 'The vote is not written down before it is given.',
    set: ['nodes.raft.config.persistVote=false'],
  }),
  mutant({
    name: 'old-term-commit',
    ...raft,
    summary: 'Entries of earlier terms are committed by counting them.',
    set: ['nodes.raft.config.commit=any-term'],
  }),
  mutant({
    name: 'lease-under-drift',
    ...raft,
    summary: 'Reads rely on a lease that the clocks are not good enough for.',
    set: ['nodes.raft.config.reads=lease'],
  }),
  mutant({
    name: 'no-pre-vote',
    ...raft,
    summary: 'Who hears no leader stands for election without asking whether it could win.',
    set: ['nodes.raft.config.preVote=false'],
  }),
  mutant({
    name: 'interleaved-persist',
    ...raft,
    summary: 'An older state overwrites a newer one on disk.',
    set: ['nodes.raft.config.persist=interleaved'],
  }),
]);
