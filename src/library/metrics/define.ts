import {
  aFlag,
  aFunction,
  demandDeclared,
  fieldsPart,
  someText,
  wordOf,
} from '../../base/declaration.ts';
import type { Fields, Infer } from '../../base/schema/description.ts';
import type { NodeId, TrueTime, Value } from '../../base/units.ts';
import type { OperationSeen, Seen } from '../checks/define.ts';

/** Something that happened at the port of a directed link. */
export interface PortSeen {
  readonly at: TrueTime;
  readonly use: 'offered' | 'sent' | 'dropped';
  /** `offered`: packets that wait already; `sent`: ns of the port's time that it took; `dropped`: 1. */
  readonly amount: number;
  /** `sent`: when its turn came; of the others, the same instant. */
  readonly since: TrueTime;
  /** How many links the metric is about. */
  readonly links: number;
}

/** A run as a metric sees it. Each `add` is one sample; stat, window, series and `by` are the run's. */
export interface Measured {
  /** Follows an event by name or glob, of the nodes of `of`. */
  onEvent(event: string, action: (seen: Seen<{ readonly [field: string]: Value }>) => void): void;
  /** Follows whole operations of the workload of `of`. */
  onOperation(action: (done: Seen<OperationSeen>) => void): void;
  /** Follows single attempts of operations. */
  onAttempt(action: (done: Seen<OperationSeen>) => void): void;
  /** Follows the ports of the links of `of`: what comes, what has left, what finds no room. */
  onPort(action: (seen: PortSeen) => void): void;
  /**
   * One sample at an instant; `field` when it belongs to a value of `by`. What came about evenly from
   * `since` on is shared out among windows and periods, where the fold is `share`.
   */
  add(at: TrueTime, value: number, field?: string, since?: TrueTime): void;
  /** Runs when the run is over, before values are computed. */
  atEnd(action: (end: TrueTime) => void): void;
  readonly nodes: readonly NodeId[];
  /** What it is asked about. Samples outside are left out anyway: this is for those of a whole window. */
  readonly window: { readonly from: TrueTime; readonly until: TrueTime };
}

/** A metric with its types forgotten. */
export interface MetricDefinition {
  readonly kind: 'metric';
  readonly name: string;
  readonly summary: string;
  readonly config: Fields;
  /** The unit of one sample. */
  readonly unit: 'ns' | '1' | '/s';
  /**
   * How samples become one value when the scenario names no `stat`. `rate`: count per second;
   * `share`: the sum of samples in ns, of all the time.
   */
  readonly fold: 'count' | 'sum' | 'mean' | 'max' | 'rate' | 'share' | 'p50';
  /** `of` names links; else a workload, an operation or nodes, or is left out. */
  readonly ofLinks: boolean;
  /** A line of YAML that works: reference page and test. */
  readonly example: string | null;
  measure(run: Measured, config: unknown): void;
}

const metricParts = {
  name: someText,
  summary: someText,
  config: fieldsPart,
  unit: wordOf(['ns', '1', '/s']),
  fold: wordOf(['count', 'sum', 'mean', 'max', 'rate', 'share', 'p50']),
  ofLinks: aFlag,
  example: someText,
  measure: aFunction,
};

/** Makes a metric: what is sampled; what is made of the samples is the scenario's. */
export function defineMetric<C extends Fields = {}>(definition: {
  readonly name: string;
  readonly summary: string;
  readonly config?: C;
  readonly unit: 'ns' | '1' | '/s';
  readonly fold: MetricDefinition['fold'];
  readonly ofLinks?: boolean;
  readonly example?: string;
  measure(run: Measured, config: Infer<C>): void;
}): MetricDefinition {
  demandDeclared('defineMetric', definition, metricParts, ['name', 'unit', 'fold', 'measure']);
  return Object.freeze({
    kind: 'metric',
    name: definition.name,
    summary: definition.summary,
    config: definition.config ?? {},
    unit: definition.unit,
    fold: definition.fold,
    ofLinks: definition.ofLinks ?? false,
    example: definition.example ?? null,
    measure: (run: Measured, config: unknown) => definition.measure(run, config as Infer<C>),
  });
}
