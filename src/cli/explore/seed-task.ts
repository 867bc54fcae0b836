import type { Run } from '../../run/report/report.ts';
import type { SeedRunsOptions } from './seed-runs.ts';
import type { ThreadFailure } from './thread-failure.ts';

/** What a thread that plays whole seeds is started with. */
export type SeedsSetup = Pick<SeedRunsOptions, 'target' | 'load' | 'maxEvents'>;

/** What a thread is told to be: one that plays whole seeds. */
export interface SeedsTask {
  readonly task: 'seeds';
  readonly setup: SeedsSetup;
}

/** A seed that a thread is asked to play. */
export interface SeedWanted {
  readonly seed: string;
}

/** What was played with a seed, and why it did not go on, if it did not. */
export interface SeedPlayed {
  readonly kind: 'played';
  readonly seed: string;
  readonly runs: readonly Run[];
  readonly failure: ThreadFailure | null;
}
