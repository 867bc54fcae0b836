import type { Description, Fields, SchemaWord } from './description.ts';

/** A description of a word, required and without a default unless `more` says otherwise. */
export function describe(word: SchemaWord, more: Partial<Description> = {}): Description {
  return Object.freeze({
    word,
    about: null,
    optional: false,
    fallback: undefined,
    min: undefined,
    max: undefined,
    words: null,
    orOwn: false,
    fieldOf: null,
    of: null,
    fields: null,
    ...more,
  });
}

const described = new WeakMap<Fields, Description>();

/** The description of an object with these fields; one per `Fields` value, in declared order. */
export function describeFields(fields: Fields): Description {
  const known = described.get(fields);
  if (known !== undefined) return known;
  const entries = Object.entries(fields).map(
    ([name, schema]) => [name, schema.description] as const,
  );
  const description = describe('object', { fields: Object.freeze(Object.fromEntries(entries)) });
  described.set(fields, description);
  return description;
}
