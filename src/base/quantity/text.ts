import {
  compare,
  div,
  fixedDecimal,
  mul,
  type Ratio,
  ratio,
  roundRatio,
  toDecimal,
} from './ratio.ts';
import { printDuration } from '../time.ts';
import { type QuantityKind, type Unit, unitsOf } from './unit.ts';

/** Decimals shown of a computed value whose decimals never end, such as a third. */
const ENDLESS_PLACES = 9;

interface Spelling {
  readonly text: string;
  readonly cost: number;
}

function decimal(value: Ratio): string {
  return toDecimal(value) ?? fixedDecimal(value, ENDLESS_PLACES);
}

/** Digits to read, and half a point against a leading `0.`: 0.5/min before 30/h, 6/h before 0.1/min. */
function spell(value: Ratio, unit: Unit): Spelling | undefined {
  const text = toDecimal(div(value, unit.worth));
  if (text === undefined) return undefined;
  const small = text.startsWith('0.');
  const digits = text.replace(/^-?0?\.?/, '').replace('.', '').length;
  return { text: text + unit.name, cost: 2 * digits + (small ? 1 : 0) };
}

function cheapest(value: Ratio, candidates: readonly Unit[]): string | undefined {
  let best: Spelling | undefined;
  for (const unit of candidates) {
    const spelling = spell(value, unit);
    if (spelling !== undefined && (best === undefined || spelling.cost < best.cost))
      best = spelling;
  }
  return best?.text;
}

/** In the largest unit that the value reaches, or in the smallest when it reaches none. */
function largestFitting(value: Ratio, candidates: readonly Unit[]): string {
  const falling = [...candidates].sort((x, y) => compare(y.worth, x.worth));
  const chosen = falling.find((unit) => compare(value, unit.worth) >= 0) ?? falling.at(-1);
  return chosen === undefined ? decimal(value) : decimal(div(value, chosen.worth)) + chosen.name;
}

/** The unit that divides the value with the fewest digits; of several the largest. */
function wholeUnits(value: Ratio, candidates: readonly Unit[]): string | undefined {
  const whole = candidates.filter((unit) => div(value, unit.worth).denominator === 1n);
  return cheapest(
    value,
    [...whole].sort((a, b) => compare(b.worth, a.worth)),
  );
}

function frequency(value: Ratio): string {
  const ppb = mul(value, ratio(1_000_000_000n));
  const magnitude = ppb.numerator < 0n ? mul(ppb, ratio(-1n)) : ppb;
  const small = compare(magnitude, ratio(1000n)) < 0;
  return small ? `${decimal(ppb)}ppb` : `${decimal(div(ppb, ratio(1000n)))}ppm`;
}

const zeroText: Readonly<Record<QuantityKind, string>> = {
  duration: '0s',
  'signed-duration': '0s',
  share: '0%',
  rate: '0/s',
  frequency: '0ppm',
  bandwidth: '0bit/s',
  size: '0B',
  factor: '0x',
  'byte-rate': '0B/s',
};

/**
 * The canonical text of a quantity, which reads back as the same value. Only a computed value
 * whose decimals never end is cut, to nine decimals (durations to whole nanoseconds).
 */
export function printQuantity(exact: {
  readonly kind: QuantityKind;
  readonly ratio: Ratio;
}): string {
  const { kind, ratio: value } = exact;
  if (value.numerator === 0n) return zeroText[kind];
  switch (kind) {
    case 'duration':
    case 'signed-duration':
      return printDuration(Number(roundRatio(value)));
    case 'share':
      return `${decimal(mul(value, ratio(100n)))}%`;
    case 'factor':
      return `${decimal(value)}x`;
    case 'frequency':
      return frequency(value);
    case 'rate':
      return cheapest(value, unitsOf(kind)) ?? largestFitting(value, unitsOf(kind));
    case 'bandwidth':
      return largestFitting(value, unitsOf(kind));
    case 'size':
    case 'byte-rate':
      return wholeUnits(value, unitsOf(kind)) ?? largestFitting(value, unitsOf(kind));
  }
}
