import { purpose, type Stream } from '../../base/draw.ts';
import { compileSampler, type Sampler } from '../../base/sampler.ts';
import type { ArrivalPlan } from '../../scenario/workload-plan.ts';

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

let latestGaps: { readonly meanNs: number; readonly sampler: Sampler } | null = null;

/** Gaps of this mean. The clients of one loop have the same, and a sampler takes long to make. */
function gapsOf(meanNs: number): Sampler {
  if (latestGaps?.meanNs !== meanNs)
    latestGaps = { meanNs, sampler: compileSampler({ kind: 'exponential', meanNs }) };
  return latestGaps.sampler;
}

/** Independent Poisson processes, which together are one of the whole rate. */
function poisson(perSecond: number, { count, stream }: Arriving): Arrivals {
  const meanNs = Math.max(1, Math.round((count * NS_PER_SECOND) / perSecond));
  const gaps = gapsOf(meanNs);
  let n = 0;
  let elapsedNs = 0;
  return () => {
    elapsedNs += gaps.sample(stream.at(purpose.workload, n, 0, 0));
    n += 1;
    return elapsedNs;
  };
}

/** Poisson while on, nothing while off, the same mean over both. Begins with `on`. */
function onOff(
  { perSecond, onNs, offNs }: { perSecond: number; onNs: number; offNs: number },
  client: Arriving,
): Arrivals {
  const whileOn = poisson((perSecond * (onNs + offNs)) / onNs, client);
  return () => {
    const onElapsedNs = whileOn();
    return onElapsedNs + Math.floor(onElapsedNs / onNs) * offNs;
  };
}

/** The instants of one client in an open loop. */
export function openLoop(
  { perSecond, process }: OpenLoop,
  client: Arriving,
  atNs: number,
): Arrivals {
  if (process.kind === 'even') return even(perSecond, client, atNs);
  const elapsed =
    process.kind === 'poisson'
      ? poisson(perSecond, client)
      : onOff({ perSecond, onNs: process.onNs, offNs: process.offNs }, client);
  return () => atNs + elapsed();
}

/** The instants of a client that asks periodically, first at `atNs`. */
export function periodic(everyNs: number, atNs: number): Arrivals {
  let next = atNs - everyNs;
  return () => {
    next += everyNs;
    return next;
  };
}
