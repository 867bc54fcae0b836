import { valueText } from '../../../base/schema/text.ts';
import type { Value } from '../../../base/units.ts';
import type { Model } from '../define.ts';

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return 'a text';
  return typeof value === 'number' ? 'a number' : 'true or false';
}

/**
 * Whether steps that begin with the one can begin with the other; one that is null says nothing of
 * others.
 */
function isAlike(own: unknown, given: Value | undefined): boolean {
  if (own === null || own === undefined) return true;
  if (given === undefined || kindOf(own) !== kindOf(given)) return false;
  if (kindOf(own) !== 'an object') return true;
  const fields = given as { readonly [field: string]: Value };
  return Object.entries(own).every(([field, value]) => isAlike(value, fields[field]));
}

/**
 * Why a copy cannot hold a value at first; null: it can. The steps of a model are written for states like
 * its own first one: with another they would throw, or call right answers wrong.
 */
export function initialProblem(model: Model, given: Value): string | null {
  const own = model.initial;
  if (isAlike(own, given)) return null;
  const like = kindOf(own) === 'a text' ? 'a text' : `${kindOf(own)} like ${JSON.stringify(own)}`;
  return `${model.name} begins with ${like}, not with ${valueText(given)}`;
}
