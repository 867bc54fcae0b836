/** A design with a bug, under a nemesis, and the check that shows it. */
export interface BrokenDesign {
  readonly scenario: string;
  readonly variant: string;
  readonly check: string;
  /** The design beside it without the bug. */
  readonly sound: string;
  /** A seed that shows it, for the suite. */
  readonly pinned: number;
}

interface SoundDesign {
  readonly scenario: string;
  readonly variant: string;
}

const raft = 'scenarios/majority/raft-under-nemesis.yaml';
const votes = 'scenarios/majority/raft-votes-under-nemesis.yaml';

/** What a search must find. */
export const brokenDesigns: readonly BrokenDesign[] = [
  { scenario: raft, variant: 'old-term-commit', check: 'same-order', sound: 'sound', pinned: 171 },
  {
    scenario: raft,
    variant: 'lease-read-under-drift',
    check: 'linearizable',
    sound: 'sound',
    pinned: 16,
  },
  { scenario: raft, variant: 'no-pre-vote', check: 'undisturbed', sound: 'sound', pinned: 171 },
  {
    scenario: raft,
    variant: 'interleaved-persist',
    check: 'same-order',
    sound: 'sound',
    pinned: 142,
  },
  {
    scenario: votes,
    variant: 'forgets-its-vote',
    check: 'one-per-term',
    sound: 'sound',
    pinned: 3,
  },
  {
    scenario: 'scenarios/majority/abd-register-under-nemesis.yaml',
    variant: 'no-write-back',
    check: 'one-copy',
    sound: 'write-back',
    pinned: 7,
  },
  {
    scenario: 'scenarios/replication/leader-follower-under-nemesis.yaml',
    variant: 'asynchronous',
    check: 'no-acked-write-lost',
    sound: 'semi-synchronous',
    pinned: 7,
  },
  {
    scenario: 'scenarios/replication/multi-leader-under-nemesis.yaml',
    variant: 'last-write-wins',
    check: 'no-acked-write-lost',
    sound: 'version-vectors',
    pinned: 6,
  },
  {
    scenario: 'scenarios/transactions/two-phase-commit-under-nemesis.yaml',
    variant: 'not-forced',
    check: 'all-or-none',
    sound: 'forced',
    pinned: 2,
  },
  {
    scenario: 'scenarios/leases/lease-under-nemesis.yaml',
    variant: 'unfenced',
    check: 'one-writer-at-a-time',
    sound: 'fenced',
    pinned: 4,
  },
];

/** What a search must not find anything in. */
export const soundDesigns: readonly [SoundDesign, ...SoundDesign[]] = [
  { scenario: raft, variant: 'sound' },
  { scenario: votes, variant: 'sound' },
  { scenario: 'scenarios/majority/abd-register-under-nemesis.yaml', variant: 'write-back' },
  {
    scenario: 'scenarios/replication/leader-follower-under-nemesis.yaml',
    variant: 'semi-synchronous',
  },
  {
    scenario: 'scenarios/replication/multi-leader-under-nemesis.yaml',
    variant: 'version-vectors',
  },
  {
    scenario: 'scenarios/transactions/two-phase-commit-under-nemesis.yaml',
    variant: 'forced',
  },
  { scenario: 'scenarios/leases/lease-under-nemesis.yaml', variant: 'fenced' },
];
