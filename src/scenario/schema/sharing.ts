import { compactJson } from '../../base/json/json.ts';
import type { JsonSchema } from '../../base/schema/json-schema.ts';

/** Shorter schemas are not worth a name of their own. */
const WORTH_SHARING = 80;

const schemaMaps: ReadonlySet<string> = new Set(['properties', 'patternProperties', '$defs']);
const schemaLists: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'allOf']);
const schemas: ReadonlySet<string> = new Set([
  'items',
  'additionalProperties',
  'not',
  'if',
  'then',
  'else',
]);
const annotations: ReadonlySet<string> = new Set(['description', 'default']);

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A schema with each schema directly inside it replaced. */
function mapped(schema: JsonSchema, replace: (inner: JsonSchema) => JsonSchema): JsonSchema {
  const one = (value: unknown): unknown => (isSchema(value) ? replace(value) : value);
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => {
      if (schemaMaps.has(keyword) && isSchema(value)) {
        return [
          keyword,
          Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, one(inner)])),
        ];
      }
      if (schemaLists.has(keyword) && Array.isArray(value)) return [keyword, value.map(one)];
      return [keyword, schemas.has(keyword) ? one(value) : value];
    }),
  );
}

function part(schema: JsonSchema, noted: boolean): JsonSchema {
  return Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => annotations.has(keyword) === noted),
  );
}

/** The same schema without what it says to people only, at any depth. */
export function withoutAnnotations(schema: JsonSchema): JsonSchema {
  return mapped(part(schema, false), withoutAnnotations);
}

/** Gives a name to every schema that stands in several places. */
class Sharing {
  readonly #counts = new Map<string, number>();
  readonly #names = new Map<string, string>();
  readonly definitions: { [name: string]: JsonSchema } = {};

  count(schema: JsonSchema): void {
    const texts = new Set([compactJson(schema), compactJson(part(schema, false))]);
    for (const text of texts) this.#counts.set(text, (this.#counts.get(text) ?? 0) + 1);
    mapped(schema, (inner) => {
      this.count(inner);
      return inner;
    });
  }

  shared(schema: JsonSchema): JsonSchema {
    if (this.#isShared(schema)) return this.#reference(schema);
    const bare = part(schema, false);
    if (this.#isShared(bare)) return { ...part(schema, true), ...this.#reference(bare) };
    return mapped(schema, (inner) => this.shared(inner));
  }

  #isShared(schema: JsonSchema): boolean {
    const text = compactJson(schema);
    return text.length > WORTH_SHARING && (this.#counts.get(text) ?? 0) > 1;
  }

  #reference(schema: JsonSchema): JsonSchema {
    const text = compactJson(schema);
    const known = this.#names.get(text);
    if (known !== undefined) return { $ref: `#/$defs/${known}` };
    const name = `shared-${this.#names.size + 1}`;
    this.#names.set(text, name);
    const bare = part(schema, false);
    const inner = compactJson(bare) !== text && this.#isShared(bare);
    this.definitions[name] = inner
      ? { ...part(schema, true), ...this.#reference(bare) }
      : mapped(schema, (one) => this.shared(one));
    return { $ref: `#/$defs/${name}` };
  }
}

/** The same schema, in which what stands in several places is written once, under `$defs`. */
export function withSharing(schema: JsonSchema): JsonSchema {
  const sharing = new Sharing();
  mapped(schema, (inner) => {
    sharing.count(inner);
    return inner;
  });
  const kinds = (schema['$defs'] ?? {}) as { readonly [name: string]: JsonSchema };
  const top = mapped(schema, (inner) => sharing.shared(inner));
  const named = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [
      name,
      mapped(kind, (inner) => sharing.shared(inner)),
    ]),
  );
  return { ...top, $defs: { ...named, ...sharing.definitions } };
}
