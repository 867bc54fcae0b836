import type { NodeId } from '../../base/units.ts';
import type { CheckDefinition, Verdict } from '../../library/checks/define.ts';
import type { MetricDefinition } from '../../library/metrics/define.ts';
import type { LinkSelector } from '../selector.ts';
import type { Moment, Sentence } from '../sentence.ts';

/** What a check or metric speaks of. */
export type Scope =
  | { readonly kind: 'workload'; readonly workload: string; readonly op: string | null }
  | { readonly kind: 'nodes'; readonly nodes: readonly NodeId[]; readonly text: string }
  | { readonly kind: 'links'; readonly selector: LinkSelector }
  | { readonly kind: 'all' };

export interface CheckPlan {
  readonly id: string;
  readonly kind: string;
  readonly definition: CheckDefinition;
  readonly config: object;
  readonly of: Scope;
  readonly during: { readonly fromNs: number; readonly untilNs: number } | null;
  /** The verdicts that are as expected; never empty. */
  readonly expect: readonly Verdict[];
  readonly premise: readonly Sentence[] | null;
  readonly after: Moment | null;
  readonly withinNs: number | null;
}

/** What a metric gives of its values: `p99.9` is { quantilePpb: 999_000_000 }. */
export type StatPlan =
  | { readonly kind: 'quantile'; readonly quantilePpb: number; readonly text: string }
  | { readonly kind: 'mean' | 'min' | 'max' | 'count' | 'sum' };

export interface MetricPlan {
  readonly id: string;
  readonly kind: string;
  readonly definition: MetricDefinition;
  readonly config: object;
  readonly of: Scope;
  readonly stat: StatPlan | null;
  readonly during: { readonly fromNs: number; readonly untilNs: number } | null;
  /** A series: one value for each period. */
  readonly everyNs: number | null;
  /** One value per value of this field. */
  readonly by: string | null;
}
