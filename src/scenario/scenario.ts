import type { Diagnostic, Place } from '../base/errors.ts';
import type { Value } from '../base/units.ts';
import type { DomainPlan } from '../world/domains.ts';
import type { SwitchPlan } from '../world/network/link-plan.ts';
import type { LinkClass } from '../world/network/link.ts';
import type { RoleDefinition } from '../world/program/parts.ts';
import type { CheckPlan, MetricPlan } from './plan/check.ts';
import type { FaultPlan, NemesisPlan } from './plan/fault.ts';
import type { NodePlan } from './plan/node.ts';
import type { NodeSelector } from './selector.ts';
import type { WorkloadPlan } from './plan/workload.ts';

/** A scenario file, read and found valid: the runs it asks for, in their order. */
export interface Scenario {
  readonly name: string;
  readonly summary: string | null;
  readonly topics: readonly string[];
  readonly rows: readonly string[];
  /** As the user gave it, with `/`. */
  readonly path: string;
  /** SHA-256 of the canonical merged data, without `x-*`. */
  readonly hash: string;
  readonly runs: readonly RunPlan[];
  /** Another seed may have other cells: `exclude` or `include` of the matrix name the seed. */
  readonly seedPicksCells: boolean;
  /** What one of the runs was resolved from: one variant of one cell, written as a scenario. */
  dataOf(run: RunPlan): ScenarioData;
  /** Where one of its checks is written; null: nowhere in a file. */
  placeOfCheck(run: RunPlan, id: string): Place | null;
  readonly warnings: readonly Diagnostic[];
}

/** A scenario as plain data, its keys as in a file. */
export type ScenarioData = { readonly [key: string]: Value };

/** One run: one variant of one cell with one seed, every name resolved and every unit read. */
export interface RunPlan {
  readonly scenario: string;
  readonly summary: string | null;
  readonly variant: string | null;
  readonly variantSummary: string | null;
  /** `a=1,b=2` in natural order of the axes; null without a matrix. */
  readonly cell: string | null;
  /** The seed is an axis of the matrix: its cells are pooled. */
  readonly seedIsAxis: boolean;
  /** What was set from outside the file, as `path=value`. */
  readonly set: readonly string[];
  /** Decimal, < 2^64. */
  readonly seed: string;
  /** Time of day at t = 0, RFC 3339 UTC. */
  readonly epoch: string;
  readonly durationNs: number;
  readonly healNs: number | null;
  /** At `heal` only a core is mended, and the rest stays as it is for ever; absent: all is mended. */
  readonly healsCore?: true;
  readonly model: SystemModel | null;
  /** In natural order of ids. */
  readonly nodes: readonly NodePlan[];
  readonly links: LinkTable;
  /** What fails together, parents before children; none if it is not there. */
  readonly domains?: readonly DomainPlan[];
  /** Words for selectors: the roles that the programs of this run declare. */
  readonly roles: ReadonlyMap<string, RoleDefinition>;
  /** These four in natural order of ids. */
  readonly workloads: readonly WorkloadPlan[];
  readonly faults: readonly FaultPlan[];
  /** Draws faults beside those of the file; null without one. */
  readonly nemesis: NemesisPlan | null;
  readonly checks: readonly CheckPlan[];
  readonly metrics: readonly MetricPlan[];
}

/** What the design is entitled to assume. */
export interface SystemModel {
  readonly timing: 'synchronous' | 'partially-synchronous' | 'asynchronous' | null;
  readonly failures: 'crash-stop' | 'crash-recovery' | 'omission' | 'byzantine' | null;
  /** Most faulty nodes at the same time. */
  readonly atMost: NodeSelector | null;
  readonly bound: {
    readonly delayNs: number | null;
    readonly driftPpb: number | null;
    readonly pauseNs: number | null;
  } | null;
  /** The instant from which the bounds hold (partially-synchronous); default: heal. */
  readonly gstNs: number | null;
}

/** Parameters of directed links. Classes are shared, so that large clusters stay small. */
export interface LinkTable {
  readonly classes: readonly LinkClass[];
  /** Index into `classes` for the link between two nodes, given by their indices in `nodes`. */
  classOf(from: number, to: number): number;
  /** In natural order; their indices go on behind those of the nodes. */
  readonly switches?: readonly SwitchPlan[];
}
