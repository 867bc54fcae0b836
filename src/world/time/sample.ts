import { grown } from './clock.ts';

/** One exchange with a server, as its asker sees it. */
export interface Sample {
  /**
   * Server minus asker, in ns, as it would be had nobody ever touched the asker's clock: what the
   * daemon corrects meanwhile does not make samples old.
   */
  readonly unkeptNs: number;
  /** There and back, without the server's own time, by the clock as it would be so too. */
  readonly delayNs: number;
  /** How far off the server may have been itself when it answered, by its own account. */
  readonly rootNs: number;
  /** When, on the asker's boot-time clock: a machine that sleeps drifts too. */
  readonly atNs: number;
}

/** The four readings of an exchange: asked, received, answered, heard. */
export interface Exchange {
  readonly askedNs: number;
  readonly receivedNs: number;
  readonly answeredNs: number;
  readonly heardNs: number;
}

/** Offset of the server (RFC 5905, §8): wrong by half the difference of the two ways. */
export function offsetOf({ askedNs, receivedNs, answeredNs, heardNs }: Exchange): number {
  return Math.floor((receivedNs - askedNs + (answeredNs - heardNs)) / 2);
}

/** There and back, without the server's own time; never negative. */
export function delayOf({ askedNs, receivedNs, answeredNs, heardNs }: Exchange): number {
  return Math.max(0, heardNs - askedNs - (answeredNs - receivedNs));
}

/** How far off what a sample says may be, as of its own instant. */
export function wrongAtMostNs({ delayNs, rootNs }: Sample): number {
  return delayNs / 2 + rootNs;
}

/**
 * The sample that is worth most at an instant: of a packet that waited nowhere, and not long ago
 * (RFC 5905, §10). `growthPpb`: how fast a sample becomes worthless.
 */
export function best(samples: readonly Sample[], nowNs: number, growthPpb: number): Sample | null {
  let found: Sample | null = null;
  let least = Infinity;
  for (const sample of samples) {
    const distance = wrongAtMostNs(sample) + grown(nowNs - sample.atNs, growthPpb);
    if (distance > least) continue;
    found = sample;
    least = distance;
  }
  return found;
}

/** The line through samples that the most of them agree with, after Theil (1950) and Sen (1968). */
export interface Line {
  /** How fast the offset grows, in ppb. */
  readonly slopePpb: number;
  /** How wrong that may be: delays that differ look like drift. */
  readonly slopeErrorPpb: number;
  /** What it is at an instant. */
  at(atNs: number): number;
}

/**
 * The median of the slopes between all pairs: a third of the samples may be wild. Needs two instants.
 * A sample is wrong by at most half of what its packets waited and by what its server is, and a
 * median by at most the median of what its values are wrong by.
 */
export function robustLine(samples: readonly Sample[]): Line | null {
  const slopes: number[] = [];
  const errors: number[] = [];
  const leastNs = Math.min(...samples.map(wrongAtMostNs));
  samples.forEach((one, place) => {
    for (const other of samples.slice(place + 1)) {
      const lengthNs = other.atNs - one.atNs;
      if (lengthNs <= 0) continue;
      slopes.push((other.unkeptNs - one.unkeptNs) / lengthNs);
      errors.push((wrongAtMostNs(one) + wrongAtMostNs(other) - 2 * leastNs) / lengthNs);
    }
  });
  if (slopes.length === 0) return null;
  const slope = median(slopes);
  const last = samples.at(-1) as Sample;
  const rest = median(samples.map((one) => one.unkeptNs - slope * (one.atNs - last.atNs)));
  return {
    slopePpb: Math.floor(slope * 1e9 + 0.5),
    slopeErrorPpb: Math.ceil(median(errors) * 1e9),
    at: (atNs) => Math.floor(rest + slope * (atNs - last.atNs) + 0.5),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2;
}
