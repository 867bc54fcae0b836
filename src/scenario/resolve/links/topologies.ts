import { describeFields } from '../../../base/schema/fields.ts';
import type { NodeId } from '../../../base/units.ts';
import type { Topology, TopologyDefinition } from '../../../library/topologies/define.ts';
import { topologies } from '../../../library/topologies/index.ts';
import { Section } from '../../section.ts';
import { entrySpots, isNull, nameOfSpot, type Spot, spotUnder } from '../../source/tree.ts';
import { type PeopledContext, topSpot } from '../context.ts';
import { DEFAULTS } from '../entries.ts';
import { eventScope, readOwnFields } from '../reading.ts';

/** The keys that a topology has for itself. */
export function ownKeys({ params }: TopologyDefinition): readonly string[] {
  return Object.keys(describeFields(params).fields ?? {});
}

/** The topology that an entry of `switches` names; undefined: none that is known (told elsewhere). */
export function namedTopology(entry: Spot): TopologyDefinition | undefined {
  const tree = spotUnder(entry, 'topology')?.tree;
  return tree?.kind === 'scalar' ? topologies.get(tree.text) : undefined;
}

/** The id of a switch that a topology makes. */
export const madeId = (entry: string, name: string): NodeId => `${entry}-${name}`;

/** The topologies of the file, by the names of their entries, with what is wrong with them told. */
export function readTopologies(context: PeopledContext): ReadonlyMap<string, Topology> {
  const top = topSpot(context.scenario, 'switches');
  const entries = top === undefined || isNull(top.tree) ? [] : entrySpots(top);
  const built = new Map<string, Topology>();
  for (const entry of entries.filter((spot) => nameOfSpot(spot) !== DEFAULTS)) {
    const definition = namedTopology(entry);
    if (definition === undefined) continue;
    const section = new Section(entry, 'a switch', context.problems);
    const scope = eventScope(section, context.vocabulary);
    const params = readOwnFields(definition.params, section, scope, new Set(), context);
    const made = params === undefined ? undefined : definition.build(params);
    if (typeof made === 'string') context.problems.atKey('E_BOUND', entry, made);
    else if (made !== undefined) built.set(nameOfSpot(entry), made);
  }
  return built;
}
