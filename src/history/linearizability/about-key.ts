import type { Witness } from '../decision.ts';
import type { History } from '../history.ts';
import { nil } from '../value-table.ts';

/** A witness whose words begin with the key that all its operations are about, if there is one. */
export function aboutKey({ key, values }: History, witness: Witness): Witness {
  const [first = -1, ...others] = witness.operations;
  const its = key[first] ?? nil;
  if (its === nil || others.some((at) => key[at] !== its)) return witness;
  return { ...witness, why: `key ${values.textOf(its)}: ${witness.why}` };
}
