/** A distribution ready to draw from: one uniform number in, one length of time out. */
export interface Sampler {
  /** The shortest draw, in ns. */
  readonly minNs: number;
  /** The longest draw, in ns; Infinity when there is no bound. */
  readonly maxNs: number;
  /** The mean of the draws in ns (not rounded); Infinity when the tail is too heavy to have one. */
  readonly meanNs: number;
  /**
   * The draw in whole ns, never negative, for a uniform u in [0, 1). Rises with u, except across
   * the parts of a mixture.
   */
  sample(u: number): number;
  /** 16 hexadecimal digits over the parameters and the compiled table. */
  readonly fingerprint: string;
}

/** A sampler that can also be cut from outside, which the mean of a cut mixture needs. */
export interface CutSampler extends Sampler {
  /** The mean of min(draw, cut), in ns. */
  meanBelow(cut: number): number;
}
