import { describe, expect, it } from 'vitest';
import { compileSampler } from '../../../src/base/sampler/sampler.ts';
import { delays } from '../../../src/library/delays/index.ts';

/** Published round trips in ms: on average, of half, of nine in ten, of 99 in 100, of 999 in 1,000. */
interface Published {
  readonly mean?: Range;
  readonly p50: Range;
  readonly p90?: Range;
  readonly p99?: Range;
  readonly p999?: Range;
}
type Range = readonly [least: number, most: number];

/** What the source of each delay says of a round trip, before it was halved. */
const published: { readonly [name: string]: Published } = {
  // Pingmesh: 0.2 ms and 1.3 ms; that two slow halves meet is rarer than one slow whole.
  'same-rack': { p50: [0.18, 0.25], p99: [0.9, 1.3] },
  'busy-rack': { p50: [0.18, 0.25], p99: [0.9, 1.3], p999: [11, 23] },
  'same-az': { p50: [0.1, 0.35], p99: [0.3, 1] },
  'cross-az': { mean: [0.79, 0.85], p50: [0.3, 1], p99: [0.8, 1.5], p999: [2, 12.3] },
  'wan-continent': { p50: [64, 68], p99: [65, 80] },
  'wan-atlantic': { p50: [74, 78], p99: [75, 95] },
  'wan-ocean': { p50: [147, 165], p99: [150, 190] },
  'wan-far': { p50: [310, 350] },
  satellite: { p50: [550, 650], p99: [550, 650] },
  'satellite-leo': { p50: [25, 60], p90: [25, 60] },
  'mobile-2g': { p50: [300, 1000], p90: [300, 1000] },
  // Up to seconds when the radio has to wake.
  'mobile-3g': { p50: [100, 500], p99: [500, 2000] },
  // As much again when the radio has to wake.
  'mobile-4g': { p50: [50, 100], p90: [50, 120], p99: [100, 200] },
};

const samples = 100_000;

/**
 * Round trips of two independent draws each, in order, in ms: a lattice, so that nothing is left to
 * chance.
 */
function roundTrips(name: string): number[] {
  const distribution = delays.get(name)?.distribution;
  if (distribution === undefined) throw new Error(`no delay ${name}`);
  const sampler = compileSampler(distribution);
  const golden = (Math.sqrt(5) - 1) / 2;
  return Array.from({ length: samples }, (_, n) => {
    const back = (n * golden) % 1;
    return (sampler.sample((n + 0.5) / samples) + sampler.sample(back)) / 1e6;
  }).sort((a, b) => a - b);
}

describe('a delay with a name', () => {
  it('is held against what was published of it', () => {
    expect(Object.keys(published).sort()).toEqual([...delays.names].sort());
  });

  it.each(Object.entries(published))('%s has the round trips of its source', (name, figures) => {
    const trips = roundTrips(name);
    const at = (share: number): number => trips[Math.floor(share * samples)] as number;
    const found: { readonly [K in keyof Required<Published>]: number } = {
      mean: trips.reduce((sum, one) => sum + one, 0) / samples,
      p50: at(0.5),
      p90: at(0.9),
      p99: at(0.99),
      p999: at(0.999),
    };
    for (const [figure, range] of Object.entries(figures)) {
      const [least, most] = range as Range;
      const value = found[figure as keyof Published];
      expect(value, `${name} ${figure}`).toBeGreaterThanOrEqual(least);
      expect(value, `${name} ${figure}`).toBeLessThanOrEqual(most);
    }
  });
});
