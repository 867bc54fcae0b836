import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { canonicalJson } from '../base/json.ts';
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

/** How ajv adds an error to those before it, wherever one is found: hundreds of times. */
const ADDING = /if\(vErrors === null\)\{vErrors = \[(err[0-9]+)\];\}else \{vErrors\.push\(\1\);\}/g;
const ADDED =
  'const added = (errors, error) => (errors === null ? [error] : (errors.push(error), errors));';

/** The same module with less to read at each start: without what no error of ours tells. */
function shortened(source: string): string {
  const body = source
    .replaceAll(/schemaPath:"[^"]*",/g, '')
    .replaceAll(ADDING, 'vErrors = added(vErrors, $1);');
  return body.replace('"use strict";', `"use strict";${ADDED}`);
}

/** The validator of scenarios as the text of a module that needs no other. */
export function scenarioValidatorSource(): string {
  const ajv = new Ajv2020({
    allErrors: true,
    messages: false,
    discriminator: true,
    inlineRefs: false,
    strictRequired: false,
    strictTypes: false,
    code: { esm: true, source: true, lines: false },
  });
  const { $id: _, ...schema } = scenarioSchema();
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
