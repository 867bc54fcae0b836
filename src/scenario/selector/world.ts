import type { NodeId } from '../../base/units.ts';

/** The names that selectors may use. */
export interface SelectorWorld {
  /** What the names are of; nodes, if it is not there. */
  readonly what?: 'domain';
  /** Every node, in natural order. */
  readonly nodes: readonly NodeId[];
  /** Nodes with `count`: the name in the file and its members, in natural order. */
  readonly groups: ReadonlyMap<string, readonly NodeId[]>;
  /** What `kind:name` may ask of a node. */
  readonly labels: ReadonlyMap<NodeId, { readonly [label: string]: string }>;
  /** Labels, as `version:v2`, that some node gets while the run goes on. */
  readonly laterLabels?: ReadonlySet<string>;
  /** Roles that a program in the file declares. */
  readonly roles: ReadonlySet<string>;
  /** The nodes that may ever hold each role; without it, all may. */
  readonly holders?: ReadonlyMap<string, ReadonlySet<NodeId>>;
  /** Switches, which links may name; in natural order. */
  readonly switches?: readonly NodeId[];
  /** `kind:name` of failure domains to the nodes in them, in natural order. */
  readonly domains?: ReadonlyMap<string, readonly NodeId[]>;
}

/** What the parsers of selectors and sentences look up; made once for a world by `selectorIndex`. */
export interface SelectorIndex {
  readonly world: SelectorWorld;
  readonly nodes: ReadonlySet<NodeId>;
  readonly switches: ReadonlySet<NodeId>;
  /** `kind:name` to the nodes with that label, in natural order. */
  readonly labelled: ReadonlyMap<string, readonly NodeId[]>;
  /** `kind:name` to the nodes that stand in that failure domain, in natural order. */
  readonly inDomains: ReadonlyMap<string, readonly NodeId[]>;
}

const indices = new WeakMap<SelectorWorld, SelectorIndex>();

/** The look-up tables of a world, kept as long as the world object lives. */
export function selectorIndex(world: SelectorWorld): SelectorIndex {
  const known = indices.get(world);
  if (known !== undefined) return known;
  const labelled = new Map<string, NodeId[]>();
  for (const node of world.nodes) {
    for (const [kind, value] of Object.entries(world.labels.get(node) ?? {})) {
      const key = `${kind}:${value}`;
      const members = labelled.get(key);
      if (members === undefined) labelled.set(key, [node]);
      else members.push(node);
    }
  }
  // A domain that nodes enter by a label is known already, and follows the label.
  const inDomains = new Map([...(world.domains ?? [])].filter(([key]) => !labelled.has(key)));
  const index: SelectorIndex = {
    world,
    nodes: new Set(world.nodes),
    switches: new Set(world.switches ?? []),
    labelled,
    inDomains,
  };
  indices.set(world, index);
  return index;
}
