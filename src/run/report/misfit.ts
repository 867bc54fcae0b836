import type { JsonSchema } from './json-schema.ts';

/** Where a value is not as a schema has it. */
export interface Misfit {
  /** `runs[0].checks`; empty: the value itself. */
  readonly path: string;
  /** `is missing`, or what it should be. */
  readonly problem: string;
}

type Tree = { readonly [key: string]: unknown };

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const kinds: { readonly [type: string]: readonly [string, (value: unknown) => boolean] } = {
  string: ['a text', (value) => typeof value === 'string'],
  integer: ['a whole number', (value) => Number.isSafeInteger(value)],
  boolean: ['true or false', (value) => typeof value === 'boolean'],
  array: ['a list', Array.isArray],
  object: ['an object', isTree],
  null: ['null', (value) => value === null],
};

/** Schemas under a key, those of `$defs` for references. */
function schemasIn(value: unknown): readonly JsonSchema[] {
  return Array.isArray(value) ? value.filter(isTree) : [];
}

/** Looks for what does not fit, in one document of schemas. */
class Fitting {
  readonly #root: JsonSchema;

  constructor(root: JsonSchema) {
    this.#root = root;
  }

  misfit(value: unknown, schema: JsonSchema, path: string): Misfit | null {
    const { $ref, anyOf, type } = schema;
    if (typeof $ref === 'string') return this.#referred(value, $ref, path);
    if (anyOf !== undefined) return this.#either(value, schemasIn(anyOf), path);
    if ('const' in schema && value !== schema['const']) {
      return { path, problem: `should be ${JSON.stringify(schema['const'])}` };
    }
    const words: unknown = schema['enum'];
    if (Array.isArray(words) && !words.includes(value)) {
      return { path, problem: `should be one of ${words.join(', ')}` };
    }
    const kind = typeof type === 'string' ? kinds[type] : undefined;
    if (kind !== undefined && !kind[1](value)) return { path, problem: `should be ${kind[0]}` };
    if (Array.isArray(value)) return this.#items(value, schema['items'], path);
    return isTree(value) ? this.#keys(value, schema, path) : null;
  }

  #referred(value: unknown, reference: string, path: string): Misfit | null {
    const { $defs } = this.#root;
    const schema = isTree($defs) ? $defs[reference.replace('#/$defs/', '')] : undefined;
    return isTree(schema) ? this.misfit(value, schema, path) : null;
  }

  /** The misfit of the first that is meant: what else there may be is null. */
  #either(value: unknown, schemas: readonly JsonSchema[], path: string): Misfit | null {
    const misfits = schemas.map((schema) => this.misfit(value, schema, path));
    return misfits.includes(null) ? null : (misfits[0] ?? null);
  }

  #items(values: readonly unknown[], items: unknown, path: string): Misfit | null {
    if (!isTree(items)) return null;
    for (const [index, value] of values.entries()) {
      const found = this.misfit(value, items, `${path}[${index}]`);
      if (found !== null) return found;
    }
    return null;
  }

  #keys(tree: Tree, schema: JsonSchema, path: string): Misfit | null {
    const { properties, required, additionalProperties } = schema;
    const below = (key: string): string => (path === '' ? key : `${path}.${key}`);
    const missing = Array.isArray(required)
      ? required.find((key) => !Object.hasOwn(tree, key))
      : undefined;
    if (typeof missing === 'string') return { path: below(missing), problem: 'is missing' };
    const known = isTree(properties) ? properties : {};
    for (const [key, value] of Object.entries(tree)) {
      const own = Object.hasOwn(known, key) ? known[key] : additionalProperties;
      const found = isTree(own) ? this.misfit(value, own, below(key)) : null;
      if (found !== null) return found;
    }
    return null;
  }
}

/**
 * Where a value is first not as a schema has it; null when it fits. Keys that the schema does not
 * know are no misfit: a later version may write them. Of JSON Schema only what the schemas of this
 * storey are made of is understood, without patterns: to load ajv and let it compile the schema of a
 * report takes longer than to start and to compare two reports.
 */
export function misfitOf(value: unknown, schema: JsonSchema): Misfit | null {
  return new Fitting(schema).misfit(value, schema, '');
}
