import {
  type Exact,
  exampleOf,
  type ExactRange,
  isProblem,
  nameOf,
  parseAs,
  parseQuantity,
  parseRange,
  type Problem,
  type QuantityKind,
  toNs,
  toPpb,
} from '../base/quantity/quantity.ts';
import { compare, fromDecimal, one, zero } from '../base/quantity/ratio.ts';
import { valueText } from '../base/schema/text.ts';
import { closest } from '../base/text/suggest.ts';
import type { Code } from './diagnostics/codes.ts';
import { asQuantity, printTyped } from './formula.ts';
import type { Problems } from './diagnostics/problems.ts';
import { plainTree } from './source/plain.ts';
import { type Scalar, type Spot } from './source/tree.ts';

function found(spot: Spot): string {
  return valueText(plainTree(spot.tree));
}

/** The scalar at a spot; a list or map is told to be none. */
export function scalarOf(spot: Spot, wanted: string, problems: Problems): Scalar | undefined {
  if (spot.tree.kind === 'scalar' && spot.tree.value !== null) return spot.tree;
  problems.atValue('E_TYPE', spot, `expected ${wanted}, found ${found(spot)}`);
  return undefined;
}

function codeOf(kind: QuantityKind, text: string): Code {
  if (fromDecimal(text) !== undefined) return 'E_MISSING_UNIT';
  const quantity = parseQuantity(text);
  if (isProblem(quantity)) return 'E_QUANTITY';
  return quantity.kind === kind ? 'E_BOUND' : 'E_TYPE';
}

function reportQuantity(
  kind: QuantityKind,
  scalar: Scalar,
  spot: Spot,
  problem: Problem,
  problems: Problems,
): void {
  const range = scalar.text.includes('..') && !problem.problem.includes('range');
  const notes = range ? ['a range does not fit here: this is one value, not a draw'] : [];
  problems.atValue(codeOf(kind, scalar.text), spot, problem.problem, {
    meant: problem.suggestion,
    notes,
  });
}

/** What a formula gave, as a quantity of this kind. */
function computedQuantity(
  kind: QuantityKind,
  scalar: Scalar,
  spot: Spot,
  problems: Problems,
): Exact | undefined {
  const { computed } = scalar;
  if (computed === null) return undefined;
  if (computed.kind === 'number' && computed.ratio.numerator === 0n) return { kind, ratio: zero };
  const quantity = asQuantity(computed, kind);
  const negative = quantity !== undefined && compare(quantity.ratio, zero) < 0;
  const signed = kind === 'signed-duration' || kind === 'frequency';
  const above = kind === 'share' && quantity !== undefined && compare(quantity.ratio, one) > 0;
  if (quantity !== undefined && (!negative || signed) && !above) return quantity;
  const why =
    quantity === undefined ? '' : negative ? ', which is negative' : ', which is more than 100%';
  problems.atValue(
    quantity === undefined ? 'E_TYPE' : 'E_BOUND',
    spot,
    `expected ${nameOf[kind]} such as ${exampleOf[kind]}; the formula gives ${printTyped(computed)}${why}`,
  );
  return undefined;
}

/** An exact quantity of one kind; undefined when it is none, with the reason told. */
export function readQuantity(
  kind: QuantityKind,
  spot: Spot,
  problems: Problems,
): Exact | undefined {
  const scalar = scalarOf(spot, `${nameOf[kind]} such as ${exampleOf[kind]}`, problems);
  if (scalar === undefined) return undefined;
  const { computed } = scalar;
  if (computed !== null && (computed.kind === 'quantity' || computed.kind === 'number')) {
    return computedQuantity(kind, scalar, spot, problems);
  }
  if (typeof scalar.value === 'boolean') {
    problems.atValue(
      'E_TYPE',
      spot,
      `expected ${nameOf[kind]} such as ${exampleOf[kind]}, found ${scalar.text}`,
    );
    return undefined;
  }
  const exact = parseAs(kind, scalar.text);
  if (!isProblem(exact)) return exact;
  reportQuantity(kind, scalar, spot, exact, problems);
  return undefined;
}

/** A quantity or a range of it; one value is a range of itself. */
export function readQuantityRange(
  kind: QuantityKind,
  spot: Spot,
  problems: Problems,
): ExactRange | undefined {
  if (
    spot.tree.kind === 'scalar' &&
    typeof spot.tree.value === 'string' &&
    spot.tree.text.includes('..')
  ) {
    const range = parseRange(kind, spot.tree.text);
    if (!isProblem(range)) return range;
    problems.atValue('E_QUANTITY', spot, range.problem, { meant: range.suggestion });
    return undefined;
  }
  const exact = readQuantity(kind, spot, problems);
  return exact === undefined ? undefined : { low: exact, high: exact };
}

/** A duration in ns. */
export function readDuration(
  spot: Spot,
  problems: Problems,
  least: 'zero' | 'above-zero' = 'zero',
): number | undefined {
  const exact = readQuantity('duration', spot, problems);
  if (exact === undefined) return undefined;
  const ns = toNs(exact);
  if (ns > 0 || least === 'zero') return ns;
  problems.atValue('E_BOUND', spot, 'this must be longer than 0');
  return undefined;
}

/** A share in parts per billion. */
export function readShare(spot: Spot, problems: Problems): number | undefined {
  const exact = readQuantity('share', spot, problems);
  return exact === undefined ? undefined : toPpb(exact);
}

/** A whole number within bounds. */
export function readCount(
  spot: Spot,
  problems: Problems,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): number | undefined {
  const scalar = scalarOf(spot, 'a whole number', problems);
  if (scalar === undefined) return undefined;
  const { value } = scalar;
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    const unit =
      typeof value === 'string' && !isProblem(parseQuantity(value)) ? ['counts have no unit'] : [];
    const bare =
      typeof value === 'string' && /^[0-9]+$/.test(value) ? 'write it without quotes' : undefined;
    problems.atValue('E_TYPE', spot, `expected a whole number, found ${found(spot)}`, {
      suggestion: bare,
      notes: unit,
    });
    return undefined;
  }
  if (value >= least && value <= most) return value;
  const side = value < least ? `small: at least ${least}` : `large: at most ${most}`;
  problems.atValue('E_BOUND', spot, `${value} is too ${side} is allowed`);
  return undefined;
}

/** A number that is 0 or above and need not be whole. */
export function readNumber(spot: Spot, problems: Problems): number | undefined {
  const scalar = scalarOf(spot, 'a number', problems);
  if (scalar === undefined) return undefined;
  if (typeof scalar.value === 'number' && scalar.value >= 0) return scalar.value;
  problems.atValue('E_TYPE', spot, `expected a number of 0 or more, found ${found(spot)}`);
  return undefined;
}

/** True or false. */
export function readBoolean(spot: Spot, problems: Problems): boolean | undefined {
  const scalar = scalarOf(spot, 'true or false', problems);
  if (scalar === undefined) return undefined;
  if (typeof scalar.value === 'boolean') return scalar.value;
  const meant: ReadonlyMap<string, string> = new Map([
    ['yes', 'true'],
    ['on', 'true'],
    ['no', 'false'],
    ['off', 'false'],
  ]);
  problems.atValue('E_TYPE', spot, `expected true or false, found ${found(spot)}`, {
    meant: meant.get(scalar.text.toLowerCase()),
  });
  return undefined;
}

/** A text; numbers and truths must be quoted to be one. */
export function readText(spot: Spot, problems: Problems): string | undefined {
  const scalar = scalarOf(spot, 'text', problems);
  if (scalar === undefined) return undefined;
  if (typeof scalar.value === 'string') return scalar.value;
  problems.atValue('E_TYPE', spot, `expected text, found ${scalar.text}`, {
    suggestion: `put it in quotes: "${scalar.text}"`,
  });
  return undefined;
}

/** One of a few words. */
export function readWord<const W extends string>(
  spot: Spot,
  words: readonly W[],
  problems: Problems,
): W | undefined {
  const expected = `expected one of: ${words.join(', ')}`;
  const scalar = scalarOf(spot, `one of: ${words.join(', ')}`, problems);
  if (scalar === undefined) return undefined;
  const word = words.find((candidate) => candidate === scalar.text);
  if (word !== undefined) return word;
  problems.atValue('E_UNKNOWN_WORD', spot, `unknown word "${scalar.text}"`, {
    meant: closest(scalar.text, words),
    notes: [expected],
  });
  return undefined;
}
