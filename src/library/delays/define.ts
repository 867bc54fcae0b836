import type { Distribution } from '../../base/sampler/distribution.ts';

/** A delay with a name: how long messages take on a kind of network, one way. */
export interface DelayDefinition {
  readonly kind: 'delay';
  readonly name: string;
  readonly summary: string;
  /** Where its numbers come from. */
  readonly source: string;
  readonly distribution: Distribution;
}

/** Makes a named delay. */
export function defineDelay(definition: {
  /** The word scenarios use where a distribution is wanted. */
  readonly name: string;
  readonly summary: string;
  /** Where its numbers come from, in a sentence. */
  readonly source: string;
  readonly distribution: Distribution;
}): DelayDefinition {
  return Object.freeze({ kind: 'delay', ...definition });
}
