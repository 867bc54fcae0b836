import { CurveSampler } from './curve.ts';
import type { CutSampler, Sampler } from './cut.ts';
import { type Distribution, printDistribution, shiftOf } from './distribution.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { MixtureSampler, wholePpb } from './mixture.ts';
import { ConstantSampler, UniformSampler } from './plain.ts';
import { curveOf } from './quantile.ts';
import { longestNs } from '../time.ts';

export type { Sampler } from './cut.ts';
export { type Distribution, printDistribution } from './distribution.ts';

/** Every length in a distribution, under its name. */
function lengthsOf(distribution: Distribution): (readonly [string, unknown])[] {
  const own = Object.entries(distribution).filter(([name]) => name === 'ns' || name.endsWith('Ns'));
  if (distribution.kind !== 'table') return own;
  return [...own, ...distribution.points.map((point) => ['ns', point.ns] as const)];
}

function requireWholeLengths(distribution: Distribution): void {
  for (const [name, ns] of lengthsOf(distribution)) {
    if (!(Number.isSafeInteger(ns) && Number(ns) >= 0)) {
      const what = `${name} (${distribution.kind} distribution)`;
      throw new RangeError(`${what} must be a whole number of nanoseconds, not ${String(ns)}`);
    }
  }
}

function compileMixture(distribution: Distribution & { readonly kind: 'mixture' }): CutSampler {
  const { parts } = distribution;
  const weights = parts.map((part) => part.weightPpb);
  const whole = weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0);
  if (!whole || weights.reduce((sum, weight) => sum + weight, 0) !== wholePpb) {
    throw new RangeError('the weights of a mixture must sum to exactly 100%');
  }
  return new MixtureSampler(
    parts.map((part) => compile(part.of)),
    weights,
    distribution,
  );
}

function compile(distribution: Distribution): CutSampler {
  requireWholeLengths(distribution);
  const shift = shiftOf(distribution);
  const cut = distribution.maxNs ?? longestNs;
  const fingerprint = fingerprintOf(printDistribution(distribution), new Float64Array());
  switch (distribution.kind) {
    case 'constant':
      return new ConstantSampler(Math.min(distribution.ns + shift, cut), fingerprint);
    case 'uniform': {
      const { lowNs, highNs } = distribution;
      if (highNs < lowNs)
        throw new RangeError('the upper end of a range cannot be below the lower');
      return new UniformSampler(lowNs + shift, highNs + shift, cut, fingerprint);
    }
    case 'mixture':
      return compileMixture(distribution);
    default:
      return new CurveSampler(distribution, curveOf(distribution));
  }
}

const samplers = new WeakMap<Distribution, Sampler>();

/**
 * The sampler of a distribution, made once: all seeds of a scenario ask for the same ones. Throws
 * RangeError for parameters that make no sense.
 */
export function compileSampler(distribution: Distribution): Sampler {
  const known = samplers.get(distribution);
  if (known !== undefined) return known;
  const sampler = compile(distribution);
  samplers.set(distribution, sampler);
  return sampler;
}
