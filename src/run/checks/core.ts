import type { NodeId } from '../../base/units.ts';
import type { CheckPlan } from '../../scenario/plan/check.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import { majority } from '../../world/program/node.ts';
import { groupOf } from './group.ts';

/** Whether a check demands progress: something good within a time. */
export function demandsProgress({ definition, withinNs }: CheckPlan): boolean {
  return definition.property === 'liveness' && withinNs !== null;
}

/**
 * Who has to do without help when only a core is mended: of each group that must make progress as
 * many as a majority can spare, at least one of them where it can. `choose(subject, options)` draws.
 */
export function outsideCore(
  plan: RunPlan,
  choose: (subject: string, options: number) => number,
): ReadonlySet<NodeId> {
  const groups = new Map(
    plan.checks.filter(demandsProgress).map((check) => {
      const group = groupOf(check, plan);
      return [group.join(', '), group] as const;
    }),
  );
  const outside = new Set<NodeId>();
  for (const [text, group] of groups) {
    const spare = group.length - majority(group);
    if (spare === 0) continue;
    const left = [...group];
    const count = 1 + choose(`how many of ${text} are outside the core`, spare);
    for (let nth = 0; nth < count; nth += 1) {
      const [picked] = left.splice(choose(`outside the core of ${text}`, left.length), 1);
      if (picked !== undefined) outside.add(picked);
    }
  }
  return outside;
}
