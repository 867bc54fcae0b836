import { compileSampler } from '../../src/base/sampler/sampler.ts';
import type { DelayDefinition } from '../../src/library/delays/define.ts';

/** A delay in milliseconds, to the hundredth: its least, what half and what 1 % exceed. */
export function figuresOf({ distribution }: DelayDefinition): {
  leastMs: number;
  typicalMs: number;
  rareMs: number;
} {
  const sampler = compileSampler(distribution);
  const inMs = (ns: number): number => Math.round(ns / 10_000) / 100;
  return {
    leastMs: inMs(sampler.minNs),
    typicalMs: inMs(sampler.sample(0.5)),
    rareMs: inMs(sampler.sample(0.99)),
  };
}
