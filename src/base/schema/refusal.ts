import { closest } from '../text/suggest.ts';
import type { Description } from './description.ts';
import { valueText } from './text.ts';
import { isPlain, itemOf, travelOf } from './travel.ts';
import { deepestNesting } from './value-copier.ts';

function memberPath(path: string, name: string): string {
  return /^[^0-9 ."[\]][^ ."[\]]*$/.test(name)
    ? `${path}.${name}`
    : `${path}[${JSON.stringify(name)}]`;
}

function refusalOfList(description: Description, value: unknown, path: string): string | null {
  if (!Array.isArray(value)) return `${path}: expected a list, not ${valueText(value)}`;
  for (const [index, item] of [...value].entries()) {
    const refusal = refusalOf(itemOf(description), item, `${path}[${index}]`);
    if (refusal !== null) return refusal;
  }
  return null;
}

function refusalOfMap(description: Description, value: unknown, path: string): string | null {
  if (typeof value !== 'object' || value === null || !isPlain(value)) {
    return `${path}: expected an object, not ${valueText(value)}`;
  }
  for (const [key, member] of Object.entries(value)) {
    const refusal = refusalOf(itemOf(description), member, memberPath(path, key));
    if (refusal !== null) return refusal;
  }
  return null;
}

function refusalOfObject(description: Description, value: unknown, path: string): string | null {
  const fields = description.fields ?? {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return `${path}: expected an object, not ${valueText(value)}`;
  }
  const members = new Map<string, unknown>(Object.entries(value));
  for (const name of members.keys()) {
    if (Object.hasOwn(fields, name)) continue;
    const meant = closest(name, Object.keys(fields));
    const hint = meant === undefined ? '' : `; did you mean "${meant}"?`;
    return `${path}: there is no field "${name}"${hint}`;
  }
  for (const [name, field] of Object.entries(fields)) {
    const member = members.get(name);
    if (member === undefined && field.optional) continue;
    const place = memberPath(path, name);
    if (member === undefined && !members.has(name)) return `${place}: is missing`;
    const refusal = refusalOf(field, member, place);
    if (refusal !== null) return refusal;
  }
  return isPlain(value) ? null : `${path}: expected a plain object, not ${valueText(value)}`;
}

function refusalOfValue(value: unknown, path: string, depth: number): string | null {
  if (depth > deepestNesting) return `${path.slice(0, 80)}…: is nested too deeply, or in itself`;
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return `${path}: expected a JSON value, not ${String(value)}`;
  }
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return null;
  if (typeof value !== 'object' || !(Array.isArray(value) || isPlain(value))) {
    return `${path}: expected a JSON value, not ${valueText(value)}`;
  }
  const list = Array.isArray(value);
  const members: [string, unknown][] = Object.entries(list ? [...value] : value);
  for (const [key, member] of members) {
    if (member === undefined && !list) continue;
    const place = list ? `${path}[${key}]` : memberPath(path, key);
    const refusal = refusalOfValue(member, place, depth + 1);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** The first reason why a value of this description cannot travel, with its path; null if it can. */
export function refusalOf(description: Description, value: unknown, path: string): string | null {
  const travel = travelOf(description);
  switch (travel.kind) {
    case 'list':
      return refusalOfList(description, value, path);
    case 'map':
      return refusalOfMap(description, value, path);
    case 'object':
      return refusalOfObject(description, value, path);
    case 'value':
      return refusalOfValue(value, path, 0);
    case 'never':
      return `${path}: a ${description.word} cannot travel in a message`;
    case 'leaf':
      return travel.accepts(value)
        ? null
        : `${path}: expected ${travel.expected}, not ${valueText(value)}`;
  }
}
