import { compactJson } from '../../../base/json/json.ts';
import type { Value } from '../../../base/units.ts';

/** Whether two values are the same, as JSON. */
export function areEqual(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  return compactJson(a) === compactJson(b);
}
