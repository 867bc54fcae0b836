import { compactJson } from '../../../base/json/json.ts';
import { compareText } from '../../../base/order.ts';
import type { Value } from '../../../base/units.ts';

/** A set of values as a list without repetitions, in order of their JSON: one list for each set. */
export type Members = readonly Value[];

function compareJson(a: Value, b: Value): number {
  return compareText(compactJson(a), compactJson(b));
}

/** Whether a value is in. */
export function isMember(members: Members, value: Value): boolean {
  return members.some((member) => compareJson(member, value) === 0);
}

/** With a value. */
export function withMember(members: Members, value: Value): Members {
  return isMember(members, value) ? members : [...members, value].sort(compareJson);
}

/** Without a value. */
export function withoutMember(members: Members, value: Value): Members {
  return members.filter((member) => compareJson(member, value) !== 0);
}

/** The same set as the list that stands for it; what a scenario or a flag gave may be in any order. */
function inOrder(members: Members): Members {
  const isInOrder = members.every(
    (member, i) => i === 0 || compareJson(members[i - 1] ?? null, member) < 0,
  );
  return isInOrder ? members : members.reduce<Members>(withMember, []);
}

/** Whether an answer, in any order, lists exactly the members, each once. */
export function areMembers(members: Members, answer: Value): boolean {
  if (!Array.isArray(answer)) return false;
  const all = inOrder(members);
  if (answer.length !== all.length) return false;
  const sorted = [...(answer as readonly Value[])].sort(compareJson);
  return sorted.every((value, i) => compareJson(value, all[i] ?? null) === 0);
}
