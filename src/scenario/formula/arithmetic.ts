import { add, compare, div, mul, ratio, sub } from '../../base/quantity/ratio.ts';
import { type Span, trouble } from '../diagnostics/text-problem.ts';
import { closed } from './name-type.ts';
import { squareRoot } from './square-root.ts';
import type { ArithmeticSign, ComparisonSign } from './tree.ts';
import { shapeName, type Typed, type Worth, worthOf } from './typed.ts';
import {
  type Measure,
  productUnit,
  quotientUnit,
  rootUnit,
  sameDimension,
  sumUnit,
} from './units.ts';

/** Two measures of one dimension; a number of unknown unit takes that of the other. */
function aligned(a: Measure, b: Measure): readonly [Measure, Measure] | undefined {
  const left = a.open ? (closed(a, b) ?? a) : a;
  const right = b.open ? (closed(b, a) ?? b) : b;
  return sameDimension(left, right) ? [left, right] : undefined;
}

/** Gives up when two measures have different units, which the check finds unless types are open. */
function demandAligned(a: Measure, b: Measure, span: Span): readonly [Measure, Measure] {
  const pair = aligned(a, b);
  if (pair !== undefined) return pair;
  return trouble(span, `${shapeName(a)} and ${shapeName(b)} have different units`);
}

/** The exact result of an operation; gives up at different units and at a division by zero. */
export function computed(sign: ArithmeticSign, a: Measure, b: Measure, span: Span): Measure {
  if (sign === '*') {
    return { kind: 'measure', ...productUnit(a, b), ratio: mul(a.ratio, b.ratio) };
  }
  if (sign === '/') {
    if (b.ratio.numerator === 0n) trouble(span, 'a division by zero');
    return { kind: 'measure', ...quotientUnit(a, b), ratio: div(a.ratio, b.ratio) };
  }
  const [left, right] = demandAligned(a, b, span);
  const value = sign === '+' ? add(left.ratio, right.ratio) : sub(left.ratio, right.ratio);
  return { kind: 'measure', ...sumUnit(left, right), ratio: value };
}

/** The same measure with the other sign. */
export function negated(a: Measure): Measure {
  return { ...a, ratio: mul(a.ratio, ratio(-1n)) };
}

/** The square root; gives up below zero and where no unit results. */
export function rooted(a: Measure, span: Span): Measure {
  const unit = rootUnit(a);
  if (unit === undefined) return trouble(span, `${shapeName(a)} has no square root with a unit`);
  if (a.ratio.numerator < 0n) trouble(span, 'the square root of a negative value');
  return { kind: 'measure', ...unit, ratio: squareRoot(a.ratio, unit) };
}

/** The least or greatest of some measures of one dimension. */
export function extreme(name: 'min' | 'max', all: readonly Measure[], span: Span): Measure {
  const [first, ...others] = all;
  if (first === undefined) return trouble(span, `${name} of nothing`);
  return others.reduce((best, next) => {
    const [left, right] = demandAligned(best, next, span);
    const order = compare(left.ratio, right.ratio);
    const chosen = (name === 'min') === order > 0 ? right : left;
    return { kind: 'measure', ...sumUnit(left, right), ratio: chosen.ratio };
  }, first);
}

function equalItems(a: readonly Typed[], b: readonly Typed[]): boolean {
  return a.every((item, index) => {
    const other = b[index];
    return other !== undefined && equal(worthOf(item), worthOf(other));
  });
}

/** Equality by type and value; values of different types are not equal. */
export function equal(a: Worth, b: Worth): boolean {
  if (a.kind === 'measure' && b.kind === 'measure') {
    const pair = aligned(a, b);
    return pair !== undefined && compare(pair[0].ratio, pair[1].ratio) === 0;
  }
  if (a.kind === 'text' && b.kind === 'text') return a.text === b.text;
  if (a.kind === 'boolean' && b.kind === 'boolean') return a.value === b.value;
  if (a.kind === 'list' && b.kind === 'list') {
    return a.count === b.count && equalItems(a.items(), b.items());
  }
  // A set of verdicts, each in it once: who stands first means nothing.
  if (a.kind === 'words' && b.kind === 'words') {
    return a.words.length === b.words.length && a.words.every((word) => b.words.includes(word));
  }
  return false;
}

/** Whether a comparison is true of two values whose order is -1, 0 or 1. */
export function holdsFor(sign: ComparisonSign, order: number): boolean {
  switch (sign) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** A comparison by size; gives up at different units. */
export function ordered(sign: ComparisonSign, a: Measure, b: Measure, span: Span): boolean {
  const [left, right] = demandAligned(a, b, span);
  return holdsFor(sign, compare(left.ratio, right.ratio));
}
