import type { Value } from '../base/units.ts';
import type { RunOutcome } from './outcome.ts';
import type { SpaceShare } from './space.ts';

/** What a search keeps of the run of a seed. Without a key there is nothing to say. */
export interface TrialOutcome extends RunOutcome {
  /** The flag with which `run` plays it again: `--steer`. */
  readonly steer?: string;
  /** What the strategy goes on from. */
  readonly note?: Value;
  readonly space?: SpaceShare;
}

/** What a seed gave for which nothing was left to play. */
export interface NothingLeft {
  readonly seed: string;
  readonly isNothing: true;
  readonly space?: SpaceShare;
}

/** What a seed gave. */
export type SeedOutcome = TrialOutcome | NothingLeft;

/** Whether there was a run. */
export function isRun(outcome: SeedOutcome): outcome is TrialOutcome {
  return !('isNothing' in outcome);
}
