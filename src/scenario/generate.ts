import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { canonicalJson } from '../base/json.ts';
import { scenarioSchema } from './schema/scenario-schema.ts';

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
  ajv.addSchema(schema, 'validate');
  return standalone.default(ajv, { validate: 'validate' });
}

/** What the loader has generated: the schema for editors, and the validator. */
export async function scenarioFiles(): Promise<readonly GeneratedFile[]> {
  return [
    { path: 'schemas/scenario.schema.json', text: canonicalJson(scenarioSchema()) },
    { path: 'src/scenario/generated/validator.js', text: `${scenarioValidatorSource()}\n` },
    { path: 'src/scenario/generated/validator.d.ts', text: DECLARATION },
  ];
}
