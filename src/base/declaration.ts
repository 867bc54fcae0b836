import { closest } from './text/suggest.ts';
import { isPlain } from './schema/travel.ts';
import { valueText } from './schema/text.ts';

/** What a key of a declaration may hold: says what is wrong with a value, or null. `at` names the value. */
export type Part = (value: unknown, at: string) => string | null;

function wanting(what: string, fits: (value: unknown) => boolean): Part {
  return (value, at) =>
    fits(value) ? null : `\`${at}\` is ${valueText(value)}; ${what} is wanted`;
}

/** Some text. */
export const someText: Part = wanting(
  'a text',
  (value) => typeof value === 'string' && value.trim() !== '',
);

/** A text, or the empty one. */
export const anyText: Part = wanting('a text', (value) => typeof value === 'string');

/** True or false. */
export const aFlag: Part = wanting('true or false', (value) => typeof value === 'boolean');

/** A function that can be called as it is: of a class, `new` makes an object, and no call is allowed. */
export const aFunction: Part = (value, at) => {
  if (typeof value !== 'function') return `\`${at}\` is ${valueText(value)}; a function is wanted`;
  const isClass = Object.getOwnPropertyDescriptor(value, 'prototype')?.writable === false;
  return isClass ? `\`${at}\` is the class ${value.name}; a function is wanted` : null;
};

/** A whole number that is not negative. */
export const wholeCount: Part = wanting(
  'a whole number',
  (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
);

/** A number in some bounds, both included; `what` says so in words. */
export function numberFrom(low: number, high: number, what: string): Part {
  return wanting(what, (value) => typeof value === 'number' && value >= low && value <= high);
}

/** A whole number, of either sign. */
export const wholeNumber: Part = wanting('a whole number', (value) => Number.isSafeInteger(value));

/** The same, or nothing at all. */
export function perhaps(part: Part): Part {
  return (value, at) => (value === undefined || value === null ? null : part(value, at));
}

/** What is looked at by whoever uses it. */
export const anything: Part = () => null;

/** One of a few words. */
export function wordOf(words: readonly string[]): Part {
  return (value, at) => {
    if (typeof value === 'string' && words.includes(value)) return null;
    const meant = typeof value === 'string' ? closest(value, words) : undefined;
    const hint = meant === undefined ? '' : `, did you mean ${meant}?`;
    return `\`${at}\` is ${valueText(value)}; one of ${words.join(', ')} is wanted${hint}`;
  };
}

/** A list of things of one kind. */
export function listOf(part: Part): Part {
  return (value, at) => {
    if (!Array.isArray(value)) return `\`${at}\` is ${valueText(value)}; a list is wanted`;
    for (const [nth, item] of value.entries()) {
      const problem = part(item, `${at}[${nth}]`);
      if (problem !== null) return problem;
    }
    return null;
  };
}

/** A map of names to things of one kind. */
export function mapOf(part: Part): Part {
  return (value, at) => {
    if (!isMap(value)) return `\`${at}\` is ${valueText(value)}; a map by name is wanted`;
    for (const [name, member] of Object.entries(value)) {
      const problem = member === undefined ? null : part(member, `${at}.${name}`);
      if (problem !== null) return problem;
    }
    return null;
  };
}

function isMap(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && isPlain(value);
}

function isSchema(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('description' in value)) return false;
  const { description } = value;
  return typeof description === 'object' && description !== null && 'word' in description;
}

/** Fields: what builders such as `text()` made, by name. */
export const fieldsPart: Part = mapOf(wanting('a schema such as text() or integer()', isSchema));

/** A map of keys that are known, some of them required. */
export function shapeOf(
  parts: { readonly [key: string]: Part },
  required: readonly string[] = [],
): Part {
  return (value, at) => {
    if (!isMap(value)) return `\`${at}\` is ${valueText(value)}; a map of keys is wanted`;
    return keysProblem(value, parts, required, `${at}.`);
  };
}

/**
 * Looks at what was given to one of the `define*` functions, whose types nobody may have checked.
 * Throws TypeError with the first thing that is wrong; it is thrown where the user wrote it. Null is
 * as good as absent, and a `kind` is allowed: both come from a definition that is spread into another.
 */
export function demandDeclared(
  maker: string,
  declared: unknown,
  parts: { readonly [key: string]: Part },
  required: readonly string[],
): void {
  const problem =
    typeof declared !== 'object' || declared === null || Array.isArray(declared)
      ? `it is given ${valueText(declared)}; a map of keys is wanted`
      : keysProblem(declared, { ...parts, kind: anything }, required, '');
  if (problem !== null) throw new TypeError(`${maker}: ${problem}`);
}

function keysProblem(
  declared: object,
  parts: { readonly [key: string]: Part },
  required: readonly string[],
  before: string,
): string | null {
  const known = Object.keys(parts).filter((key) => key !== 'kind');
  for (const [key, value] of Object.entries(declared)) {
    const part = Object.hasOwn(parts, key) ? parts[key] : undefined;
    if (part === undefined) return unknownKey(before, key, known);
    const isAbsent = value === undefined || value === null;
    const problem = isAbsent ? null : part(value, before + key);
    if (problem !== null) return problem;
  }
  const missing = required.find((key) => (Reflect.get(declared, key) ?? null) === null);
  return missing === undefined ? null : `the key \`${before}${missing}\` is missing`;
}

function unknownKey(before: string, key: string, known: readonly string[]): string {
  const meant = closest(key, known);
  return meant === undefined
    ? `there is no key \`${before}${key}\`: there are ${known.join(', ')}`
    : `there is no key \`${before}${key}\`, did you mean ${meant}?`;
}
