import { requests } from '../../src/library/workloads/requests.ts';
import type { WorkloadDefinition } from '../../src/library/workloads/define.ts';
import { Workloads } from '../../src/run/workload/workloads.ts';
import type { NodePlan } from '../../src/scenario/plan/node.ts';
import type { RetryPlan, WorkloadPlan } from '../../src/scenario/plan/workload.ts';
import type { RunPlan } from '../../src/scenario/scenario.ts';
import { runPlan, second, select, Stage } from './stage.ts';

/** No retries. */
export const noRetry: RetryPlan = {
  max: 0,
  backoff: { kind: 'constant', ns: 0 },
  growthPpb: 2_000_000_000,
  jitter: 'none',
  budgetPpb: null,
  sameId: true,
};

/** Two clients that ask node `s` once in a second each, for 10 s, unless more is given. */
export function workloadPlan(
  given: Partial<WorkloadPlan> = {},
  definition: WorkloadDefinition = requests,
): WorkloadPlan {
  return {
    id: 'w',
    kind: definition.name,
    definition,
    config: {},
    from: ['c1', 'c2'],
    to: select('s'),
    arrival: { kind: 'every', everyNs: second },
    ops: [],
    keys: { count: 3, choice: 'uniform', skew: 0 },
    timeoutNs: second,
    retry: noRetry,
    atNs: 0,
    untilNs: 10 * second,
    operations: null,
    settleNs: 0,
    finalRead: false,
    ...given,
  };
}

/** Plays workloads to the end of 60 s. */
export function playWorkloads(
  nodes: readonly NodePlan[],
  workloads: readonly WorkloadPlan[],
  given: Partial<RunPlan> = {},
  prepare: (stage: Stage) => void = () => undefined,
): Stage {
  const roles = new Map(
    nodes.flatMap(({ program }) => Object.entries(program?.contents.roles ?? {})),
  );
  const stage = new Stage(runPlan({ nodes, workloads, roles, ...given }));
  const { world, events, history, scene } = stage;
  const all = new Workloads(stage.plan, { world, events, history, scene });
  prepare(stage);
  all.start();
  return stage.play();
}
