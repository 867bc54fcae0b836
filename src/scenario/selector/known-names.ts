import { compareNatural } from '../../base/order.ts';
import type { NodeId } from '../../base/units.ts';
import type { SelectorWorld } from './world.ts';

/** Most names that a note tells. */
const MOST_NAMES = 12;

/** Which names a selector may use, groups with their members: a note, or none when there are none. */
export function knownNames({
  groups,
  nodes,
  roles,
  switches = [],
}: SelectorWorld): readonly string[] {
  const inGroups = new Set([...groups.values()].flat());
  const named = [...groups].map(
    ([name, members]) => [name, `${name}${extentOf(members)}`] as const,
  );
  const alone = [...nodes, ...roles, ...switches].filter((name) => !inGroups.has(name));
  const names = [...named, ...alone.map((name) => [name, name] as const)]
    .toSorted(([a], [b]) => compareNatural(a, b))
    .map(([, text]) => text);
  if (names.length === 0) return [];
  const rest = names.length - MOST_NAMES;
  const told = names.slice(0, MOST_NAMES).join(', ');
  return [`there are: ${told}${rest > 0 ? ` and ${rest} more` : ''}`];
}

/** A group's members behind its name: ` (raft-1 to raft-5)`. */
function extentOf(members: readonly NodeId[]): string {
  const [first, last] = [members[0], members.at(-1)];
  return first === undefined || last === undefined || first === last
    ? ''
    : ` (${first} to ${last})`;
}
