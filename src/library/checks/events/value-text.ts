import { compactJson } from '../../../base/json/json.ts';
import type { Value } from '../../../base/units.ts';

/** A field's value as a sentence has it, and as values are told apart: a text as it is, all else as JSON. */
export function valueText(value: Value | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : compactJson(value);
}
