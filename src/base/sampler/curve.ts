import type { CutSampler } from './cut.ts';
import { type Distribution, printDistribution, shiftOf } from './distribution.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { Curve } from './quantile.ts';
import { longestNs } from '../time.ts';

const CELLS = 4096;
/** Cells at either end that are computed by formula: there a straight line would be too crude. */
const TAIL_CELLS = 16;
/** The smallest draw above 0; 0 itself counts as it, where some curves go to minus infinity. */
const SMALLEST_U = 1 / 9007199254740992;
const SIMPSON_STEPS = 32;

/** The integral of f from a to b by Simpson's rule. */
function simpson(f: (u: number) => number, a: number, b: number): number {
  const step = (b - a) / SIMPSON_STEPS;
  let sum = f(a) + f(b);
  for (let i = 1; i < SIMPSON_STEPS; i += 1) sum += (i % 2 === 1 ? 4 : 2) * f(a + i * step);
  return (sum * step) / 3;
}

/**
 * Draws from a quantile curve. Each of 4096 cells holds its left value and its rise, and a draw is
 * a straight line between; cells whose rise is NaN (both ends, and where a curve breaks) ask the
 * formula instead, so that p99.9 and beyond are right.
 */
export class CurveSampler implements CutSampler {
  readonly minNs: number;
  readonly maxNs: number;
  readonly #curve: Curve;
  readonly #text: string;
  readonly #shift: number;
  readonly #limit: number;
  readonly #heavy: boolean;
  readonly #cells: Float64Array;

  constructor(distribution: Distribution, curve: Curve) {
    this.#curve = curve;
    this.#text = printDistribution(distribution);
    this.#shift = shiftOf(distribution);
    this.#heavy = distribution.kind === 'pareto' && distribution.shape <= 1;
    const cut = distribution.maxNs ?? Infinity;
    this.#limit = Math.min(cut, longestNs);
    this.minNs = Math.min(Math.floor(curve.lowest + this.#shift + 0.5), cut);
    this.maxNs = Math.min(Math.floor(curve.highest + this.#shift + 0.5), cut);
    this.#cells = this.#compiled();
  }

  #compiled(): Float64Array {
    const cells = new Float64Array(2 * CELLS);
    const { quantile, kinks } = this.#curve;
    let left = NaN;
    for (let i = 0; i < CELLS; i += 1) {
      const tail = i < TAIL_CELLS || i >= CELLS - TAIL_CELLS;
      const right =
        i + 1 >= TAIL_CELLS && i + 1 < CELLS ? this.#shift + quantile((i + 1) / CELLS) : NaN;
      cells[2 * i] = left;
      cells[2 * i + 1] = tail ? NaN : right - left;
      left = right;
    }
    for (const q of kinks) {
      const cell = Math.floor(q * CELLS);
      if (cell < CELLS && cell !== q * CELLS) cells[2 * cell + 1] = NaN;
    }
    return cells;
  }

  /** By formula, with shift, neither rounded nor cut. */
  #exactly(u: number): number {
    return this.#shift + this.#curve.quantile(Math.max(u, SMALLEST_U));
  }

  sample(u: number): number {
    const scaled = u * CELLS;
    const cell = scaled | 0;
    const cells = this.#cells;
    let ns = (cells[2 * cell] as number) + (cells[2 * cell + 1] as number) * (scaled - cell);
    if (ns !== ns) ns = this.#exactly(u);
    const rounded = Math.floor(ns + 0.5);
    return rounded < this.#limit ? rounded : this.#limit;
  }

  get meanNs(): number {
    return this.#heavy && this.maxNs === Infinity ? Infinity : this.meanBelow(this.maxNs);
  }

  meanBelow(cut: number): number {
    const limit = Math.min(cut, this.maxNs);
    if (limit === Infinity && this.#heavy) return Infinity;
    const value = (u: number): number => Math.min(limit, this.#exactly(u));
    let sum = 0;
    for (let i = TAIL_CELLS; i < CELLS - TAIL_CELLS; i += 1) {
      sum += (value(i / CELLS) + value((i + 1) / CELLS)) / (2 * CELLS);
    }
    // Both tails in halves towards their end, to the last u that a draw can have.
    for (let width = TAIL_CELLS / CELLS; width > 2 * SMALLEST_U; width /= 2) {
      sum += simpson(value, width / 2, width);
      sum += simpson(value, 1 - width, 1 - width / 2);
    }
    return sum;
  }

  get fingerprint(): string {
    return fingerprintOf(this.#text, this.#cells);
  }
}
