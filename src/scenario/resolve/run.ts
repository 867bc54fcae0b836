import type { Code } from '../codes.ts';
import type { Definitions } from '../definitions.ts';
import type { Params } from '../params.ts';
import type { Problems } from '../problems.ts';
import type { RunPlan } from '../scenario.ts';
import { childOf, type Mapping } from '../tree.ts';
import type { NodeDraft } from './context.ts';
import { resolveChecks } from './checks.ts';
import { peopled } from './drafts.ts';
import { resolveFaults } from './faults.ts';
import { type Frame, readFrame, startOf } from './frame.ts';
import { resolveLinks } from './links.ts';
import { resolveMetrics } from './metrics.ts';
import { resolveModel } from './model.ts';
import { resolveNemesis } from './nemesis.ts';
import { resolveNodes } from './nodes.ts';
import { resolveWorkloads } from './workloads.ts';

/** What a run plan says of its place among the runs of a file. */
export type Place = Pick<RunPlan, 'variant' | 'variantSummary' | 'cell' | 'seedIsAxis' | 'set'>;

/** One resolved cell of a file. */
export interface Resolved {
  readonly frame: Frame;
  readonly plan: RunPlan;
}

function checkJudged(scenario: Mapping, problems: Problems): void {
  const isThere = (key: string): boolean => {
    const tree = childOf(scenario, key);
    return (
      tree !== undefined &&
      (tree.kind !== 'map' || tree.entries.size > 0) &&
      !(tree.kind === 'scalar' && tree.value === null)
    );
  };
  if (isThere('checks') || isThere('metrics')) return;
  problems.error(
    'E_NOTHING_JUDGED',
    startOf(scenario),
    'nothing is judged or measured: a scenario needs `checks` or `metrics`',
    {
      path: [],
    },
  );
}

/** What may be wrong only because a program could not be found, or because a group is too large. */
const followingCodes: readonly Code[] = [
  'E_SELECTOR',
  'E_UNKNOWN_EVENT',
  'E_UNKNOWN_FIELD',
  'E_UNKNOWN_LIE',
  'E_UNKNOWN_MESSAGE',
  'E_UNKNOWN_NODE',
  'E_UNKNOWN_OPERATION',
  'E_UNKNOWN_POINT',
];

function isIncomplete({ program, members, spot }: NodeDraft): boolean {
  return members.length === 0 || (program === null && childOf(spot.tree, 'program') !== undefined);
}

/** Resolves one cell: overlays applied, formulas computed. What is wrong goes to `problems`. */
export function resolveRun(
  scenario: Mapping,
  place: Place,
  parts: {
    readonly definitions: Definitions;
    readonly params: Params;
    readonly problems: Problems;
  },
): Resolved {
  const frame = readFrame(scenario, parts.problems);
  checkJudged(scenario, parts.problems);
  const context = peopled({
    ...parts,
    scenario,
    durationNs: frame.durationNs,
    healNs: frame.healNs,
  });
  // Without one program its events, messages and roles are missing too, and without its members a
  // group: one mistake is told once.
  parts.problems.mute(context.drafts.some(isIncomplete) ? followingCodes : []);
  const links = resolveLinks(context);
  const workloads = resolveWorkloads(context);
  const metrics = resolveMetrics(workloads, context);
  const nodes = resolveNodes(context);
  const plan: RunPlan = {
    ...place,
    scenario: frame.name,
    summary: frame.summary,
    seed: frame.seed,
    epoch: frame.epoch,
    durationNs: frame.durationNs,
    healNs: frame.healNs,
    model: resolveModel(context, links.latencies, nodes),
    nodes,
    links: links.table,
    ...(context.domains.plans.length === 0 ? {} : { domains: context.domains.plans }),
    roles: context.roles,
    workloads,
    faults: resolveFaults(context),
    nemesis: resolveNemesis(nodes, context),
    checks: resolveChecks({ workloads, metrics }, context),
    metrics,
  };
  parts.problems.mute([]);
  return { frame, plan };
}
