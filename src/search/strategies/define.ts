import type { Value } from '../../base/units.ts';
import type { Problem } from '../../base/time.ts';
import type { Judgement } from '../../run/checks/judgement.ts';
import type { Steering } from '../../run/steering.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import type { SpaceShare } from '../space.ts';
import type { StrategyName } from './names.ts';

/** A run that a strategy wants played. */
export interface Trial {
  readonly plan: RunPlan;
  /** Made anew each time it is played; null: the plan says it all. */
  readonly steering: (() => Steering) | null;
  /** Faults that it begins inside a step, where no schedule does. */
  readonly inside?: readonly string[];
  /** The seed whose draws it plays with, when that is not the seed of the plan. */
  readonly base?: string;
  /** As `--steer` has it, when that is what it was made by. */
  readonly steer?: string;
}

/** A trial that was played. */
export interface PlayedTrial {
  readonly run: Judgement;
  /** Why it ended early; null when it did not. */
  readonly stopped: string | null;
}

/** What a strategy searches in, and who plays for it. */
export interface Subject {
  /** A design's plan: its seed is that of the file. */
  readonly plan: RunPlan;
  play(trial: Trial): Promise<PlayedTrial>;
}

/** What a seed gave. */
export interface Found {
  readonly trial: Trial;
  readonly played: PlayedTrial;
  /** With what `replay` makes the same trial again; null: the seed of the plan says it all. */
  readonly how: string | null;
  /** What the strategy wants to be reminded of when a search goes on in another process. */
  readonly note?: Value;
  readonly space?: SpaceShare;
}

/** There is nothing left to play. */
export interface Exhausted {
  readonly trial: null;
  readonly space?: SpaceShare;
}

/** A search in one design, or in one island of it. */
export interface Searcher {
  /** Plays what a seed stands for. */
  play(seed: string): Promise<Found | Exhausted>;
  /** A run of an earlier process, in the order in which they were played. */
  recall?(seed: string, how: string | null, note: Value): void;
}

/** A way of searching: what each seed is made to play. */
export interface Strategy {
  readonly kind: 'strategy';
  readonly name: StrategyName;
  /** One sentence. */
  readonly summary: string;
  /** Where it comes from. */
  readonly source: string | null;
  /**
   * Null: each seed is by itself. Else seeds fall into so many islands, by a hash; those of one
   * island are played one after another, each knowing those before it.
   */
  readonly islands: number | null;
  /** Its runs are independent draws from one distribution, so that a bound can be given. */
  readonly samples: boolean;
  /** Why it cannot search in a design; null when it can. Without it: in all. */
  refuses?(plan: RunPlan): string | null;
  search(subject: Subject): Searcher;
  /** The trial of a seed again, by `how` it was found. */
  replay(plan: RunPlan, how: string): Trial | Problem;
}

/** Defines a strategy. */
export function defineStrategy(strategy: Omit<Strategy, 'kind'>): Strategy {
  return { kind: 'strategy', ...strategy };
}

/** A search in which each seed is a plan and nothing else. */
export function eachSeed(
  { play }: Subject,
  trialOf: (seed: string) => { readonly trial: Trial; readonly how: string | null },
): Searcher {
  return {
    async play(seed) {
      const { trial, how } = trialOf(seed);
      return { trial, how, played: await play(trial) };
    },
  };
}

/** Plays a trial again of which the seed says all: behind the name of the strategy stands nothing. */
export function bySeedAlone(trialOf: (plan: RunPlan) => Trial): Strategy['replay'] {
  return (plan, how) =>
    how === '' ? trialOf(plan) : { problem: 'nothing stands behind the name of this strategy' };
}
