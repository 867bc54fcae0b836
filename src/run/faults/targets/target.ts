import type { NodeId } from '../../../base/units.ts';
import type { Arrangement } from '../../../library/faults/define.ts';
import type { FaultPlan } from '../../../scenario/plan/fault.ts';
import type { LinkSelector, NodeSelector, Target } from '../../../scenario/selector.ts';
import type { Link } from '../../../world/verbs.ts';
import { FixedLinks, JoinedLinks, linksAskForRole, MovingLinks } from './aim.ts';
import type { LinkAim } from './aim.ts';
import { widest } from './selection.ts';
import type { Selected, Selection } from './selection.ts';

/** Whom an occurrence strikes. */
export interface Aimed {
  /** What the fault's definition is given: nodes or links. */
  readonly targets: readonly NodeId[] | readonly Link[];
  /** The messages that it may act on; null: any. */
  readonly aim: LinkAim | null;
  /** As reports show it. */
  readonly texts: readonly string[];
  /** The nodes that it makes faulty, if the kind is a failure of nodes. */
  readonly nodes: readonly NodeId[];
  /** It strikes nobody: no node held a role, or nothing was left to draw from. */
  readonly isEmpty: boolean;
  readonly vacant: readonly string[];
}

/** The same, when it is links. */
type LinksAimed = Aimed & { readonly targets: readonly Link[] };

/** The parameters without the one that chooses the links: with explicit targets it is used up. */
export function effectOf({ definition, params }: FaultPlan): object {
  const key = definition.arrangement?.key;
  return Object.fromEntries(Object.entries(params).filter(([name]) => name !== key));
}

/** Resolves the target of a fault as it is now: roles as they are held, draws keyed by `subject`. */
export function takeAim(
  plan: FaultPlan,
  all: readonly NodeId[],
  selection: Selection,
  subject: string,
): Aimed {
  const { target, definition } = plan;
  const arrangement = arrangementOf(plan);
  if (arrangement !== null) return arranged(plan, arrangement, all, selection, subject);
  switch (target.kind) {
    case 'none':
      return untargeted(plan, all);
    case 'several':
      return joined(target.selectors.map((one) => linksOf(plan, one, all, selection, subject)));
    case 'links':
      return linksOf(plan, target.selector, all, selection, subject);
    case 'domains': {
      const { picked, vacant } = selection.nodes(target.selector, subject);
      const nodes = selection.nodesIn(picked);
      return {
        targets: picked,
        aim: null,
        texts: picked,
        nodes,
        isEmpty: picked.length === 0,
        vacant,
      };
    }
    case 'nodes': {
      const { selector } = target;
      if (definition.targets === 'links') {
        return linksOf(plan, towardsRest(selector), all, selection, subject);
      }
      const { picked, vacant } = selection.nodes(selector, subject);
      const isEmpty = picked.length === 0;
      return { targets: picked, aim: null, texts: picked, nodes: picked, isEmpty, vacant };
    }
  }
}

/** The links of one selector. With `match`, a role is looked up for each message. */
function linksOf(
  { definition, match }: FaultPlan,
  selector: LinkSelector,
  all: readonly NodeId[],
  selection: Selection,
  subject: string,
): LinksAimed {
  return definition.actsOnMessages && match !== null && linksAskForRole(selector)
    ? movingLinks(selector, all, selection, subject)
    : fixedLinks(selection.links(selector, subject));
}

/** Links that the fault chooses itself, among the nodes of its target. */
function arranged(
  { target, params }: FaultPlan,
  arrangement: Arrangement,
  all: readonly NodeId[],
  selection: Selection,
  subject: string,
): Aimed {
  const among =
    target.kind === 'nodes'
      ? selection.nodes(target.selector, subject)
      : { picked: all, vacant: [] };
  const choose = (options: number): number =>
    selection.choose(`${subject} ${arrangement.key}`, options);
  const picked = arrangement.links(among.picked, params, choose);
  return fixedLinks({ picked, vacant: among.vacant });
}

function joined(parts: readonly LinksAimed[]): Aimed {
  const links = new Map(
    parts.flatMap(({ targets }) => targets.map((link) => [`${link.from} -> ${link.to}`, link])),
  );
  return {
    targets: [...links.values()],
    aim: new JoinedLinks(parts.flatMap(({ aim }) => aim ?? [])),
    texts: [...new Set(parts.flatMap(({ texts }) => texts))],
    nodes: [...new Set(parts.flatMap(({ nodes }) => nodes))],
    isEmpty: parts.every(({ isEmpty }) => isEmpty),
    vacant: [...new Set(parts.flatMap(({ vacant }) => vacant))],
  };
}

/** How the fault chooses its links itself; null when its parameters do not ask for that. */
function arrangementOf({ definition, params }: FaultPlan): Arrangement | null {
  const { arrangement } = definition;
  if (arrangement === null) return null;
  const asked = Object.entries(params).some(
    ([key, value]) => key === arrangement.key && value !== undefined,
  );
  return asked ? arrangement : null;
}

/** All that a target may come to, whatever is drawn and whoever holds a role. */
export function widestTarget(target: Target, all: readonly NodeId[]): Target {
  const wide = (selector: NodeSelector): NodeSelector => widest(selector, all);
  const wideLink = (selector: LinkSelector): LinkSelector => ({
    ...selector,
    from: wide(selector.from),
    to: wide(selector.to),
  });
  switch (target.kind) {
    case 'none':
      return target;
    case 'nodes':
    case 'domains':
      return { kind: target.kind, selector: wide(target.selector) };
    case 'links':
      return { kind: 'links', selector: wideLink(target.selector) };
    case 'several':
      return { kind: 'several', selectors: target.selectors.map(wideLink) };
  }
}

/** A link fault on a node means all its links: `node <-> rest`. */
function towardsRest(selector: NodeSelector): LinkSelector {
  const rest = {
    text: 'rest',
    terms: [{ amount: null, base: { kind: 'rest' as const } }],
    except: null,
  };
  return { text: `${selector.text} <-> rest`, from: selector, to: rest, both: true };
}

function fixedLinks({ picked, vacant }: Selected<Link>): LinksAimed {
  return {
    targets: picked,
    aim: new FixedLinks(picked),
    texts: picked.map(({ from, to }) => `${from} -> ${to}`),
    nodes: [...new Set(picked.map(({ from }) => from))],
    isEmpty: picked.length === 0,
    vacant,
  };
}

function movingLinks(
  selector: LinkSelector,
  all: readonly NodeId[],
  selection: Selection,
  subject: string,
): LinksAimed {
  const reach: LinkSelector = {
    ...selector,
    from: widest(selector.from, all),
    to: widest(selector.to, all),
  };
  const { picked } = selection.links(reach, subject);
  return {
    targets: picked,
    aim: new MovingLinks(selector, selection, subject, picked),
    texts: [selector.text],
    // Whom it makes faulty shows with each message.
    nodes: [],
    isEmpty: false,
    vacant: [],
  };
}

/** No target: all messages that match, or whom the kind's own keys name. */
function untargeted(plan: FaultPlan, all: readonly NodeId[]): Aimed {
  const named = namedIn(plan.params, new Set(all));
  const texts = all.filter((node) => named.has(node));
  const isOwn = plan.definition.targets !== 'links' || plan.definition.ownTarget;
  const targets = isOwn
    ? []
    : all.flatMap((from) => all.filter((to) => to !== from).map((to) => ({ from, to })));
  return { targets, aim: null, texts, nodes: texts, isEmpty: false, vacant: [] };
}

/** The nodes that a fault's own keys name (`groups` of a partition). */
function namedIn(value: unknown, known: ReadonlySet<NodeId>): Set<NodeId> {
  if (typeof value === 'string') return new Set(known.has(value) ? [value] : []);
  if (typeof value !== 'object' || value === null) return new Set();
  return new Set(Object.values(value).flatMap((part) => [...namedIn(part, known)]));
}
