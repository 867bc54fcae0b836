import type { NodeId } from '../../base/units.ts';
import type { FaultPlan } from '../../scenario/scenario.ts';
import type { LinkSelector, NodeSelector } from '../../scenario/selector.ts';
import type { Link } from '../../world/verbs.ts';
import { FixedLinks, linksAskForRole, MovingLinks } from './aim.ts';
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

/** Resolves the target of a fault as it is now: roles as they are held, draws keyed by `subject`. */
export function takeAim(
  plan: FaultPlan,
  all: readonly NodeId[],
  selection: Selection,
  subject: string,
): Aimed {
  const { target, definition } = plan;
  if (target.kind === 'none') return untargeted(plan, all);
  if (definition.targets === 'links') {
    const selector = target.kind === 'links' ? target.selector : towardsRest(target.selector);
    // With `match`, a role is looked up for each message.
    if (definition.actsOnMessages && plan.match !== null && linksAskForRole(selector)) {
      return movingLinks(selector, all, selection, subject);
    }
    return fixedLinks(selection.links(selector, subject));
  }
  const nodes = target.kind === 'nodes' ? target.selector : target.selector.from;
  const { picked, vacant } = selection.nodes(nodes, subject);
  const isEmpty = picked.length === 0;
  return { targets: picked, aim: null, texts: picked, nodes: picked, isEmpty, vacant };
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

function fixedLinks({ picked, vacant }: Selected<Link>): Aimed {
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
): Aimed {
  const reach: LinkSelector = {
    ...selector,
    from: widest(selector.from, all),
    to: widest(selector.to, all),
  };
  const { picked } = selection.links(reach, subject);
  return {
    targets: picked,
    aim: new MovingLinks(selector, selection, subject),
    texts: [selector.text],
    nodes: [...new Set(picked.map(({ from }) => from))],
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
