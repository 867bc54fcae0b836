import type { Distribution } from '../../base/sampler/sampler.ts';
import type { NodeId } from '../../base/units.ts';
import type { WorkloadDefinition } from '../../library/workloads/define.ts';
import type { NodeSelector } from '../selector.ts';
import type { TriggerPlan } from './trigger.ts';

export interface WorkloadPlan {
  readonly id: string;
  readonly kind: string;
  readonly definition: WorkloadDefinition;
  /** Read by the definition's schema. */
  readonly config: object;
  /** The clients, in natural order. */
  readonly from: readonly NodeId[];
  /** Whom plain clients ask; null when `from` runs a program (handed over locally). */
  readonly to: NodeSelector | null;
  readonly arrival: ArrivalPlan;
  /** Request kinds with their shares in ppb (sum 1e9), in order of name. */
  readonly ops: readonly { readonly op: string; readonly sharePpb: number }[];
  readonly keys: {
    readonly count: number;
    readonly choice: 'uniform' | 'zipf';
    /** Zipf's exponent. */
    readonly skew: number;
  };
  readonly timeoutNs: number;
  readonly retry: RetryPlan;
  readonly atNs: number;
  /** No new operations from here on; the end of the run if not given. */
  readonly untilNs: number;
  /** Stop after so many; null: no limit. */
  readonly operations: number | null;
  readonly settleNs: number;
  readonly finalRead: boolean;
}

export type ArrivalPlan =
  /** Open loop, all clients together. */
  | {
      readonly kind: 'rate';
      readonly perSecond: number;
      readonly process:
        | { readonly kind: 'poisson' }
        | { readonly kind: 'even' }
        | { readonly kind: 'on-off'; readonly onNs: number; readonly offNs: number };
    }
  /** Each client, periodically. */
  | { readonly kind: 'every'; readonly everyNs: number }
  /** Closed loop: so many at a time per client, with a pause between. */
  | { readonly kind: 'closed'; readonly concurrency: number; readonly think: Distribution }
  | { readonly kind: 'steps'; readonly steps: readonly StepPlan[] };

export interface StepPlan {
  /** Exactly one of the two. */
  readonly atNs: number | null;
  readonly when: TriggerPlan | null;
  readonly node: NodeId;
  readonly to: NodeSelector | null;
  readonly op: string;
  /** The body's fields as written: `key`, `value` and the request's own. */
  readonly body: object;
}

export interface RetryPlan {
  /** Most retries of one operation. */
  readonly max: number;
  readonly backoff: Distribution;
  /** The backoff is multiplied by this ratio (as ppb) after each retry. */
  readonly growthPpb: number;
  readonly jitter: 'none' | 'full';
  /** Retries may be at most this share of first attempts, in ppb; null: no budget. */
  readonly budgetPpb: number | null;
  readonly sameId: boolean;
}
