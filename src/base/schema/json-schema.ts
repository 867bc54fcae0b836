import { type QuantityKind, unitsOf } from '../quantity/unit.ts';
import { nsPerUnit } from '../time.ts';
import type { Description, Fields } from './description.ts';
import { distributionShapes } from './distribution-reader.ts';
import { describe, describeFields } from './fields.ts';
import { measures } from './measure.ts';
import { boundsText, typeText } from './text.ts';

/** A JSON Schema (2020-12), as data. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** How a schema is to be written. */
export interface JsonSchemaOptions {
  /**
   * Wherever a value may stand, a formula (`= $a * 2`) or parameter (`$a`) may too: for editors,
   * which see files before formulas are computed, and before overlays remove anything with `null`.
   */
  readonly formulas: boolean;
}

const NUMBER = '[0-9]+(\\.[0-9]+)?';
const FORMULA: JsonSchema = { type: 'string', pattern: '^[=$]' };

function escaped(text: string): string {
  return text.replaceAll(/[/.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The regular expression for a sum of durations, without anchors. `µ` has two code points. */
const durationPattern = `(${NUMBER}(${[...nsPerUnit.keys(), '\u00b5s', '\u03bcs', 'min'].join('|')}))+`;

function unitPattern(kind: QuantityKind): string {
  const names = unitsOf(kind).map((unit) => escaped(unit.name));
  const minute = kind === 'rate' ? [escaped('/m')] : [];
  const sign = kind === 'frequency' ? '-?' : '';
  return `${sign}${NUMBER}(${[...names, ...minute].join('|')})`;
}

function quantityPattern(kind: QuantityKind): string {
  if (kind === 'duration') return durationPattern;
  return kind === 'signed-duration' ? `-?${durationPattern}` : unitPattern(kind);
}

/** A quantity: text with a unit, or 0. */
function quantity(kind: QuantityKind): JsonSchema {
  const pattern = `^(${quantityPattern(kind)}|0)$`;
  return { anyOf: [{ type: 'string', pattern }, { const: 0 }] };
}

function bareNumber(description: Description, type: 'integer' | 'number'): JsonSchema {
  const { min, max } = description;
  return {
    type,
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
  };
}

const TEXT_OR_LIST: JsonSchema = {
  anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
};

/** A length of time or a range of them; all that begins with no digit and no sign may be a preset. */
const distributionPattern = `^((${durationPattern}|0)(\\.\\.(${durationPattern}|0))?$|[^-+0-9])`;

function distributionSchema(options: JsonSchemaOptions): JsonSchema {
  const kinds = Object.values(distributionShapes).map((fields) =>
    jsonSchemaOf(describe('object', { fields }), options),
  );
  const length = jsonSchemaOf(describe('duration', { optional: true }), options);
  const mixture = {
    type: 'object',
    properties: {
      mixture: { type: 'array', items: { type: 'object', required: ['weight'] }, minItems: 1 },
      min: length,
      max: length,
    },
    required: ['mixture'],
    additionalProperties: false,
  };
  const text = { type: 'string', pattern: distributionPattern };
  return { anyOf: [text, { const: 0 }, ...kinds, mixture] };
}

/** In an overlay `null` removes what stands below; elsewhere a key without a value says nothing. */
function orNull(schema: JsonSchema): JsonSchema {
  const { anyOf, type } = schema;
  if (Array.isArray(anyOf))
    return { ...schema, anyOf: [...(anyOf as unknown[]), { type: 'null' }] };
  return typeof type === 'string' ? { ...schema, type: [type, 'null'] } : schema;
}

function objectSchema(description: Description, options: JsonSchemaOptions): JsonSchema {
  const entries = Object.entries(description.fields ?? {});
  const required = entries
    .filter(([, field]) => !field.optional && field.fallback === undefined)
    .map(([name]) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(
      entries.map(([name, field]) => {
        const schema = jsonSchemaOf(field, options);
        return [name, options.formulas ? orNull(schema) : schema];
      }),
    ),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

function bare(description: Description, options: JsonSchemaOptions): JsonSchema {
  const { word, of, words } = description;
  const measure = measures[word];
  if (measure !== undefined) return quantity(measure.kind);
  switch (word) {
    case 'integer':
    case 'number':
      return bareNumber(description, word);
    case 'boolean':
      return { type: 'boolean' };
    case 'one-of':
      return description.orOwn
        ? { anyOf: [{ enum: words ?? [] }, { type: 'string', pattern: '^(\\.\\.?/|[=$])' }] }
        : { enum: words ?? [] };
    case 'value':
      return {};
    case 'nodes':
    case 'selector':
      return TEXT_OR_LIST;
    case 'formula':
      return { anyOf: [{ type: 'string' }, { type: 'number' }] };
    case 'wall-time':
      return { anyOf: [quantity('signed-duration'), { type: 'integer' }] };
    case 'signature':
      return { not: {} };
    case 'distribution':
      return distributionSchema(options);
    case 'list':
      return { type: 'array', ...(of === null ? {} : { items: jsonSchemaOf(of, options) }) };
    case 'map':
      return {
        type: 'object',
        ...(of === null ? {} : { additionalProperties: jsonSchemaOf(of, options) }),
      };
    case 'object':
      return objectSchema(description, options);
    default:
      return { type: 'string' };
  }
}

/** Whether any text fits already, so that formulas need no branch of their own. */
function takesAnyText(word: Description['word']): boolean {
  const texts = ['text', 'value', 'node', 'nodes', 'event', 'selector', 'link', 'formula'];
  return word === 'distribution' || texts.includes(word);
}

function annotation(description: Description): JsonSchema {
  const bounds = boundsText(description);
  const unit = measures[description.word] === undefined ? '' : typeText(description);
  const hints = [unit, bounds].filter((hint) => hint !== '').join(', ');
  const words = [description.about, hints === '' ? null : `(${hints})`].filter(
    (part) => part !== null,
  );
  return {
    ...(words.length === 0 ? {} : { description: words.join(' ') }),
    ...(description.fallback === undefined ? {} : { default: description.fallback }),
  };
}

function isDescription(described: Fields | Description): described is Description {
  return typeof described.word === 'string';
}

/**
 * The JSON Schema (2020-12) of what a file may write for these fields or this description, with
 * descriptions, defaults, and patterns for quantities. Bounds of quantities are only told in words.
 */
export function jsonSchemaOf(
  described: Fields | Description,
  options: JsonSchemaOptions,
): JsonSchema {
  const description = isDescription(described) ? described : describeFields(described);
  const schema = bare(description, options);
  const formulas = options.formulas && !takesAnyText(description.word);
  const computed = formulas && description.word !== 'object' && description.word !== 'signature';
  return {
    ...annotation(description),
    ...(computed ? { anyOf: [...alternatives(schema), FORMULA] } : schema),
  };
}

function alternatives(schema: JsonSchema): readonly unknown[] {
  return Array.isArray(schema['anyOf']) ? schema['anyOf'] : [schema];
}
