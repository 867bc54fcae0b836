import {
  type Exact,
  isProblem,
  nameOf,
  parseQuantity,
  printQuantity,
  type QuantityKind,
} from '../../base/quantity/quantity.ts';
import {
  compare,
  fixedDecimal,
  fromDecimal,
  mul,
  type Ratio,
  ratio,
  toDecimal,
  toNumber,
} from '../../base/quantity/ratio.ts';
import {
  isPure,
  type Measure,
  numberMeasure,
  quantityMeasure,
  ratioIn,
  sameDimension,
  type Unit,
  unitName,
  unitOf,
} from './units.ts';

/** A value of a scenario with its type: what a parameter holds and what a formula gives. Exact. */
export type Typed =
  | { readonly kind: 'quantity'; readonly quantity: Exact }
  | { readonly kind: 'number'; readonly ratio: Ratio }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'list'; readonly items: readonly Typed[] }
  /** A choice of verdicts, `held or violated`: each once, in order of appearance. */
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** A map or null: passed on as it is, no formula looks inside. */
  | { readonly kind: 'data'; readonly data: unknown };

/** A list inside a formula; its items are read only when somebody compares them. */
export interface ListWorth {
  readonly kind: 'list';
  readonly count: number;
  readonly items: () => readonly Typed[];
}

/** A value inside a formula: a number is a measure, all else nearly as in `Typed`. */
export type Worth =
  | Measure
  | ListWorth
  | Extract<Typed, { readonly kind: 'text' | 'boolean' | 'words' | 'data' }>;

/** The type of a value without the value; `any` when only a run can tell. */
export type Shape =
  | (Unit & { readonly kind: 'measure' })
  | { readonly kind: Exclude<Worth['kind'], 'measure'> | 'any' };

/** The exact ratio of a number as it is written: 0.1 is a tenth. */
export function ratioOfNumber(value: number): Ratio | undefined {
  if (Number.isSafeInteger(value)) return ratio(BigInt(value));
  const match = /^(-?[0-9]+(?:\.[0-9]+)?)(?:e([+-][0-9]+))?$/.exec(String(value));
  const digits = match === null ? undefined : fromDecimal(match[1] ?? '');
  if (digits === undefined) return undefined;
  const exponent = Number(match?.[2] ?? '0');
  const power = BigInt(`1${'0'.repeat(Math.abs(exponent))}`);
  return mul(digits, exponent < 0 ? ratio(1n, power) : ratio(power));
}

/**
 * The typed value of plain scenario data: numbers are pure numbers, texts that read as a quantity
 * are quantities, other texts stay texts.
 */
export function typedOf(data: unknown): Typed {
  if (typeof data === 'boolean') return { kind: 'boolean', value: data };
  if (typeof data === 'number') {
    const exact = ratioOfNumber(data);
    return exact === undefined ? { kind: 'data', data } : { kind: 'number', ratio: exact };
  }
  if (typeof data === 'string') {
    const quantity = parseQuantity(data);
    return isProblem(quantity) ? { kind: 'text', text: data } : { kind: 'quantity', quantity };
  }
  if (Array.isArray(data)) return { kind: 'list', items: data.map((item) => typedOf(item)) };
  return { kind: 'data', data };
}

/**
 * A typed value as plain scenario data. Quantities are written canonically, pure numbers become the
 * nearest double, a choice of verdicts `a or b`. Only decimals that never end lose digits.
 */
export function plainOf(typed: Typed): unknown {
  switch (typed.kind) {
    case 'quantity':
      return printQuantity(typed.quantity);
    case 'number':
      return toNumber(typed.ratio);
    case 'text':
      return typed.text;
    case 'boolean':
      return typed.value;
    case 'list':
      return typed.items.map((item) => plainOf(item));
    case 'words':
      return typed.words.join(' or ');
    case 'data':
      return typed.data;
  }
}

/** A typed value as one line of text, for reports and messages. */
export function printTyped(typed: Typed): string {
  switch (typed.kind) {
    case 'number':
      return toDecimal(typed.ratio) ?? fixedDecimal(typed.ratio, 9);
    case 'list':
      return `[${typed.items.map((item) => printTyped(item)).join(', ')}]`;
    case 'data':
      return JSON.stringify(typed.data) ?? 'nothing';
    default:
      return String(plainOf(typed));
  }
}

/**
 * The value as a quantity of this kind, or undefined when its dimension differs. Pure numbers,
 * shares, factors and frequency errors stand for one another, as do bits and bytes per second.
 */
export function asQuantity(typed: Typed, kind: QuantityKind): Exact | undefined {
  if (typed.kind !== 'quantity' && typed.kind !== 'number') return undefined;
  const measure = worthOf(typed);
  if (measure.kind !== 'measure' || !sameDimension(measure, unitOf(kind))) return undefined;
  return { kind, ratio: ratioIn(kind, measure) };
}

/** The value as a pure number, or undefined when it has a dimension. */
export function asNumber(typed: Typed): Ratio | undefined {
  if (typed.kind !== 'quantity' && typed.kind !== 'number') return undefined;
  const measure = worthOf(typed);
  return measure.kind === 'measure' && isPure(measure) ? measure.ratio : undefined;
}

/** A typed value as formulas compute with it. */
export function worthOf(typed: Typed): Worth {
  switch (typed.kind) {
    case 'quantity':
      return quantityMeasure(typed.quantity);
    case 'number':
      return numberMeasure(typed.ratio);
    case 'list':
      return { kind: 'list', count: typed.items.length, items: () => typed.items };
    default:
      return typed;
  }
}

/** The typed value of what a formula gave, or undefined for a measure that no quantity can hold. */
export function typedWorth(worth: Worth): Typed | undefined {
  if (worth.kind === 'list') return { kind: 'list', items: worth.items() };
  if (worth.kind !== 'measure') return worth;
  const { spelling } = worth;
  if (spelling === null) return undefined;
  if (spelling === 'number') return { kind: 'number', ratio: worth.ratio };
  const value = ratioIn(spelling, worth);
  const negative = spelling === 'duration' && compare(value, ratio(0n)) < 0;
  return {
    kind: 'quantity',
    quantity: { kind: negative ? 'signed-duration' : spelling, ratio: value },
  };
}

/** How a type is called in messages, with its article. */
export function shapeName(shape: Shape): string {
  switch (shape.kind) {
    case 'measure':
      return unitName(shape, nameOf);
    case 'text':
      return 'a text';
    case 'boolean':
      return 'true or false';
    case 'list':
      return 'a list';
    case 'words':
      return 'a choice of words';
    case 'data':
      return 'a map';
    case 'any':
      return 'a value';
  }
}
