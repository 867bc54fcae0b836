import type { NamesPlan } from '../world/names/resolver.ts';
import type { TcpSettings } from '../world/tcp/settings.ts';
import type { Diagnostic } from '../base/errors.ts';
import type { Formula } from '../base/formula.ts';
import type { Distribution } from '../base/sampler.ts';
import type { NodeId, Value } from '../base/units.ts';
import type { CheckDefinition, Verdict } from '../library/checks/define.ts';
import type { FaultDefinition } from '../library/faults/define.ts';
import type { MetricDefinition } from '../library/metrics/define.ts';
import type { WorkloadDefinition } from '../library/workloads/define.ts';
import type { DiskTimes } from '../world/disk-device.ts';
import type { DiskOp } from '../world/disk-rule.ts';
import type { DomainPlan } from '../world/domains.ts';
import type { SwitchPlan } from '../world/link-plan.ts';
import type { LinkClass } from '../world/link.ts';
import type { MemoryStart } from '../world/memory.ts';
import type { Program, RoleDefinition } from '../world/program.ts';
import type { LinkSelector, NodeSelector, Target } from './selector.ts';
import type { Moment, Sentence } from './sentence.ts';
import type { NodeStart } from '../world/node-start.ts';

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
  /** What one of the runs was resolved from: one variant of one cell, written as a scenario. */
  dataOf(run: RunPlan): ScenarioData;
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

export interface NodePlan {
  readonly id: NodeId;
  /** The name in the file when the node is a member of a group (`count`), else null. */
  readonly group: string | null;
  /** Null: the plain client, which only a workload drives. */
  readonly program: Program | null;
  /** Read by the program's schema, frozen. */
  readonly config: object;
  readonly labels: { readonly [label: string]: string };
  readonly clock: ClockPlan;
  readonly disk: DiskPlan;
  /** When a process that exited or threw by itself is started again; null: it stays down. */
  readonly restartAfter: Distribution | null;
  readonly tcp: TcpSettings;
  /** How it finds others by name; null: it knows where they are. */
  readonly names?: NamesPlan | null;
  /** Whom its supervisor tells when its process has ended. */
  readonly notify?: readonly NodeId[];
  readonly memory?: MemoryStart | null;
  /** Null: CPU time costs nothing. */
  readonly cores?: number | null;
  /** CPU time by message kind, in place of the program's. */
  readonly cost?: ReadonlyMap<string, Distribution>;
  /** The failure domains that it stands in; none if it is not there. */
  readonly places?: readonly string[];
}

/** An integer that is given, or drawn once per node from a range, both ends included. */
export interface IntegerRange {
  readonly low: number;
  readonly high: number;
}

/** How a node's clocks start and run. */
export type ClockPlan = NodeStart['clock'];

export interface DiskPlan extends DiskTimes {
  /** Share of unsynced writes that a host crash keeps, in ppb: `lose` is 0, `keep` is 1e9. */
  readonly unsyncedKeptPpb: number;
  /** Writes of up to so many bytes are never torn. */
  readonly atomicBytes?: number;
  /** How much it holds. */
  readonly sizeBytes?: number;
}

/** Parameters of directed links. Classes are shared, so that large clusters stay small. */
export interface LinkTable {
  readonly classes: readonly LinkClass[];
  /** Index into `classes` for the link between two nodes, given by their indices in `nodes`. */
  classOf(from: number, to: number): number;
  /** In natural order; their indices go on behind those of the nodes. */
  readonly switches?: readonly SwitchPlan[];
}

export type { LinkClass, LinkParameters } from '../world/link.ts';

/** Which of several, counted from 1; `last` is Infinity for an open range. */
export interface NthRange {
  readonly first: number;
  readonly last: number;
}

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

export type TriggerPlan =
  | { readonly kind: 'sentences'; readonly sentences: readonly Sentence[] }
  | { readonly kind: 'moment'; readonly moment: Moment }
  | {
      readonly kind: 'event';
      /** Exact or glob; an event of a program or one of the engine's. */
      readonly event: string;
      readonly node: NodeSelector | null;
      readonly nth: NthRange;
      readonly where: Formula | null;
    }
  | {
      readonly kind: 'point';
      readonly point: string;
      readonly node: NodeSelector | null;
      readonly nth: NthRange;
    }
  | {
      readonly kind: 'message';
      readonly message: string;
      readonly link: LinkSelector | null;
      readonly nth: NthRange;
      readonly where: Formula | null;
      readonly phase: 'sent' | 'received';
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
