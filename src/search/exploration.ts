import type { Design } from './design.ts';
import type { RunOutcome } from './outcome.ts';
import { seedAt } from './seeds.ts';
import type { Seeds } from './seeds.ts';
import { isOfShard } from './shard.ts';
import type { Shard } from './shard.ts';
import { Tally } from './tally.ts';
import type { TallyData } from './tally.ts';

/** What a search is to play. */
export interface ExplorationOptions {
  readonly designs: readonly Design[];
  readonly seeds: Seeds;
  /** Only this part of the runs; null: all. */
  readonly shard: Shard | null;
  /** Of each design no more runs after so many that found something; null: all. */
  readonly maxFailures: number | null;
}

/** Runs of one design that are played together. */
export interface Batch {
  /** The design's place in the options. */
  readonly design: number;
  /** The seeds, and the place of each among the design's runs. */
  readonly seeds: readonly string[];
  readonly places: readonly number[];
}

/** Seeds of a design that are given out together. */
const batchSeeds = 16;

/** One design's runs: given out in the order of their seeds, counted in that order too. */
class Progress {
  readonly tally: Tally;
  /** Runs given out so far. */
  given = 0;
  /** Found enough: what comes after that run does not count. */
  isClosed = false;
  readonly #maxFailures: number | null;
  readonly #waiting = new Map<number, RunOutcome>();
  #counted = 0;
  #failures = 0;

  constructor(design: Design, maxFailures: number | null) {
    this.tally = new Tally(design);
    this.#maxFailures = maxFailures;
  }

  take(place: number, outcome: RunOutcome): void {
    if (this.#maxFailures === null) {
      this.tally.add(outcome);
      return;
    }
    this.#waiting.set(place, outcome);
    for (;;) {
      const next = this.#waiting.get(this.#counted);
      if (next === undefined) return;
      this.#waiting.delete(this.#counted);
      this.#counted += 1;
      this.#count(next);
    }
  }

  #count(outcome: RunOutcome): void {
    if (this.isClosed) return;
    this.tally.add(outcome);
    if (outcome.checks.some(({ signature }) => signature !== null)) this.#failures += 1;
    if (this.#maxFailures !== null && this.#failures >= this.#maxFailures) this.isClosed = true;
  }

  /** Counts what came in behind a gap, when nothing more will come. */
  settle(): void {
    for (const place of [...this.#waiting.keys()].sort((a, b) => a - b)) {
      const outcome = this.#waiting.get(place);
      if (outcome !== undefined) this.#count(outcome);
    }
    this.#waiting.clear();
  }
}

/**
 * Gives out the runs of a search and counts what they found. Who plays them, in which order they
 * come back, and how many at a time changes nothing of the sum.
 */
export class Exploration {
  readonly #options: ExplorationOptions;
  readonly #progress: readonly Progress[];
  /** By design: what an earlier session has played already. */
  readonly #known: readonly Map<string, RunOutcome>[];
  #firstSeed = 0;
  #nextDesign = 0;

  constructor(options: ExplorationOptions) {
    this.#options = options;
    this.#progress = options.designs.map((design) => new Progress(design, options.maxFailures));
    this.#known = options.designs.map(() => new Map());
  }

  /** Runs that were played before and need not be played again. Before the first batch. */
  recall(design: number, outcome: RunOutcome): void {
    this.#known[design]?.set(outcome.seed, outcome);
  }

  /** What to play next; null when everything has been given out. */
  next(): Batch | null {
    const { designs, seeds } = this.#options;
    while (this.#firstSeed < seeds.count) {
      const nth = this.#nextDesign;
      const first = this.#firstSeed;
      this.#nextDesign += 1;
      if (this.#nextDesign >= designs.length) {
        this.#nextDesign = 0;
        this.#firstSeed += batchSeeds;
      }
      const batch = this.#batch(nth, first);
      if (batch !== null) return batch;
    }
    return null;
  }

  #batch(nth: number, first: number): Batch | null {
    const { designs, seeds, shard } = this.#options;
    const [design, progress, known] = [designs[nth], this.#progress[nth], this.#known[nth]];
    if (design === undefined || progress === undefined || progress.isClosed) return null;
    const batch = { design: nth, seeds: [] as string[], places: [] as number[] };
    const end = Math.min(first + batchSeeds, seeds.count);
    for (let place = first; place < end; place += 1) {
      const seed = seedAt(seeds, place);
      if (shard !== null && !isOfShard(shard, design, seed)) continue;
      const outcome = known?.get(seed);
      known?.delete(seed);
      const given = progress.given++;
      if (outcome !== undefined) progress.take(given, outcome);
      else {
        batch.seeds.push(seed);
        batch.places.push(given);
      }
    }
    return batch.seeds.length === 0 ? null : batch;
  }

  /** Takes what a batch gave, in the order of its seeds; batches may come in any order. */
  take(batch: Batch, outcomes: readonly RunOutcome[]): void {
    const progress = this.#progress[batch.design];
    outcomes.forEach((outcome, nth) => {
      const place = batch.places[nth];
      if (place !== undefined) progress?.take(place, outcome);
    });
  }

  /** Runs counted so far, of all designs. */
  get runs(): number {
    return this.#progress.reduce((sum, { tally }) => sum + tally.runs, 0);
  }

  /** Kinds of violations found so far, in all designs. */
  get findings(): number {
    return this.#progress.reduce((sum, { tally }) => sum + tally.findings, 0);
  }

  /** By design, what was found. Nothing more may come. */
  tallies(): readonly TallyData[] {
    return this.#progress.map((progress) => {
      progress.settle();
      return progress.tally.data();
    });
  }
}
