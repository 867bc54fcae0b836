import type { CutSampler } from './cut.ts';

/** The same length every time. */
export class ConstantSampler implements CutSampler {
  readonly minNs: number;
  readonly maxNs: number;
  readonly fingerprint: string;

  constructor(ns: number, fingerprint: string) {
    this.minNs = ns;
    this.maxNs = ns;
    this.fingerprint = fingerprint;
  }

  get meanNs(): number {
    return this.minNs;
  }

  sample(_u: number): number {
    return this.minNs;
  }

  meanBelow(cut: number): number {
    return Math.min(this.minNs, cut);
  }
}

/** Every whole ns from low to high with the same probability. */
export class UniformSampler implements CutSampler {
  readonly minNs: number;
  readonly maxNs: number;
  readonly fingerprint: string;
  readonly #low: number;
  readonly #count: number;

  constructor(low: number, high: number, cut: number, fingerprint: string) {
    this.minNs = Math.min(low, cut);
    this.maxNs = Math.min(high, cut);
    this.#low = low;
    this.#count = high - low + 1;
    this.fingerprint = fingerprint;
  }

  get meanNs(): number {
    return this.meanBelow(this.maxNs);
  }

  sample(u: number): number {
    return Math.min(this.#low + Math.floor(u * this.#count), this.maxNs);
  }

  meanBelow(cut: number): number {
    const top = Math.min(cut, this.maxNs);
    const below = Math.max(0, Math.min(this.#count, top - this.#low + 1)) / this.#count;
    return below * ((this.#low + top) / 2) + (1 - below) * top;
  }
}
