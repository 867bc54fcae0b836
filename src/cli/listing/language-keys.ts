import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../../base/order.ts';
import { packageRoot } from '../about.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Shared = { readonly [name: string]: Json };

/** A meaning of a key, and where it has it: `in faults`. */
export interface KeyMeaning {
  readonly text: string;
  readonly places: readonly string[];
}

function fieldsOf(json: Json | undefined): { readonly [key: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
    ? (json as { readonly [key: string]: Json })
    : {};
}

function referred($ref: string, shared: Shared): Json | undefined {
  return shared[$ref.replace('#/$defs/', '')];
}

/** What is said of a part, there or where it refers to. */
function descriptionOf(part: Json | undefined, shared: Shared): string | null {
  const { description, $ref } = fieldsOf(part);
  if (typeof description === 'string') return description;
  return typeof $ref === 'string' ? descriptionOf(referred($ref, shared), shared) : null;
}

/** All keys that may stand below a part, with what is said of them there. */
function* keysBelow(
  part: Json,
  shared: Shared,
  seen: Set<Json>,
): Generator<readonly [key: string, text: string]> {
  if (typeof part !== 'object' || part === null || seen.has(part)) return;
  seen.add(part);
  const { properties, $ref } = fieldsOf(part);
  for (const [key, of] of Object.entries(fieldsOf(properties))) {
    const text = descriptionOf(of, shared);
    if (text !== null) yield [key, text];
  }
  if (typeof $ref === 'string') yield* keysBelow(referred($ref, shared) ?? null, shared, seen);
  for (const below of Object.values(part)) yield* keysBelow(below, shared, seen);
}

/**
 * The keys of the scenario language, each with its meanings: `premise` stands in checks. They are on
 * no shelf; the schema with which editors explain them knows them all.
 */
export function languageKeys(): ReadonlyMap<string, readonly KeyMeaning[]> {
  const file = join(packageRoot, 'schemas', 'scenario.schema.json');
  const schema = JSON.parse(readFileSync(file, 'utf8')) as Json;
  const { properties, $defs } = fieldsOf(schema);
  const shared = fieldsOf($defs);
  const keys = new Map<string, Map<string, Set<string>>>();
  const tell = (key: string, text: string, place: string): void => {
    const meanings = keys.get(key) ?? new Map<string, Set<string>>();
    keys.set(key, meanings.set(text, (meanings.get(text) ?? new Set()).add(place)));
  };
  for (const [section, part] of Object.entries(fieldsOf(properties))) {
    const whole = descriptionOf(part, shared);
    if (whole !== null) tell(section, whole, 'at the top');
    for (const [key, text] of keysBelow(part, shared, new Set())) tell(key, text, `in ${section}`);
  }
  return new Map(
    [...keys]
      .toSorted(([one], [other]) => compareText(one, other))
      .map(([key, meanings]) => [
        key,
        [...meanings].map(([text, places]) => ({ text, places: [...places] })),
      ]),
  );
}
