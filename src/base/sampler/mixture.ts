import type { CutSampler } from './cut.ts';
import { type Distribution, printDistribution, shiftOf } from './distribution.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { longestNs } from '../time.ts';

/** The largest double below 1. */
const BELOW_ONE = 1 - 1 / 9007199254740992;
/** The weights of a mixture sum to this. */
export const wholePpb = 1_000_000_000;

/** Splits one uniform number: its place among the weights picks the part, the rest draws from it. */
export class MixtureSampler implements CutSampler {
  readonly minNs: number;
  readonly maxNs: number;
  readonly fingerprint: string;
  readonly #parts: readonly CutSampler[];
  /** Cumulative weights; part i covers u from ends[i] to ends[i + 1]. */
  readonly #ends: Float64Array;
  readonly #shift: number;
  readonly #limit: number;

  constructor(
    parts: readonly CutSampler[],
    weightsPpb: readonly number[],
    distribution: Distribution,
  ) {
    const cut = distribution.maxNs ?? Infinity;
    this.#parts = parts;
    this.#shift = shiftOf(distribution);
    this.#limit = Math.min(cut, longestNs);
    this.#ends = new Float64Array(parts.length + 1);
    let total = 0;
    weightsPpb.forEach((weight, index) => {
      total += weight;
      this.#ends[index + 1] = total / wholePpb;
    });
    this.minNs = Math.min(...parts.map((part) => part.minNs + this.#shift), cut);
    this.maxNs = Math.min(Math.max(...parts.map((part) => part.maxNs + this.#shift)), cut);
    const inner = parts.map((part) => part.fingerprint).join(' ');
    this.fingerprint = fingerprintOf(`${printDistribution(distribution)} ${inner}`, this.#ends);
  }

  sample(u: number): number {
    const ends = this.#ends;
    let index = 0;
    while ((ends[index + 1] as number) <= u) index += 1;
    const start = ends[index] as number;
    const within = (u - start) / ((ends[index + 1] as number) - start);
    const part = this.#parts[index] as CutSampler;
    const ns = this.#shift + part.sample(within < 1 ? within : BELOW_ONE);
    return ns < this.#limit ? ns : this.#limit;
  }

  get meanNs(): number {
    return this.meanBelow(this.maxNs);
  }

  meanBelow(cut: number): number {
    const limit = Math.min(cut, this.maxNs) - this.#shift;
    let sum = 0;
    this.#parts.forEach((part, index) => {
      const weight = (this.#ends[index + 1] ?? 0) - (this.#ends[index] ?? 0);
      sum += weight * part.meanBelow(limit);
    });
    return this.#shift + sum;
  }
}
