import type { NodeId, Signature, Value, WallTime } from '../units.ts';
import type {
  DistributionSchema,
  DurationSchema,
  FactorSchema,
  Fields,
  FormulaSchema,
  Infer,
  Measure,
  PpmSchema,
  ProbabilitySchema,
  RateSchema,
  Schema,
  SignedDurationSchema,
} from './description.ts';
import { make } from './built-schema.ts';
import { describeFields } from './fields.ts';
import type { Selector } from './names.ts';

/** A size in bytes, as a file writes it. */
export type SizeText =
  `${number}${'B' | 'kB' | 'MB' | 'GB' | 'TB' | 'KiB' | 'MiB' | 'GiB' | 'TiB'}`;
/** A bandwidth in bits per second, as a file writes it. */
export type BandwidthText = `${number}${'' | 'k' | 'M' | 'G' | 'T'}bit/s`;

/** `10s`, `1m30s`; a bare number is an error that names the unit it lacks. */
export function duration(about?: string): DurationSchema {
  return make('duration', about);
}

/** A length of time with a sign, in ns: `-3ms`; for offsets and jumps only. */
export function signedDuration(about?: string): SignedDurationSchema {
  return make('signed-duration', about);
}

/** `20/s`, `0.5/min`; events per second. */
export function rate(about?: string): RateSchema {
  return make('rate', about);
}

/** `25%`, as a number from 0 to 1; a bare fraction is an error that shows the percentage. */
export function probability(about?: string): ProbabilitySchema {
  return make('probability', about);
}

/** Clock drift and other small ratios, in whole parts per billion: `200ppm`, `-20ppb`. */
export function ppm(about?: string): PpmSchema {
  return make('ppm', about);
}

/** `10x`, `0.5x`: a pure number to multiply by. */
export function factor(about?: string): FactorSchema {
  return make('factor', about);
}

/** `4KiB`, `1MB`; whole bytes. */
export function size(about?: string): Measure<number, SizeText> {
  return make('size', about);
}

/** `10Mbit/s`; bits per second. */
export function bandwidth(about?: string): Measure<number, BandwidthText> {
  return make('bandwidth', about);
}

/** A whole number. */
export function integer(about?: string): Measure<number> {
  return make('integer', about);
}

/** Any finite number. */
export function number(about?: string): Measure<number> {
  return make('number', about);
}

/** True or false. */
export function boolean(about?: string): Schema<boolean> {
  return make('boolean', about);
}

/** A string. */
export function text(about?: string): Schema<string> {
  return make('text', about);
}

/**
 * The name of a field of events, which keys beside it name: `fieldOf(['event'], 'The field with the
 * token.')`. A field that one of them does not have is found at load, with a suggestion.
 */
export function fieldOf(events: readonly string[], about?: string): Schema<string> {
  return make('text', about, { fieldOf: Object.freeze([...events]) });
}

/** One word of a few. */
export function oneOf<const W extends string>(words: readonly W[], about?: string): Schema<W> {
  // Somebody without a compiler writes the words side by side, and a text would pass for its letters.
  if (!Array.isArray(words)) throw new TypeError("oneOf takes a list: oneOf(['low', 'high'])");
  return make('one-of', about, { words: Object.freeze([...words]) });
}

/**
 * One of the named definitions of the library, or the path of a user's own, such as `./model.ts`: a
 * word is carried as it is, a path as the definition T that was found there at load.
 */
export function oneOfOrOwn<T>(
  words: readonly string[],
  about?: string,
): Schema<string | T, string> {
  return make('one-of', about, { words: Object.freeze([...words]), orOwn: true });
}

/** Any JSON value. */
export function value(about?: string): Schema<Value> {
  return make('value', about);
}

/** The id of one node of the scenario; a wrong name is found at load, with a suggestion. */
export function node(about?: string): Schema<NodeId> {
  return make('node', about);
}

/** Ids of nodes: a selector without amounts and roles, resolved at load. */
export function nodes(about?: string): Schema<readonly NodeId[], string | readonly string[]> {
  return make('nodes', about);
}

/** A reading of a time-of-day clock. There is none for monotonic readings: they mean nothing elsewhere. */
export function wallTime(about?: string): Schema<WallTime> {
  return make('wall-time', about);
}

/** An ideal signature made by `node.sign`; a liar cannot forge another node's. */
export function signature(about?: string): Schema<Signature> {
  return make('signature', about);
}

/** A duration, a range, a preset or a distribution: a length of time that may vary. */
export function distribution(about?: string): DistributionSchema {
  return make('distribution', about);
}

/** An expression over fields or metrics, as in `where` and `that`. */
export function formula(about?: string): FormulaSchema {
  return make('formula', about);
}

/** The name of an event. */
export function event(about?: string): Schema<string> {
  return make('event', about);
}

/** Nodes, by a selector with amounts and roles; whom it means is known while the scenario runs. */
export function selector(about?: string): Schema<Selector, string | readonly string[]> {
  return make('selector', about);
}

/** Links between nodes: `a -> b`, `a <-> b`. */
export function link(about?: string): Schema<Selector, string> {
  return make('link', about);
}

/** A list. */
export function list<T, W>(of: Schema<T, W>, about?: string): Schema<readonly T[], readonly W[]> {
  return make('list', about, { of: of.description });
}

/** Keys to values. */
export function map<T, W>(
  of: Schema<T, W>,
  about?: string,
): Schema<{ readonly [key: string]: T }, { readonly [key: string]: W }> {
  return make('map', about, { of: of.description });
}

/** What a file writes for these fields; those with a default may be left out. */
export type Written<F extends Fields> = {
  // oxlint-disable-next-line no-explicit-any -- inference position
  readonly [K in keyof F]?: F[K] extends Schema<any, infer W> ? W : never;
};

/** A fixed set of fields. */
export function object<F extends Fields>(fields: F, about?: string): Schema<Infer<F>, Written<F>> {
  return make('object', about, { fields: describeFields(fields).fields });
}
