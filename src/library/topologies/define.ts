import type { Fields, Infer } from '../../base/schema/description.ts';

/** A switch of a topology, by its name within it, and the switches that it is wired to. */
export interface TopologySwitch {
  readonly name: string;
  readonly joins: readonly string[];
}

/** Switches and the wires between them. */
export interface Topology {
  readonly switches: readonly TopologySwitch[];
  /** The switches that take nodes, in order: each an equal share of them, one behind the other. */
  readonly edge: readonly string[];
  /** How long the wires between switches are, one way, in ns, where the topology knows. */
  readonly delays?: readonly { readonly from: string; readonly to: string; readonly ns: number }[];
}

/** A topology with its types forgotten. */
export interface TopologyDefinition {
  readonly kind: 'topology';
  readonly name: string;
  readonly summary: string;
  /** Where it comes from. */
  readonly source: string;
  readonly params: Fields;
  readonly example: string;
  /** Its switches, or in a sentence why there are none with these parameters. */
  build(params: unknown): Topology | string;
}

/** Makes a topology: many switches that a scenario says in one line. */
export function defineTopology<C extends Fields>(definition: {
  /** The word scenarios use. */
  readonly name: string;
  readonly summary: string;
  /** Where it comes from, in a sentence. */
  readonly source: string;
  readonly params: C;
  /** An entry of `switches` that works, for 16 nodes called `host`. */
  readonly example: string;
  build(params: Infer<C>): Topology | string;
}): TopologyDefinition {
  return Object.freeze({
    kind: 'topology',
    ...definition,
    build: (params: unknown) => definition.build(params as Infer<C>),
  });
}

/** `leaf-1`, `leaf-2` and so on. */
export function numbered(name: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, place) => `${name}-${place + 1}`);
}
