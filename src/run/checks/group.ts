import type { NodeId } from '../../base/units.ts';
import type { CheckPlan } from '../../scenario/plan/check.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import type { WorkloadPlan } from '../../scenario/plan/workload.ts';
import type { NodeSelector } from '../../scenario/selector.ts';

/** The nodes that make a check's progress: those it is about, or those that serve its workload. */
export function groupOf(check: CheckPlan, plan: RunPlan): readonly NodeId[] {
  const { of } = check;
  switch (of.kind) {
    case 'nodes':
      return of.nodes;
    case 'links':
      return inOrder(plan, [...basesOf(of.selector.from, plan), ...basesOf(of.selector.to, plan)]);
    case 'workload': {
      const workload = plan.workloads.find(({ id }) => id === of.workload);
      return workload === undefined ? allWithProgram(plan) : serversOf(workload, plan);
    }
    case 'all':
      return allWithProgram(plan);
  }
}

/** Who serves a workload: whom its clients may ask, or they themselves. */
function serversOf(workload: WorkloadPlan, plan: RunPlan): readonly NodeId[] {
  return workload.to === null ? workload.from : inOrder(plan, basesOf(workload.to, plan));
}

/** Everybody whom a selector may mean: for a role, the nodes whose program has it. */
function basesOf(selector: NodeSelector, plan: RunPlan): readonly NodeId[] {
  const excluded = new Set(selector.except === null ? [] : basesOf(selector.except, plan));
  const found = selector.terms.flatMap(({ base }) => {
    if (base.kind === 'nodes') return base.nodes;
    if (base.kind === 'rest') return plan.nodes.map(({ id }) => id);
    const { role } = base;
    return plan.nodes.flatMap(({ id, program }) =>
      program?.contents.roles[role] === undefined ? [] : [id],
    );
  });
  return found.filter((node) => !excluded.has(node));
}

function allWithProgram(plan: RunPlan): readonly NodeId[] {
  const running = plan.nodes.filter(({ program }) => program !== null);
  return (running.length > 0 ? running : plan.nodes).map(({ id }) => id);
}

function inOrder(plan: RunPlan, nodes: readonly NodeId[]): readonly NodeId[] {
  const wanted = new Set(nodes);
  return plan.nodes.flatMap(({ id }) => (wanted.has(id) ? [id] : []));
}
