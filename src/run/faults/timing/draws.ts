import type { Stream } from '../../../base/draw/draw.ts';
import { purpose } from '../../../base/draw/draw.ts';
import { compileSampler } from '../../../base/sampler/sampler.ts';
import type { Distribution, Sampler } from '../../../base/sampler/sampler.ts';

/** What a draw of a schedule decides. Part of every draw: add at the end, never renumber. */
const decides = { begin: 0, jitter: 1, gap: 2, delay: 3, duration: 4, happens: 5 } as const;

const nsPerSecond = 1_000_000_000;

/** The draws of one fault's schedule, keyed by (fault id, occurrence). */
export class ScheduleDraws {
  readonly #stream: Stream;
  readonly #samplers = new Map<Distribution, Sampler>();
  #gaps: Sampler | undefined;

  constructor(stream: Stream) {
    this.#stream = stream;
  }

  /** A length of time in ns. */
  length(
    what: 'begin' | 'delay' | 'duration',
    distribution: Distribution,
    occurrence: number,
  ): number {
    return this.#sampler(distribution).sample(this.#uniform(what, occurrence));
  }

  /** From 0 to `mostNs`, both included. */
  jitter(mostNs: number, occurrence: number): number {
    return Math.floor(this.#uniform('jitter', occurrence) * (mostNs + 1));
  }

  /** The time before this occurrence of the fault's Poisson process, in ns; a fault has one rate. */
  gap(perSecond: number, occurrence: number): number {
    const meanNs = Math.max(1, Math.round(nsPerSecond / perSecond));
    this.#gaps ??= compileSampler({ kind: 'exponential', meanNs });
    return this.#gaps.sample(this.#uniform('gap', occurrence));
  }

  /** Whether an occurrence happens at all. */
  happens(probabilityPpb: number, occurrence: number): boolean {
    return this.#uniform('happens', occurrence) * 1_000_000_000 < probabilityPpb;
  }

  #sampler(distribution: Distribution): Sampler {
    const known = this.#samplers.get(distribution);
    if (known !== undefined) return known;
    const sampler = compileSampler(distribution);
    this.#samplers.set(distribution, sampler);
    return sampler;
  }

  #uniform(what: keyof typeof decides, occurrence: number): number {
    return this.#stream.at(purpose.schedule, occurrence, decides[what], 0);
  }
}
