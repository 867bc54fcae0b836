import type { SchemaWord } from '../../base/schema/description.ts';
import { parseDuration, printDuration } from '../../base/time.ts';
import type { Value } from '../../base/units.ts';

const coarse = [
  60_000_000_000, 10_000_000_000, 1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 1_000,
];

/** Lengths below this are not halved any more, in ns. */
const shortestNs = 1_000_000;

/** A duration as a file has it, in ns; null when it is something else. */
export function durationOf(value: Value | undefined): number | null {
  if (typeof value !== 'string') return null;
  const parsed = parseDuration(value);
  return 'ns' in parsed ? parsed.ns : null;
}

/** Digits up to the last that is no nought. */
function digitsOf(ns: number): number {
  return ns === 0 ? 0 : String(ns).replace(/0+$/, '').length;
}

/**
 * The same length in fewer digits, coarsest first: nearest multiples of whole units. What is longer has
 * fewer digits, and not only another unit: from 500ms to 1s, which may be where it came from, there is
 * nothing to win.
 */
export function rounderTimes(value: Value | undefined, leastNs: number): string[] {
  const ns = durationOf(value);
  if (ns === null) return [];
  const rounder: string[] = [];
  for (const unit of coarse) {
    if (ns % unit === 0) break;
    for (const rounded of [Math.round(ns / unit) * unit, Math.floor(ns / unit) * unit]) {
      const text = printDuration(rounded);
      const isRounder = rounded < ns || digitsOf(rounded) < digitsOf(ns);
      if (rounded >= leastNs && isRounder && !rounder.includes(text)) rounder.push(text);
    }
  }
  return rounder;
}

/** Shorter lengths, shortest first. */
export function shorterTimes(value: Value | undefined): string[] {
  const ns = durationOf(value);
  if (ns === null) return [];
  return [10, 4, 2]
    .map((part) => Math.floor(ns / part))
    .filter((shorter) => shorter >= shortestNs)
    .map(printDuration);
}

function halfShare(value: Value): string | null {
  const [, digits] = typeof value === 'string' ? (/^(\d+)%$/.exec(value) ?? []) : [];
  const percent = Number(digits);
  return digits === undefined || percent < 2 ? null : `${Math.floor(percent / 2)}%`;
}

/** Halfway to 1x, in whole numbers. */
function halfFactor(value: Value): string | null {
  const [, digits] = typeof value === 'string' ? (/^(\d+)x$/.exec(value) ?? []) : [];
  const factor = Number(digits);
  return digits === undefined || factor < 3 ? null : `${Math.ceil((factor + 1) / 2)}x`;
}

/** A quantity half as far from doing nothing; null when there is none that is simply said. */
export function halfwayToNothing(word: SchemaWord, value: Value): Value | null {
  switch (word) {
    case 'duration':
    case 'distribution':
      return shorterTimes(value).at(-1) ?? null;
    case 'probability':
      return halfShare(value);
    case 'factor':
      return halfFactor(value);
    case 'integer':
      return typeof value === 'number' && value > 1 ? Math.floor(value / 2) : null;
    default:
      return null;
  }
}
