/** A piece of JSON Schema 2020-12, as plain data. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** A schema for every key of a type, and for no other. */
export type KeysOf<T> = { readonly [K in keyof T]-?: JsonSchema };

/** A text; `about` is what editors and readers are shown. */
export function textOf(about: string): JsonSchema {
  return { type: 'string', description: about };
}

/** A whole number. */
export function wholeOf(about: string): JsonSchema {
  return { type: 'integer', description: about };
}

/** One of a closed list of words. */
export function wordOf(words: readonly string[], about: string): JsonSchema {
  return { enum: [...words], description: about };
}

/** True or false. */
export function flagOf(about: string): JsonSchema {
  return { type: 'boolean', description: about };
}

/** Any JSON. */
export function anyOf(about: string): JsonSchema {
  return { description: about };
}

/** A schema, or null. */
export function orNull(schema: JsonSchema): JsonSchema {
  const { description, ...rest } = schema;
  const either = { anyOf: [rest, { type: 'null' }] };
  return description === undefined ? either : { ...either, description };
}

/** A list. */
export function listOf(items: JsonSchema, about: string): JsonSchema {
  return { type: 'array', items, description: about };
}

/** Any keys, each with a value of this schema. */
export function mapOf(values: JsonSchema, about: string): JsonSchema {
  return { type: 'object', additionalProperties: values, description: about };
}

/** An object with exactly these keys, all of them required but those that are named as optional. */
export function recordOf(
  properties: { readonly [key: string]: JsonSchema },
  about: string,
  optional: readonly string[] = [],
): JsonSchema {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties).filter((key) => !optional.includes(key)),
    additionalProperties: false,
    description: about,
  };
}

/** A schema that a file refers to by name, within one document. */
export function named(name: string): JsonSchema {
  return { $ref: `#/$defs/${name}` };
}
