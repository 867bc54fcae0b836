import type { Formula } from '../formula.ts';
import type { Distribution } from '../sampler/sampler.ts';
import type { Duration, DurationText, Rate } from '../units.ts';

/** What kind of value a schema describes: the word that the reference pages use. */
export type SchemaWord =
  | 'duration'
  | 'signed-duration'
  | 'rate'
  | 'probability'
  | 'ppm'
  | 'factor'
  | 'size'
  | 'bandwidth'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'text'
  | 'one-of'
  | 'value'
  | 'node'
  | 'nodes'
  | 'wall-time'
  | 'signature'
  | 'distribution'
  | 'formula'
  | 'event'
  | 'selector'
  | 'link'
  | 'list'
  | 'map'
  | 'object';

/** A schema as plain data: from this one thing come reader, JSON Schema, copier, docs and redraws. */
export interface Description {
  readonly word: SchemaWord;
  /** Why the value is there: the reference text. */
  readonly about: string | null;
  readonly optional: boolean;
  /** The value when the file says nothing, as a file would write it; undefined when there is none. */
  readonly fallback: unknown;
  /** Bounds, as a file would write them. */
  readonly min: unknown;
  readonly max: unknown;
  /** The words of `one-of`. */
  readonly words: readonly string[] | null;
  /** Whether a path may stand in the place of a word of `one-of`: a definition of the user's own. */
  readonly orOwn: boolean;
  /** Of a text that names a field of events: the keys beside it that name these events. */
  readonly fieldOf: readonly string[] | null;
  /** What a list or map holds. */
  readonly of: Description | null;
  /** The fields of an object. */
  readonly fields: { readonly [name: string]: Description } | null;
}

declare const carries: unique symbol;

/** Describes a value of type T that is written as W in a file. */
export interface Schema<T, W = T> {
  readonly [carries]: T;
  readonly description: Description;
  /** The value when the file says nothing. */
  default(value: W): this;
  /** The value may be left out. */
  optional(): Schema<T | undefined, W>;
}

/** A schema of something with an order. */
export interface Measure<T, W = T> extends Schema<T, W> {
  /** Smallest value allowed. */
  min(value: W): this;
  /** Largest value allowed. */
  max(value: W): this;
}

/** Named schemas: the body of a message, a config, the data of an event. */
// oxlint-disable-next-line no-explicit-any -- variance: a field of any type is a field
export type Fields = { readonly [name: string]: Schema<any, any> };

type OptionalKeys<F extends Fields> = {
  // oxlint-disable-next-line no-explicit-any -- inference position
  [K in keyof F]: F[K] extends Schema<infer T, any> ? (undefined extends T ? K : never) : never;
}[keyof F];
// oxlint-disable-next-line no-explicit-any -- inference position
type Carried<S> = S extends Schema<infer T, any> ? T : never;

/** The TypeScript type of a value with these fields. */
export type Infer<F extends Fields> = {
  readonly [K in Exclude<keyof F, OptionalKeys<F>>]: Carried<F[K]>;
} & { readonly [K in OptionalKeys<F>]?: Carried<F[K]> };

/** The types that builders give, named once for all of them. */
export type DurationSchema = Measure<Duration, DurationText>;
export type SignedDurationSchema = Measure<number, DurationText | `-${DurationText}`>;
export type RateSchema = Measure<Rate, `${number}/${'s' | 'min' | 'h' | 'd'}`>;
export type ProbabilitySchema = Measure<number, `${number}%`>;
export type PpmSchema = Measure<number, `${number}${'ppm' | 'ppb'}`>;
export type FactorSchema = Measure<number, `${number}x`>;
export type DistributionSchema = Schema<Distribution, string>;
export type FormulaSchema = Schema<Formula, string>;
