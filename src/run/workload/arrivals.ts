import { purpose, type Stream } from '../../base/draw/draw.ts';
import { compileSampler } from '../../base/sampler/sampler.ts';
import type { Sampler } from '../../base/sampler/sampler.ts';
import type { ArrivalPlan } from '../../scenario/plan/workload.ts';

/** When one client begins its operations: each call gives the next instant, in ns, ascending. */
export type Arrivals = () => number;

/** A client's place among those that share an open loop, and its own draws. */
export interface Arriving {
  readonly index: number;
  readonly count: number;
  readonly stream: Stream;
}

type OpenLoop = Extract<ArrivalPlan, { readonly kind: 'rate' }>;

const NS_PER_SECOND = 1_000_000_000;

/** All clients together are evenly spaced: they take turns, the first one beginning at once. */
function even(perSecond: number, { index, count }: Arriving, atNs: number): Arrivals {
  let n = 0;
  return () => {
    const place = n * count + index;
    n += 1;
    return atNs + Math.floor((place * NS_PER_SECOND) / perSecond);
  };
}

/** Samplers of gaps by their mean: all clients of a loop, and all its runs, ask for the same one. */
const gapSamplers = new Map<number, Sampler>();
/** Means may be drawn anew for each run: then the old ones are of no use. */
const mostGapSamplers = 64;

/** The gaps of one of so many clients, whose loops together are one of this rate. */
function gapSampler(perSecond: number, count: number): Sampler {
  const meanNs = Math.max(1, Math.round((count * NS_PER_SECOND) / perSecond));
  const known = gapSamplers.get(meanNs);
  if (known !== undefined) return known;
  const sampler = compileSampler({ kind: 'exponential', meanNs });
  if (gapSamplers.size === mostGapSamplers) gapSamplers.clear();
  gapSamplers.set(meanNs, sampler);
  return sampler;
}

/** Independent Poisson processes, which together are one of the whole rate. */
function poisson(gaps: Sampler, { stream }: Arriving): Arrivals {
  let n = 0;
  let elapsedNs = 0;
  return () => {
    elapsedNs += gaps.sample(stream.at(purpose.workload, n, 0, 0));
    n += 1;
    return elapsedNs;
  };
}

/** The instants of one client in an open loop. */
export function openLoop(loop: OpenLoop, client: Arriving, atNs: number): Arrivals {
  const { perSecond, process } = loop;
  switch (process.kind) {
    case 'even':
      return even(perSecond, client, atNs);
    case 'poisson': {
      const elapsed = poisson(gapSampler(perSecond, client.count), client);
      return () => atNs + elapsed();
    }
    case 'on-off': {
      // Poisson while on, nothing while off, the same mean over both. Begins with `on`.
      const { onNs, offNs } = process;
      const whileOn = (perSecond * (onNs + offNs)) / onNs;
      const elapsed = poisson(gapSampler(whileOn, client.count), client);
      return () => {
        const onElapsedNs = elapsed();
        return atNs + onElapsedNs + Math.floor(onElapsedNs / onNs) * offNs;
      };
    }
  }
}

/** The instants of a client that asks periodically, first at `atNs`. */
export function periodic(everyNs: number, atNs: number): Arrivals {
  let next = atNs - everyNs;
  return () => {
    next += everyNs;
    return next;
  };
}
