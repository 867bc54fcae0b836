import type { FormulaValue } from '../../base/formula.ts';
import type { QuantityKind } from '../../base/quantity/quantity.ts';
import { div, mul, one, type Ratio, ratio, toNumber } from '../../base/quantity/ratio.ts';
import { readNumber } from './read-number.ts';
import { ratioOfNumber, type Shape, type Typed, typedWorth, type Worth } from './typed.ts';
import { type Measure, numberUnit, quantityMeasure, type Unit, unitOf } from './units.ts';

/**
 * The declared type of a name that a formula reads at run time. Numbers come in base units: ns for
 * durations, whole ppb for frequency errors, per second for rates, bit/s, bytes, bytes/s, else 1.
 * `any`: nobody declared it; a number then takes the unit of what it is compared with.
 */
export type NameType = QuantityKind | 'number' | 'text' | 'boolean' | 'list' | 'any';

const PPB = ratio(1n, 1_000_000_000n);

/** The unit of a name's numbers, and the worth of 1 in ns and bits. */
interface NumberType {
  readonly unit: Unit;
  readonly worth: Ratio;
}

function baseWorth(kind: QuantityKind): Ratio {
  return kind === 'frequency' ? PPB : quantityMeasure({ kind, ratio: one }).ratio;
}

/** What a number under a name of this type is worth; texts, flags and lists too may hold one by mistake. */
function numberType(type: NameType): NumberType {
  switch (type) {
    case 'number':
      return { unit: numberUnit, worth: one };
    case 'text':
    case 'boolean':
    case 'list':
    case 'any':
      return { unit: { ...numberUnit, open: true }, worth: one };
    default:
      return { unit: unitOf(type), worth: baseWorth(type) };
  }
}

/** The static type of a name. */
export function nameShape(type: NameType): Shape {
  if (type === 'any' || type === 'text' || type === 'boolean' || type === 'list')
    return { kind: type };
  return { kind: 'measure', ...numberType(type).unit };
}

function typedJson(value: unknown): Typed {
  if (typeof value === 'string') return { kind: 'text', text: value };
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  const number = typeof value === 'number' ? ratioOfNumber(value) : undefined;
  if (number !== undefined) return { kind: 'number', ratio: number };
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item) => typedJson(item)) };
  return { kind: 'data', data: value };
}

/** A value that was read at run time; null and numbers that are not finite are missing. */
export function worthOfRead(value: FormulaValue, type: NameType): Worth | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') {
    const exact = readNumber(value);
    if (exact === undefined) return undefined;
    const { unit, worth } = numberType(type);
    return { kind: 'measure', ...unit, ratio: mul(exact, worth) };
  }
  if (typeof value === 'string') return { kind: 'text', text: value };
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return { kind: 'list', count: items.length, items: () => items.map((item) => typedJson(item)) };
  }
  return { kind: 'data', data: value };
}

/** A number of unknown unit, read as the base unit of its partner; undefined if it has none. */
export function closed(open: Measure, partner: Unit): Measure | undefined {
  const { spelling } = partner;
  if (spelling === null || spelling === 'number') return undefined;
  const value = mul(open.ratio, baseWorth(spelling));
  return { kind: 'measure', ...partner, open: false, ratio: value };
}

/**
 * The double with which a number that was read is compared in place of an exact constant: the
 * nearest one. Undefined when the constant has no unit that a number of unknown unit could take.
 */
export function limitNumber(constant: Measure, type: NameType): number | undefined {
  const { unit, worth } = numberType(type);
  const { spelling } = constant;
  if (unit.open && spelling === null) return undefined;
  const closes = unit.open && spelling !== null && spelling !== 'number';
  return toNumber(div(constant.ratio, closes ? baseWorth(spelling) : worth));
}

/** What a formula's value looks like to its caller: numbers as nearest doubles in base units. */
export function valueOfWorth(worth: Worth | undefined): FormulaValue {
  if (worth === undefined) return undefined;
  if (worth.kind === 'measure') {
    const { spelling } = worth;
    const unit = spelling === null || spelling === 'number' ? one : baseWorth(spelling);
    return toNumber(div(worth.ratio, unit));
  }
  const typed = typedWorth(worth);
  return typed === undefined ? undefined : jsonOf(typed);
}

/** A typed value as a run would give it: numbers as nearest doubles in base units. */
export function jsonOf(typed: Typed): FormulaValue {
  switch (typed.kind) {
    case 'number':
      return toNumber(typed.ratio);
    case 'quantity':
      return toNumber(div(quantityMeasure(typed.quantity).ratio, baseWorth(typed.quantity.kind)));
    case 'text':
      return typed.text;
    case 'boolean':
      return typed.value;
    case 'words':
      return typed.words;
    case 'list':
      return typed.items.map((item) => jsonOf(item) ?? null);
    case 'data':
      return null;
  }
}
