import type { Formula } from '../../base/formula.ts';
import type { Distribution } from '../../base/sampler/sampler.ts';
import type { NodeId } from '../../base/units.ts';
import type { FaultDefinition } from '../../library/faults/define.ts';
import type { DiskOp } from '../../world/disk/rule.ts';
import type { Target } from '../selector.ts';
import type { Sentence } from '../sentence.ts';
import type { NthRange, TriggerPlan } from './trigger.ts';

export interface FaultPlan {
  readonly id: string;
  readonly kind: string;
  readonly definition: FaultDefinition;
  /** Read by the definition's schema. */
  readonly params: object;
  readonly target: Target;
  readonly schedule: SchedulePlan;
  readonly duration: Distribution | null;
  /** `duration: forever`: not even `heal` ends it. */
  readonly forever: boolean;
  /** It strikes whom the core does without: the declared model is about the core. */
  readonly outsideCore?: true;
  /** After this the fault and its series have no effect. */
  readonly untilNs: number | null;
  /** In effect only while all of these hold. */
  readonly while: readonly Sentence[];
  /** Once in effect it stays so at least so long, if its end does not come before. */
  readonly minOnNs: number;
  /** Once out of effect it stays so at least so long; what would begin before is left out. */
  readonly minOffNs: number;
  readonly match: MatchPlan | null;
  /** Share of messages, or that an occurrence happens at all. */
  readonly probabilityPpb: number;
  /** By node, what `set` makes of its config; absent: the kind has no `set`. */
  readonly configs?: ReadonlyMap<NodeId, object>;
  /** Crash and pause: strike inside the target's next step, after a random effect. */
  readonly inside: boolean;
  /** The fault of the nemesis's pool that this was drawn from; null: the file has it. */
  readonly drawnFrom: string | null;
  readonly summary: string | null;
  /** It is a process of renewal: its failures are faults of their own. */
  readonly wears?: readonly WearPlan[];
}

/** Things of one kind that fail and are repaired again and again, as the report names their failures. */
export interface WearPlan {
  readonly name: string;
  /** A kind of domain, or `node`. */
  readonly kind: string;
  readonly perSecond: number;
  readonly lasts: Distribution;
  readonly definition: FaultDefinition;
  /** Read by the definition's schema. */
  readonly params: object;
  readonly probabilityPpb: number;
}

/** Draws a schedule of its own for each seed. */
export interface NemesisPlan {
  readonly atNs: number;
  /** From here on nothing is drawn, and what was drawn is over. */
  readonly untilNs: number;
  readonly turns: TurnsPlan;
  /** Most of its faults at the same time. */
  readonly atOnce: number;
  /** Most faults in a run; null: no limit. */
  readonly budget: number | null;
  /** What no drawn fault may make false while it lasts. */
  readonly keep: readonly Sentence[];
  /** Share of turns that come at the instant of the one before. */
  readonly alignedPpb: number;
  /** In natural order of ids. */
  readonly pool: readonly PoolFault[];
}

/** How often the nemesis has its turn. */
export type TurnsPlan =
  | { readonly kind: 'every'; readonly everyNs: number; readonly firstNs: number }
  | { readonly kind: 'rate'; readonly perSecond: number }
  /** The mean interval and all weights are drawn; `timerNs`: the median timer of the programs. */
  | { readonly kind: 'swarm'; readonly timerNs: number };

/** A fault that may be drawn: its schedule has no meaning. */
export interface PoolFault {
  readonly fault: FaultPlan;
  /** How often it is drawn, against the others. */
  readonly weight: number;
}

export type SchedulePlan =
  | { readonly kind: 'at'; readonly at: Distribution }
  | {
      readonly kind: 'every';
      readonly everyNs: number;
      /** The first occurrence; null: after one period. */
      readonly at: Distribution | null;
      readonly times: number | null;
      readonly jitterNs: number;
    }
  | {
      readonly kind: 'rate';
      readonly perSecond: number;
      readonly atNs: number;
      readonly times: number | null;
    }
  | {
      readonly kind: 'when';
      readonly trigger: TriggerPlan;
      readonly delay: Distribution | null;
      /** Most occurrences; null: all. */
      readonly times: number | null;
    };

export interface MatchPlan {
  /** Message type, exact or glob; null for disk faults. */
  readonly message: string | null;
  /** Disk operation; null for message faults. */
  readonly op: DiskOp | null;
  readonly where: Formula | null;
  readonly nth: NthRange | null;
  readonly per: 'node' | 'link' | null;
}
