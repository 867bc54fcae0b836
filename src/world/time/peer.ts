import type { NodeId } from '../../base/units.ts';
import { grown } from './clock.ts';
import { best, robustLine, wrongAtMostNs } from './sample.ts';
import type { Line, Sample } from './sample.ts';
import type { Candidate } from './selection.ts';

/** What a server claims of itself in a reply. */
export interface Claim {
  readonly stratum: number;
  readonly priority: number;
}

/** Who weighs samples, at an instant of its boot-time clock. */
export interface Asker {
  readonly nowNs: number;
  /** What it has done to its time of day. */
  readonly correctedNs: number;
  /** How fast its oscillator falls behind, as far as it has learned that. */
  readonly frequencyPpb: number;
  /** How fast a sample becomes worthless. */
  readonly growthPpb: number;
}

const unknown: Claim = { stratum: 16, priority: 255 };

/** A server that is this far from the truth by its own account is not fit (MAXDIST of ntpd). */
const largestDistanceNs = 1_500_000_000;

const fewestForTrend = 4;
const largestSlopeErrorPpb = 100_000;

/** One server as a daemon knows it: its latest samples, and what it claims. */
export class Peer {
  readonly id: NodeId;
  readonly index: number;
  /** The reading with which it was asked last, as long as no reply has come. */
  askedNs: number | null = null;
  /** What the daemon had done to its clock by then. */
  correctedNs = 0;
  /** Polls since it was last heard. */
  silentPolls = 0;
  claim: Claim = unknown;
  readonly #stages: number;
  #samples: readonly Sample[] = [];

  /** Keeps so many samples: 8 in the clock filter of RFC 5905, §10. */
  constructor(id: NodeId, index: number, stages: number) {
    this.id = id;
    this.index = index;
    this.#stages = stages;
  }

  get samples(): readonly Sample[] {
    return this.#samples;
  }

  add(sample: Sample): void {
    this.#samples = [...this.#samples, sample].slice(-this.#stages);
  }

  forget(): void {
    this.#samples = [];
    this.askedNs = null;
    this.silentPolls = 0;
  }

  /** The trend of its offset, once it can be told from the noise of the network. */
  trend(): Line | null {
    if (this.#samples.length < fewestForTrend) return null;
    const line = robustLine(this.#samples);
    return line !== null && line.slopeErrorPpb <= largestSlopeErrorPpb ? line : null;
  }

  /** The sample that is worth most at an instant. */
  best(nowNs: number, growthPpb: number): Sample | null {
    return best(this.#samples, nowNs, growthPpb);
  }

  /** What it says at an instant of the asker's boot-time clock; null when it is not fit. */
  candidate(how: 'shortest' | 'mean' | 'trend', asker: Asker): Candidate | null {
    const { nowNs, correctedNs, growthPpb } = asker;
    const sample = this.best(nowNs, growthPpb);
    if (sample === null || this.claim.stratum >= 16) return null;
    const unkeptNs = this.#read(how, sample, asker);
    const { stratum } = this.claim;
    const movedNs = Math.abs(unkeptNs - unkeptAt(sample, asker));
    const agedNs = grown(nowNs - sample.atNs, growthPpb);
    const distanceNs = Math.ceil(wrongAtMostNs(sample)) + movedNs + agedNs;
    if (distanceNs > largestDistanceNs) return null;
    const jitterNs = this.#jitter(sample, asker);
    return { id: this.id, offsetNs: unkeptNs - correctedNs, distanceNs, jitterNs, stratum };
  }

  #read(how: 'shortest' | 'mean' | 'trend', sample: Sample, asker: Asker): number {
    if (how === 'mean') return mean(this.#samples.map((one) => unkeptAt(one, asker)));
    const line = how === 'trend' ? this.trend() : null;
    return line === null ? unkeptAt(sample, asker) : line.at(asker.nowNs);
  }

  #jitter(sample: Sample, asker: Asker): number {
    const others = this.#samples.length - 1;
    if (others === 0) return 0;
    const squares = this.#samples.map((one) => {
      const apart = unkeptAt(one, asker) - unkeptAt(sample, asker);
      return apart * apart;
    });
    return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / others);
  }
}

/** What a sample says of an instant after it: meanwhile the oscillator went on as it is known to go. */
function unkeptAt({ unkeptNs, atNs }: Sample, { nowNs, frequencyPpb }: Asker): number {
  return unkeptNs + Math.floor(((nowNs - atNs) / 1e9) * frequencyPpb + 0.5);
}

function mean(values: readonly number[]): number {
  return Math.floor(values.reduce((sum, one) => sum + one, 0) / values.length);
}
