import { compareNatural } from '../../base/order.ts';
import { nameProblem } from '../vocabulary/name.ts';
import { mergeTrees } from '../variation/overlay.ts';
import type { Problems } from '../diagnostics/problems.ts';
import {
  entrySpots,
  isNull,
  mappingAt,
  type Mapping,
  nameOfSpot,
  type Spot,
} from '../source/tree.ts';
import { topSpot } from './context.ts';

/** The reserved name whose values lie under every entry of its map. */
export const DEFAULTS = 'defaults';

/** The entries of a map at the top, as they stand; none when it is absent or no map. */
export function rawEntries(scenario: Mapping, key: string, problems: Problems): readonly Spot[] {
  const spot = topSpot(scenario, key);
  if (spot === undefined || isNull(spot.tree)) return [];
  if (spot.tree.kind !== 'map') {
    problems.atValue('E_TYPE', spot, `\`${key}\` is a map of names to definitions`);
    return [];
  }
  return entrySpots(spot);
}

/** Tells whether the name of an entry is one that things may have. */
export function checkName(spot: Spot, problems: Problems): boolean {
  const problem = nameProblem(nameOfSpot(spot));
  if (problem === null) return true;
  problems.inKey('E_NAME', spot, problem);
  return false;
}

/** Named things in natural order of their names; an empty entry is an empty map. */
export function namedEntries(scenario: Mapping, key: string, problems: Problems): readonly Spot[] {
  return sortedEntries(rawEntries(scenario, key, problems), problems);
}

/** Entries with names that things may have, in natural order; an empty one is an empty map. */
export function sortedEntries(entries: readonly Spot[], problems: Problems): readonly Spot[] {
  const spots = entries
    .filter((spot) => checkName(spot, problems))
    .map((spot) => (isNull(spot.tree) ? { ...spot, tree: mappingAt(spot.keySpan) } : spot));
  return [...spots].sort((a, b) => compareNatural(nameOfSpot(a), nameOfSpot(b)));
}

/** The `defaults` of a map, and an entry laid over them. */
export function overDefaults(entry: Spot, defaults: Spot | undefined): Spot {
  const own = isNull(entry.tree) ? mappingAt(entry.keySpan) : entry.tree;
  if (defaults === undefined || isNull(defaults.tree)) return { ...entry, tree: own };
  return { ...entry, tree: mergeTrees(defaults.tree, own) };
}
