import type { Fields } from '../../base/schema.ts';
import { type JsonSchema, jsonSchemaOf } from '../../base/schema/json-schema.ts';
import { rows } from '../vocabulary/chapter.ts';
import { type Noun, shelves } from '../definitions.ts';
import { type TopKey, topKeys } from '../vocabulary/keys.ts';
import { tcpFields, tcpPresetNames } from '../../world/tcp/settings.ts';
import { topics } from '../vocabulary/topics.ts';
import { withSharing } from './sharing.ts';
import {
  checkKeys,
  clockKeys,
  diskKeys,
  faultKeys,
  linkKeys,
  metricKeys,
  modelKeys,
  nameKeys,
  nemesisKeys,
  nodeKeys,
  poolKeys,
  switchKeys,
  variantKeys,
  workloadKeys,
} from './entry-keys.ts';

const options = { formulas: true } as const;

/** The address under which editors know the schema. */
const ADDRESS = 'https://fault-sim.dev/schemas/scenario.schema.json';

/** A formula or parameter in place of a word. */
const OWN_WORD: JsonSchema = { type: 'string', pattern: '^[=$]' };

/** A kind that no shelf has: a file of the user's own, or a formula that names one. */
const OWN_KIND: JsonSchema = { type: 'string', pattern: '^(\\.\\.?/|[=$])' };

type Properties = { readonly [key: string]: unknown };

function objectOf(fields: Fields): {
  readonly properties: Properties;
  readonly required: readonly string[];
} {
  const schema = jsonSchemaOf(fields, options);
  const properties = (schema['properties'] ?? {}) as Properties;
  const required = (schema['required'] ?? []) as readonly string[];
  if (fields !== nodeKeys) return { properties, required };
  return { properties: { ...properties, tcp: tcpSchema(properties['tcp']) }, required };
}

/** A kernel by name, or settings laid over one. */
function tcpSchema(described: unknown): JsonSchema {
  const settings = { ...closed(tcpFields), type: 'object' };
  return {
    ...(described as JsonSchema),
    anyOf: [{ enum: [...tcpPresetNames] }, OWN_WORD, settings],
  };
}

function closed(fields: Fields): JsonSchema {
  return {
    type: ['object', 'null'],
    properties: objectOf(fields).properties,
    additionalProperties: false,
  };
}

interface KindItem {
  readonly name: string;
  readonly summary: string;
  readonly fields: Fields;
}

/** Common keys that some kind has for itself: their schema depends on the kind. */
function claimedKeys(noun: Noun, common: Fields): ReadonlySet<string> {
  const own = itemsOf(noun).flatMap(({ fields }) => Object.keys(fields));
  return new Set(own.filter((key) => Object.hasOwn(common, key)));
}

/** Common keys that are the same for every kind of a noun. */
function unclaimed(noun: Noun, common: Fields): Properties {
  const claimed = claimedKeys(noun, common);
  const entries = Object.entries(objectOf(common).properties);
  return Object.fromEntries(entries.filter(([key]) => !claimed.has(key)));
}

/** One kind of a noun: its own keys. Common ones are allowed here and described with the noun. */
function kindSchema(
  noun: Noun,
  item: KindItem,
  common: Fields,
  elsewhere: Fields = {},
): JsonSchema {
  const own = objectOf(item.fields);
  const allowed = Object.fromEntries(
    [...Object.keys(unclaimed(noun, common)), ...Object.keys(elsewhere)].map((key) => [key, true]),
  );
  return {
    type: 'object',
    description: item.summary,
    properties: {
      [noun]: { const: item.name },
      ...objectOf(common).properties,
      ...own.properties,
      ...allowed,
    },
    required: [noun, ...own.required],
    additionalProperties: false,
  };
}

/** The items of a noun's shelf with the fields that stand beside the common keys. */
function itemsOf(noun: Noun): readonly KindItem[] {
  switch (noun) {
    case 'fault':
      return shelves.fault.items.map(({ name, summary, params }) => ({
        name,
        summary,
        fields: params,
      }));
    case 'check':
      return shelves.check.items.map(({ name, summary, config }) => ({
        name,
        summary,
        fields: config,
      }));
    case 'workload':
      return shelves.workload.items.map(({ name, summary, config }) => ({
        name,
        summary,
        fields: config,
      }));
    case 'metric':
      return shelves.metric.items.map(({ name, summary, config }) => ({
        name,
        summary,
        fields: config,
      }));
    case 'program':
      return shelves.program.items.map(({ name, summary }) => ({ name, summary, fields: {} }));
  }
}

/** A program's branch: its settings stand under `config`. */
function programSchema(item: KindItem): JsonSchema {
  const program = shelves.program.get(item.name);
  const schema = kindSchema('program', item, nodeKeys);
  const config = program === undefined ? {} : jsonSchemaOf(program.contents.config, options);
  const { required: _, ...loose } = config;
  return {
    ...schema,
    properties: {
      ...(schema['properties'] as Properties),
      config: { ...loose, type: ['object', 'null'] },
    },
  };
}

function definitionName(noun: Noun, name: string): string {
  return `${noun}-${name}`;
}

function definitions(
  noun: Noun,
  common: Fields,
  elsewhere: Fields = {},
): { readonly [name: string]: JsonSchema } {
  const items = itemsOf(noun);
  return Object.fromEntries(
    items.map((item) => [
      definitionName(noun, item.name),
      noun === 'program' ? programSchema(item) : kindSchema(noun, item, common, elsewhere),
    ]),
  );
}

/**
 * An entry whose singular key picks the kind: the branch of that kind if the library has it. An
 * entry without the key lies over one of another file; one with a path is the user's own.
 */
function entrySchema(noun: Noun, common: Fields): JsonSchema {
  const names = itemsOf(noun).map(({ name }) => name);
  const branches = names.map((name) => ({ $ref: `#/$defs/${definitionName(noun, name)}` }));
  const known = { type: 'object', properties: { [noun]: { enum: names } }, required: [noun] };
  const chosen = {
    type: 'object',
    properties: unclaimed(noun, common),
    discriminator: { propertyName: noun },
    required: [noun],
    oneOf: branches,
  };
  return {
    type: ['object', 'null'],
    properties: { [noun]: { anyOf: [{ enum: names }, OWN_KIND] } },
    if: known,
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: chosen,
  };
}

function named(entry: JsonSchema, description: string): JsonSchema {
  return { type: ['object', 'null'], description, additionalProperties: entry };
}

function nemesisSchema(description: string): JsonSchema {
  const keys = closed(nemesisKeys);
  const pool = named(entrySchema('fault', { ...faultKeys, ...poolKeys }), 'What it draws from.');
  const properties = { ...(keys['properties'] as Properties), faults: pool };
  return { ...keys, description, properties };
}

/** Kinds to names to what these stand in. */
function domainsSchema(description: string): JsonSchema {
  const parent = { type: 'string', description: 'What it stands in; `a | b`: either keeps it up.' };
  const count = { anyOf: [{ type: 'integer', minimum: 1 }, OWN_WORD] };
  const entry = {
    type: ['object', 'string', 'null'],
    properties: { count },
    additionalProperties: parent,
  };
  const kind = { type: ['object', 'null'], additionalProperties: entry };
  return { type: ['object', 'null'], description, additionalProperties: kind };
}

function words(known: ReadonlyMap<string, string>, description: string): JsonSchema {
  return { type: 'array', description, items: { enum: [...known.keys()] } };
}

const formulaOr = (schema: JsonSchema): JsonSchema => ({
  anyOf: [schema, { type: 'string', pattern: '^[=$]' }],
});

function topSchemas(): { readonly [K in TopKey]: JsonSchema } {
  const about = topKeys;
  const duration = '^(([0-9]+(\\.[0-9]+)?(ns|us|\u00b5s|\u03bcs|ms|s|m|min|h|d))+|[=$].*)$';
  return {
    version: { const: 1, description: about.version },
    name: { type: 'string', description: about.name },
    summary: { type: 'string', description: about.summary },
    topics: words(topics, about.topics),
    rows: words(rows, about.rows),
    seed: {
      anyOf: [
        { type: 'integer', minimum: 0 },
        { type: 'string', pattern: '^([0-9]+|[=$].*)$' },
      ],
      description: about.seed,
    },
    epoch: { type: 'string', description: about.epoch },
    duration: { type: 'string', pattern: duration, description: about.duration },
    heal: {
      anyOf: [{ type: 'string', pattern: duration }, { enum: [0, null] }],
      description: about.heal,
    },
    model: { ...closed(modelKeys), description: about.model },
    params: { type: ['object', 'null'], description: about.params },
    extends: { type: 'string', description: about.extends },
    domains: domainsSchema(about.domains),
    nodes: named(entrySchema('program', nodeKeys), about.nodes),
    switches: named(closed(switchKeys), about.switches),
    links: named(closed(linkKeys), about.links),
    names: named(closed(nameKeys), about.names),
    clocks: named(closed(clockKeys), about.clocks),
    disks: named(closed(diskKeys), about.disks),
    workloads: named(entrySchema('workload', workloadKeys), about.workloads),
    faults: named(entrySchema('fault', faultKeys), about.faults),
    nemesis: nemesisSchema(about.nemesis),
    checks: named(entrySchema('check', checkKeys), about.checks),
    metrics: named(entrySchema('metric', metricKeys), about.metrics),
    matrix: {
      type: ['object', 'null'],
      description: about.matrix,
      properties: {
        exclude: { type: ['string', 'array'] },
        include: { type: 'array', items: { type: 'object' } },
      },
      additionalProperties: formulaOr({
        anyOf: [
          { type: 'array', minItems: 1 },
          { type: 'string', pattern: '^-?[0-9]+\\.\\.-?[0-9]+$' },
        ],
      }),
    },
    variants: named(closed(variantKeys), about.variants),
  };
}

/** The JSON Schema (2020-12) of scenario files, for editors and for the loader. */
export function scenarioSchema(): JsonSchema {
  return withSharing({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: ADDRESS,
    title: 'A scenario of fault-sim',
    type: 'object',
    properties: topSchemas(),
    patternProperties: { '^x-': {} },
    additionalProperties: false,
    required: ['version', 'name'],
    $defs: {
      ...definitions('program', nodeKeys),
      ...definitions('workload', workloadKeys),
      // One of the pool may have more keys; which, is looked at where the pool is read.
      ...definitions('fault', faultKeys, poolKeys),
      ...definitions('check', checkKeys),
      ...definitions('metric', metricKeys),
    },
  });
}
