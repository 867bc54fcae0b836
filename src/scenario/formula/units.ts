import type { Exact, QuantityKind } from '../../base/quantity/quantity.ts';
import { div, mul, one, type Ratio, ratio } from '../../base/quantity/ratio.ts';

/** How a result is written: a kind of quantity, a pure number, or null while no kind fits (ns * ns). */
export type Spelling = QuantityKind | 'number' | null;

/** The dimension of a value: exponents of time and of data, and how it is written. */
export interface Unit {
  readonly time: number;
  readonly data: number;
  readonly spelling: Spelling;
  /** A number that was read at run time and whose unit nobody declared: it takes that of its partner. */
  readonly open: boolean;
}

/** A number with its dimension; the ratio is in ns and bits. */
export interface Measure extends Unit {
  readonly kind: 'measure';
  readonly ratio: Ratio;
}

const NS_PER_SECOND = ratio(1_000_000_000n);
const BITS_PER_BYTE = ratio(8n);

interface Dimension {
  readonly time: number;
  readonly data: number;
  /** One base unit of the kind (as in base/quantity) in ns and bits. */
  readonly worth: Ratio;
}

const perSecond = div(one, NS_PER_SECOND);

const dimensions: Readonly<Record<QuantityKind, Dimension>> = {
  duration: { time: 1, data: 0, worth: one },
  'signed-duration': { time: 1, data: 0, worth: one },
  share: { time: 0, data: 0, worth: one },
  factor: { time: 0, data: 0, worth: one },
  frequency: { time: 0, data: 0, worth: one },
  rate: { time: -1, data: 0, worth: perSecond },
  size: { time: 0, data: 1, worth: BITS_PER_BYTE },
  bandwidth: { time: -1, data: 1, worth: perSecond },
  'byte-rate': { time: -1, data: 1, worth: mul(BITS_PER_BYTE, perSecond) },
};

/** The unit of a pure number. */
export const numberUnit: Unit = { time: 0, data: 0, spelling: 'number', open: false };

/** The unit of a kind of quantity. */
export function unitOf(kind: QuantityKind): Unit {
  const { time, data } = dimensions[kind];
  return { time, data, spelling: kind, open: false };
}

/** A pure number as a measure. */
export function numberMeasure(value: Ratio): Measure {
  return { kind: 'measure', ...numberUnit, ratio: value };
}

/** A quantity as a measure. */
export function quantityMeasure(exact: Exact): Measure {
  const value = mul(exact.ratio, dimensions[exact.kind].worth);
  return { kind: 'measure', ...unitOf(exact.kind), ratio: value };
}

/** A measure in the base unit of a kind of the same dimension (not looked at here). */
export function ratioIn(kind: QuantityKind, measure: Measure): Ratio {
  return div(measure.ratio, dimensions[kind].worth);
}

/** True when two values may be added and compared. */
export function sameDimension(a: Unit, b: Unit): boolean {
  return a.time === b.time && a.data === b.data;
}

/** True for pure numbers, shares, factors and frequency errors. */
export function isPure(unit: Unit): boolean {
  return unit.time === 0 && unit.data === 0;
}

/** The more telling of two spellings of pure numbers; of two that differ, neither. */
function purer(a: Spelling, b: Spelling): Spelling {
  if (a === b || b === 'number') return a;
  if (a === 'number') return b;
  if (a === 'factor') return b;
  return b === 'factor' ? a : 'number';
}

function spellingFor(time: number, data: number, a: Spelling, b: Spelling): Spelling {
  if (data === 0 && time === 1) return 'duration';
  if (data === 0 && time === -1) return 'rate';
  if (data === 1 && time === 0) return 'size';
  if (data === 1 && time === -1) {
    return a === 'byte-rate' || b === 'byte-rate' ? 'byte-rate' : 'bandwidth';
  }
  return null;
}

/** The unit of a sum, difference, least or greatest of two values of one dimension. */
export function sumUnit(a: Unit, b: Unit): Unit {
  const spelling = isPure(a)
    ? purer(a.spelling, b.spelling)
    : spellingFor(a.time, a.data, a.spelling, b.spelling);
  return { time: a.time, data: a.data, spelling, open: a.open && b.open };
}

/** The unit of a product. */
export function productUnit(a: Unit, b: Unit): Unit {
  const [time, data] = [a.time + b.time, a.data + b.data];
  const open = a.open && b.open;
  if (time !== 0 || data !== 0) {
    return { time, data, spelling: spellingFor(time, data, a.spelling, b.spelling), open };
  }
  const spelling = isPure(a) ? purer(a.spelling, b.spelling) : 'number';
  return { time, data, spelling, open };
}

/** The unit of a quotient. What divides like by like is a number: 30% / 10% is 3. */
export function quotientUnit(a: Unit, b: Unit): Unit {
  const [time, data] = [a.time - b.time, a.data - b.data];
  const open = a.open && b.open;
  if (time !== 0 || data !== 0) {
    return { time, data, spelling: spellingFor(time, data, a.spelling, b.spelling), open };
  }
  const plain = b.spelling === 'number' || b.spelling === 'factor';
  return { time, data, spelling: plain ? a.spelling : 'number', open };
}

/** The unit of a square root, or undefined when an exponent is odd. */
export function rootUnit(a: Unit): Unit | undefined {
  if (a.time % 2 !== 0 || a.data % 2 !== 0) return undefined;
  const [time, data] = [a.time / 2, a.data / 2];
  const spelling = isPure(a) ? 'number' : spellingFor(time, data, null, null);
  return { time, data, spelling, open: a.open };
}

/** The step to which square roots of a unit are rounded: 1 ns, 1 byte, else a thousand-millionth. */
export function roundingStep(unit: Unit): Ratio {
  if (unit.time > 0) return one;
  if (unit.time === 0 && unit.data > 0) return BITS_PER_BYTE;
  let step = perSecond;
  for (let left = unit.time; left < 0; left += 1) step = mul(step, perSecond);
  return step;
}

const exponentWords: Readonly<Record<string, string>> = { 2: ' squared', 3: ' cubed' };

function power(word: string, exponent: number): string {
  return word + (exponent === 1 ? '' : (exponentWords[exponent] ?? ` to the ${exponent}`));
}

/** How a unit is called in messages: `a duration`, `time squared`, `data times time`. */
export function unitName(unit: Unit, nameOf: Readonly<Record<QuantityKind, string>>): string {
  if (unit.spelling === 'number') return 'a number';
  if (unit.spelling === 'signed-duration') return nameOf.duration;
  if (unit.spelling !== null) return nameOf[unit.spelling];
  const above = [
    unit.data > 0 ? power('data', unit.data) : '',
    unit.time > 0 ? power('time', unit.time) : '',
  ].filter((part) => part !== '');
  const below = [
    unit.data < 0 ? power('data', -unit.data) : '',
    unit.time < 0 ? power('time', -unit.time) : '',
  ].filter((part) => part !== '');
  const top = above.length === 0 ? 'one' : above.join(' times ');
  return below.length === 0 ? top : `${top} per ${below.join(' and ')}`;
}
