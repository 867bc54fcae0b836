import type { NodeId } from '../../base/units.ts';
import type { FaultPlan } from '../../scenario/plan/fault.ts';
import type { Target } from '../../scenario/selector.ts';
import type { Link } from '../../world/verbs.ts';
import { theseLinks, theseNodes } from './targets/explicit.ts';
import type { Strike } from './strike.ts';

/** The links that a strike acts on; those that follow a role are nobody's for ever. */
function linksOf({ targets, plan, blocked }: Strike, all: readonly NodeId[]): readonly Link[] {
  const known = new Set(all);
  if ('groups' in plan.params) {
    const pairs = all.flatMap((from) => all.map((to) => ({ from, to })));
    return pairs.filter(({ from, to }) => from !== to && blocked?.blocks(from, to) === true);
  }
  return targets.flatMap((text) => {
    const [from = '', to = ''] = text.split(' -> ');
    return known.has(from) && known.has(to) ? [{ from, to }] : [];
  });
}

/** What of a strike's target has an end outside; null: nothing, or nothing that could last. */
function targetOf(
  strike: Strike,
  outside: ReadonlySet<NodeId>,
  all: readonly NodeId[],
): Target | null {
  switch (strike.plan.definition.targets) {
    case 'nodes': {
      const nodes = strike.nodes.filter((node) => outside.has(node));
      return nodes.length === 0 ? null : { kind: 'nodes', selector: theseNodes(nodes) };
    }
    case 'links': {
      const links = linksOf(strike, all).filter(
        ({ from, to }) => outside.has(from) || outside.has(to),
      );
      return links.length === 0 ? null : { kind: 'several', selectors: theseLinks(links) };
    }
    default:
      return null;
  }
}

/**
 * A strike that is in effect now, as it goes on for ever where it has to do with nodes outside the
 * core; null when all of it is mended. Rules of messages keep their draws; `inside` has happened.
 */
export function lastingOf(
  strike: Strike,
  outside: ReadonlySet<NodeId>,
  scene: { readonly nowNs: number; readonly all: readonly NodeId[] },
): FaultPlan | null {
  const { plan } = strike;
  const target = targetOf(strike, outside, scene.all);
  if (target === null) return null;
  const chosen = new Set(['groups', plan.definition.arrangement?.key]);
  return {
    ...plan,
    id: `${plan.id}-lasts`,
    params: Object.fromEntries(Object.entries(plan.params).filter(([key]) => !chosen.has(key))),
    target,
    schedule: { kind: 'at', at: { kind: 'constant', ns: scene.nowNs } },
    duration: null,
    forever: true,
    outsideCore: true,
    untilNs: null,
    while: [],
    inside: false,
    drawnFrom: plan.drawnFrom ?? plan.id,
  };
}
