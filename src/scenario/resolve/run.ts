import type { Definitions } from '../definitions.ts';
import type { Params } from '../variation/params.ts';
import type { Problems } from '../diagnostics/problems.ts';
import type { RunPlan } from '../scenario.ts';
import { childOf, type Mapping } from '../source/tree.ts';
import { resolveChecks } from './checks/checks.ts';
import { peopled } from './nodes/drafts.ts';
import { resolveFaults } from './faults/faults.ts';
import { type Frame, readFrame, startOf } from './frame.ts';
import { followingNames, followingNodes, followingSwitches } from './following.ts';
import { resolveLinks } from './links/links.ts';
import { resolveMetrics } from './checks/metrics.ts';
import { resolveModel } from './model.ts';
import { resolveNemesis } from './faults/nemesis.ts';
import { resolveNodes } from './nodes/nodes.ts';
import { resolveWorkloads } from './workloads/workloads.ts';

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
  // One mistake is told once: not again wherever a name, a program or a group is missed.
  const following = followingNames(scenario);
  parts.problems.mute(following);
  const context = peopled({
    ...parts,
    scenario,
    durationNs: frame.durationNs,
    healNs: frame.healNs,
  });
  parts.problems.mute([
    ...following,
    ...followingNodes(context.drafts),
    ...followingSwitches(context),
  ]);
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
    model: resolveModel(context, links, nodes),
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
