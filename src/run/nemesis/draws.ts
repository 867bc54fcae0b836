import { purpose } from '../../base/draw/draw.ts';
import type { Draws, Stream } from '../../base/draw/draw.ts';
import { exp, log } from '../../base/kernels.ts';
import { compileSampler } from '../../base/sampler/sampler.ts';
import type { Distribution, Sampler } from '../../base/sampler/sampler.ts';

/** What a draw of the nemesis decides. Part of every draw: add at the end, never renumber. */
const decides = {
  gap: 0,
  aligned: 1,
  lot: 2,
  duration: 3,
  member: 4,
  weight: 5,
  interval: 6,
} as const;

const whole = 1_000_000_000;

/** The bounds of a swarm's mean interval, as multiples of the median timer. */
const leastTimers = 0.5;
const mostTimers = 50;

/** The largest weight that a swarm gives. */
const largestWeight = 100;

/**
 * The draws of the nemesis. What concerns one fault of the pool comes from a stream of its own, by
 * turn: to take a fault out of the pool changes the turns that it won, and no draw of the others.
 */
export class NemesisDraws {
  readonly #draws: Draws;
  readonly #own: Stream;
  readonly #streams = new Map<string, Stream>();
  /** Of the gaps between turns, and of how long each fault of the pool lasts. */
  readonly #samplers = new Map<number | Distribution, Sampler>();

  constructor(draws: Draws) {
    this.#draws = draws;
    this.#own = draws.stream('nemesis');
  }

  /** The time before a turn of a Poisson process, in ns. */
  gap(meanNs: number, turn: number): number {
    const known = this.#samplers.get(meanNs);
    const sampler = known ?? compileSampler({ kind: 'exponential', meanNs: Math.max(1, meanNs) });
    this.#samplers.set(meanNs, sampler);
    return sampler.sample(this.#at(this.#own, turn, 'gap'));
  }

  /** Whether a turn comes at the instant of the one before. */
  isAligned(sharePpb: number, turn: number): boolean {
    return this.#at(this.#own, turn, 'aligned') * whole < sharePpb;
  }

  /**
   * The lot of a fault in a turn: the least wins, each with a chance in proportion to its weight.
   * Exponential, so that without the winner the others' lots decide as they would have.
   */
  lot(id: string, weight: number, turn: number): number {
    return -log(this.#at(this.#of(id), turn, 'lot')) / weight;
  }

  /** How long it lasts, in ns. */
  durationNs(id: string, duration: Distribution, turn: number): number {
    const sampler = this.#samplers.get(duration) ?? compileSampler(duration);
    this.#samplers.set(duration, sampler);
    const drawnNs = sampler.sample(this.#at(this.#of(id), turn, 'duration'));
    return Math.max(1, drawnNs);
  }

  /** Uniform in [0, 1): below a half a fault is in the swarm. */
  membership(id: string): number {
    return this.#at(this.#of(id), 0, 'member');
  }

  /** The weight of a fault in the swarm: a whole number from 1 to 100. */
  swarmWeight(id: string): number {
    return 1 + Math.floor(this.#at(this.#of(id), 0, 'weight') * largestWeight);
  }

  /** The mean interval of the swarm in ns: log-uniform from half the median timer to 50 of them. */
  swarmIntervalNs(timerNs: number): number {
    const [least, most] = [log(leastTimers), log(mostTimers)];
    const timers = exp(least + this.#at(this.#own, 0, 'interval') * (most - least));
    return Math.max(1, Math.round(timers * timerNs));
  }

  #of(id: string): Stream {
    const known = this.#streams.get(id);
    if (known !== undefined) return known;
    const stream = this.#draws.stream(`nemesis ${id}`);
    this.#streams.set(id, stream);
    return stream;
  }

  #at(stream: Stream, turn: number, what: keyof typeof decides): number {
    return stream.at(purpose.nemesis, turn, decides[what], 0);
  }
}
