import {
  type Exact,
  isProblem,
  parseAs,
  parseQuantity,
  type QuantityKind,
  toBytes,
  toNs,
  toPerSecond,
  toPpb,
} from '../quantity/quantity.ts';
import { compare, fromDecimal, toNumber } from '../quantity/ratio.ts';
import type { Description, SchemaWord } from './description.ts';
import { didYouMean, type Path, type SchemaProblem, valueProblem } from './problem.ts';
import { boundsText, expectedText, valueText, writtenText } from './text.ts';

/** How a word with a unit is read: the kind of its quantities, and its number in a program. */
export interface MeasureReading {
  readonly kind: QuantityKind;
  /** ns, events per second, 0..1, ppb, a pure factor, bytes or bit/s. */
  number(exact: Exact): number;
}

const asRatio = (exact: Exact): number => toNumber(exact.ratio);

/** The words that carry a unit, and how each is read. */
export const measures: { readonly [W in SchemaWord]?: MeasureReading } = {
  duration: { kind: 'duration', number: toNs },
  'signed-duration': { kind: 'signed-duration', number: toNs },
  rate: { kind: 'rate', number: toPerSecond },
  probability: { kind: 'share', number: asRatio },
  ppm: { kind: 'frequency', number: toPpb },
  factor: { kind: 'factor', number: asRatio },
  size: { kind: 'size', number: toBytes },
  bandwidth: { kind: 'bandwidth', number: toPerSecond },
};

/** A value that was read, or the problem with it. */
export type Reading<T> = { readonly value: T } | SchemaProblem;

function codeOf(kind: QuantityKind, written: string | number): string {
  const text = String(written);
  if (fromDecimal(text) !== undefined) return 'E_MISSING_UNIT';
  const found = parseQuantity(text);
  if (isProblem(found)) return 'E_QUANTITY';
  return found.kind === kind ? 'E_BOUND' : 'E_TYPE';
}

function readExact(
  kind: QuantityKind,
  description: Description,
  written: unknown,
  path: Path,
): Reading<Exact> {
  if (typeof written !== 'string' && typeof written !== 'number') {
    const message = `expected ${expectedText(description)}, found ${valueText(written)}`;
    return valueProblem(path, 'E_TYPE', message);
  }
  const exact = parseAs(kind, written);
  if (!isProblem(exact)) return { value: exact };
  const range = typeof written === 'string' && written.includes('..');
  const notes = range ? ['a range does not fit here: this is one value, not a draw'] : [];
  const suggestion = didYouMean(exact.suggestion);
  return valueProblem(path, codeOf(kind, written), exact.problem, suggestion, notes);
}

function outside(
  description: Description,
  written: unknown,
  path: Path,
  low: boolean,
): SchemaProblem {
  const side = low ? 'small' : 'large';
  const message = `${writtenText(written)} is too ${side}: ${boundsText(description)} is allowed`;
  return valueProblem(path, 'E_BOUND', message);
}

/** Reads a quantity with its unit and checks its bounds, exactly, before it becomes a double. */
export function readMeasure(
  measure: MeasureReading,
  description: Description,
  written: unknown,
  path: Path,
): Reading<number> {
  const exact = readExact(measure.kind, description, written, path);
  if (!('value' in exact)) return exact;
  for (const [bound, low] of [
    [description.min, true],
    [description.max, false],
  ] as const) {
    if (bound === undefined) continue;
    const limit = readExact(measure.kind, description, bound, path);
    if (!('value' in limit)) return limit;
    const order = compare(exact.value.ratio, limit.value.ratio);
    if (low ? order < 0 : order > 0) return outside(description, written, path, low);
  }
  return { value: measure.number(exact.value) };
}

/** Reads a bare number, whole if the word is `integer`, and checks its bounds. */
export function readNumber(
  description: Description,
  written: unknown,
  path: Path,
): Reading<number> {
  const whole = description.word === 'integer';
  const fits = whole ? Number.isSafeInteger(written) : Number.isFinite(written);
  if (typeof written !== 'number' || !fits) {
    const message = `expected ${expectedText(description)}, found ${valueText(written)}`;
    const bare = typeof written === 'string' && fromDecimal(written) !== undefined;
    const suggestion = bare ? 'write it without quotes' : null;
    const large = whole && Number.isInteger(written);
    const notes = large ? ['whole numbers beyond 2^53 lose their last digits'] : [];
    return valueProblem(path, 'E_TYPE', message, suggestion, notes);
  }
  const { min, max } = description;
  if (typeof min === 'number' && written < min) return outside(description, written, path, true);
  if (typeof max === 'number' && written > max) return outside(description, written, path, false);
  return { value: written };
}
