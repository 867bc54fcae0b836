import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../about.ts';

/** A word such as `to` means something else in many places. */
const mostMeanings = 4;

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

function fieldsOf(json: Json | undefined): { readonly [key: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
    ? (json as { readonly [key: string]: Json })
    : {};
}

/** What is said of a part, there or where it refers to. */
function descriptionOf(part: Json | undefined, shared: Shared): string | null {
  const { description, $ref } = fieldsOf(part);
  if (typeof description === 'string') return description;
  return typeof $ref === 'string' ? descriptionOf(referred($ref, shared), shared) : null;
}

type Shared = { readonly [name: string]: Json };

function referred($ref: string, shared: Shared): Json | undefined {
  return shared[$ref.replace('#/$defs/', '')];
}

/** What the schema says of a key, wherever it may stand below a part of it. */
function* tellingOf(word: string, part: Json, shared: Shared, seen: Set<Json>): Generator<string> {
  if (typeof part !== 'object' || part === null || seen.has(part)) return;
  seen.add(part);
  const { properties, $ref } = fieldsOf(part);
  const told = descriptionOf(fieldsOf(properties)[word], shared);
  if (told !== null) yield told;
  if (typeof $ref === 'string')
    yield* tellingOf(word, referred($ref, shared) ?? null, shared, seen);
  for (const below of Object.values(part)) yield* tellingOf(word, below, shared, seen);
}

/**
 * What a key of the scenario language is for: `premise` stands in checks. Such words are on no shelf;
 * the schema with which editors explain them knows them all. Null when it is no key.
 */
export function languageKey(word: string): string | null {
  const file = join(packageRoot, 'schemas', 'scenario.schema.json');
  const schema = JSON.parse(readFileSync(file, 'utf8')) as Json;
  const { properties, $defs } = fieldsOf(schema);
  const sections = fieldsOf(properties);
  const shared = fieldsOf($defs);
  const whole = descriptionOf(sections[word], shared);
  const places = new Map<string, string[]>(whole === null ? [] : [[whole, ['at the top']]]);
  for (const [section, part] of Object.entries(sections)) {
    for (const text of new Set(tellingOf(word, part, shared, new Set())))
      places.set(text, [...(places.get(text) ?? []), `in ${section}`]);
  }
  if (places.size === 0) return null;
  const told = [...places].slice(0, mostMeanings);
  return told.map(([text, at]) => `${at.join(', ')}: ${text.replace(/\.$/, '')}`).join('; ');
}
