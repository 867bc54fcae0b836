import type { Code } from '../diagnostics/codes.ts';
import { nameProblem } from '../vocabulary/name.ts';
import { childOf, type Entry, isNull, type Mapping, type Tree } from '../source/tree.ts';
import type { NodeDraft, PeopledContext } from './context.ts';

/** What may be wrong only because a program, a node or all members of a group are not known. */
const ofNodes: readonly Code[] = [
  'E_EMPTY_SELECTION',
  'E_SELECTOR',
  'E_TIME_SERVER',
  'E_UNKNOWN_EVENT',
  'E_UNKNOWN_FIELD',
  'E_UNKNOWN_LIE',
  'E_UNKNOWN_MESSAGE',
  'E_UNKNOWN_NODE',
  'E_UNKNOWN_OPERATION',
  'E_UNKNOWN_POINT',
  'E_WORKLOAD',
];

/** What may be wrong only because one of the names in a map is not known. */
const ofMaps: { readonly [map: string]: readonly Code[] } = {
  nodes: ofNodes,
  domains: ['E_SELECTOR', 'E_UNKNOWN_DOMAIN', 'E_UNKNOWN_NODE'],
  switches: ['E_EMPTY_SELECTION', 'E_NO_LINK', 'E_SELECTOR', 'E_UNKNOWN_NODE'],
  workloads: ['E_SELECTOR', 'E_UNKNOWN_NODE', 'E_UNKNOWN_SCOPE'],
  faults: ['E_SENTENCE', 'E_UNKNOWN_FAULT'],
  checks: ['E_UNKNOWN_CHECK'],
  metrics: ['E_FORMULA', 'E_UNKNOWN_METRIC'],
};

/** Whether all names of a map are known: it is one, and none of them was refused. */
export function areNamesKnown(tree: Tree | undefined): boolean {
  if (tree === undefined || isNull(tree)) return true;
  return (
    tree.kind === 'map' && [...tree.entries.keys()].every((name) => nameProblem(name) === null)
  );
}

function isEmpty(tree: Tree | undefined): boolean {
  return tree === undefined || isNull(tree) || (tree.kind === 'map' && tree.entries.size === 0);
}

/** Whether each kind of domain is a map of names. */
function areKindsMaps(domains: Tree | undefined): boolean {
  if (domains?.kind !== 'map') return true;
  return [...domains.entries.values()].every(({ value }) => isNull(value) || value.kind === 'map');
}

/** The codes of mistakes that may only follow from switches which could not be built; that is told. */
export function followingSwitches({
  scenario,
  topologies,
}: Pick<PeopledContext, 'scenario' | 'topologies'>): readonly Code[] {
  const switches = childOf(scenario, 'switches');
  if (switches?.kind !== 'map') return [];
  const isUnknown = ({ key, value }: Entry): boolean => {
    if (isNull(value)) return false;
    return (
      value.kind !== 'map' || (childOf(value, 'topology') !== undefined && !topologies.has(key))
    );
  };
  return [...switches.entries.values()].some(isUnknown) ? (ofMaps['switches'] ?? []) : [];
}

/** The codes of mistakes that may only follow from names which could not be read, and were told. */
export function followingNames(scenario: Mapping): readonly Code[] {
  const unknown = new Set(
    Object.keys(ofMaps).filter((map) => !areNamesKnown(childOf(scenario, map))),
  );
  // Without nodes, which was told, nobody can be named.
  if (isEmpty(childOf(scenario, 'nodes'))) unknown.add('nodes');
  if (!areKindsMaps(childOf(scenario, 'domains'))) unknown.add('domains');
  return Object.entries(ofMaps).flatMap(([map, codes]) => (unknown.has(map) ? codes : []));
}

/** Whether it is not known what a node runs, or how many it stands for; that was told. */
function isIncomplete({ program, isSure, meantKeys, spot }: NodeDraft): boolean {
  const unknown = childOf(spot.tree, 'program') !== undefined || meantKeys.has('program');
  return !isSure || meantKeys.has('count') || (program === null && unknown);
}

/** The codes of mistakes that may only follow from nodes which could not be read, and were told. */
export function followingNodes(drafts: readonly NodeDraft[]): readonly Code[] {
  return drafts.some(isIncomplete) ? ofNodes : [];
}
