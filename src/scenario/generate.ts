import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { canonicalJson } from '../base/json/json.ts';
import type { JsonSchema } from '../base/schema/json-schema.ts';
import { scenarioSchema } from './schema/scenario-schema.ts';
import { withoutAnnotations } from './schema/sharing.ts';

export { scenarioSchema };

/** One file that is generated; the path is relative to the repository. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

const DECLARATION = `/** One thing in which data does not fit the schema. */
export interface StructureError {
  /** JSON pointer to the data. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: { readonly [name: string]: unknown };
  readonly message?: string;
}

/** Whether data fits the schema; \`errors\` are those of the last call. */
export declare const validate: {
  (data: unknown): boolean;
  readonly errors: readonly StructureError[] | null | undefined;
};
`;

type Schemas = { readonly [name: string]: JsonSchema };

/** Each part of a scenario validated by functions of its own: those of absent parts are never compiled. */
function inParts(schema: JsonSchema): JsonSchema {
  const parts: { [name: string]: JsonSchema } = {};
  const apart = (name: string, part: JsonSchema): JsonSchema => {
    parts[name] = part;
    return { $ref: `#/$defs/${name}` };
  };
  const properties = Object.entries(schema['properties'] as Schemas).map(([key, part]) => {
    const entry = part['additionalProperties'];
    if (entry === undefined) return [key, part];
    const whole =
      typeof entry === 'object'
        ? { ...part, additionalProperties: apart(`entry-${key}`, entry as JsonSchema) }
        : part;
    return [key, apart(`part-${key}`, whole)];
  });
  const $defs = { ...(schema['$defs'] as Schemas), ...parts };
  return { ...schema, properties: Object.fromEntries(properties), $defs };
}

/** How ajv makes an error and adds it to those before it, wherever one is found: hundreds of times. */
const ADDING =
  /const (err[0-9]+) = \{instancePath(:[^,]*)?,keyword:("[^"]*"),params:(.*?)\};vErrors = added\(vErrors, \1\);/g;
const APPENDING =
  /if\(vErrors === null\)\{vErrors = \[(err[0-9]+)\];\}else \{vErrors\.push\(\1\);\}/g;
/** How ajv asks another of its functions: where, beside much that none of ours looks at. */
const SIGNATURE =
  /\(data, \{instancePath="", parentData, parentDataProperty, rootData=data\}=\{\}\)/g;
const ASKING =
  /\{instancePath(?::([^{}]*?))?,parentData(?::\w+)?,parentDataProperty(?::(?:"[^"]*"|\w+))?,rootData\}/g;
const JOINING = /vErrors = vErrors === null \? (validate[0-9]+\.errors) : vErrors\.concat\(\1\);/g;
const ADDED = `
const joined = (errors, more) => {
  if (errors === null) return more;
  for (const error of more) errors.push(error);
  return errors;
};
const added = (errors, error) => (errors === null ? [error] : (errors.push(error), errors));
const told = (errors, instancePath, keyword, params) => added(errors, { instancePath, keyword, params });
`;

/** How a module keeps the schemas it was made of, and reaches into them. */
const KEPT = /const (schema[0-9]+) = (\{.*?\});(?=const |function |$)/g;
const REACHING = /(schema[0-9]+)((?:\.\w+|\[[0-9]+\])+)/g;

/** What stands at a path such as `.properties.per.anyOf[0].enum`. */
function reached(schema: unknown, path: string): unknown {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  return steps.reduce((at, step) => (at as { readonly [key: string]: unknown })[step], schema);
}

/** A module without the schemas it was made of: it needs to know which keys there are, and some words. */
function withoutSchemas(source: string): string {
  const schemas = new Map<string, unknown>();
  const body = source.replaceAll(KEPT, (_, name: string, text: string) => {
    schemas.set(name, JSON.parse(text));
    return '';
  });
  const keys = new Map<string, object>();
  const rest = body.replaceAll(REACHING, (whole, name: string, path: string) => {
    if (!schemas.has(name)) return whole;
    const value = reached(schemas.get(name), path);
    if (path !== '.properties') return JSON.stringify(value);
    keys.set(name, Object.fromEntries(Object.keys(value as object).map((key) => [key, 1])));
    return name;
  });
  const kept = [...keys].map(([name, object]) => `const ${name} = ${JSON.stringify(object)};`);
  return rest.replace('"use strict";', `"use strict";${kept.join('')}`);
}

/** The same module with less to read at each start: without what no error of ours tells. */
function shortened(source: string): string {
  const body = withoutSchemas(source)
    .replaceAll(/schemaPath:"[^"]*",/g, '')
    .replaceAll(APPENDING, 'vErrors = added(vErrors, $1);')
    .replaceAll(ADDING, (_, _name, path: string | undefined, keyword: string, params: string) => {
      const where = path === undefined ? 'instancePath' : path.slice(1);
      return `vErrors = told(vErrors,${where},${keyword},${params});`;
    })
    .replaceAll(SIGNATURE, '(data, instancePath = "")')
    .replaceAll(ASKING, (_, path: string | undefined) => path ?? 'instancePath')
    .replaceAll(JOINING, 'vErrors = joined(vErrors, $1);');
  return body.replace('"use strict";', `"use strict";${ADDED}`);
}

/** The validator of scenarios as the text of a module that needs no other. */
export function scenarioValidatorSource(): string {
  // No keyword of later drafts is used, and the older one tracks less of what was evaluated.
  const ajv = new Ajv({
    allErrors: true,
    messages: false,
    discriminator: true,
    inlineRefs: false,
    strictRequired: false,
    strictTypes: false,
    code: { esm: true, source: true, lines: false },
  });
  const { $id: _id, $schema: _draft, ...schema } = scenarioSchema();
  ajv.addSchema(inParts(withoutAnnotations(schema)), 'validate');
  return shortened(standalone.default(ajv, { validate: 'validate' }));
}

/** What the loader has generated: the schema for editors, and the validator. */
export async function scenarioFiles(): Promise<readonly GeneratedFile[]> {
  return [
    { path: 'schemas/scenario.schema.json', text: canonicalJson(scenarioSchema()) },
    { path: 'src/scenario/generated/validator.js', text: `${scenarioValidatorSource()}\n` },
    { path: 'src/scenario/generated/validator.d.ts', text: DECLARATION },
  ];
}
