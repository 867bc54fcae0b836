import type { Design } from './design.ts';
import { islandOf } from './island.ts';
import { seedAt } from './seeds.ts';
import type { Seeds } from './seeds.ts';
import { isOfShard } from './shard.ts';
import type { Shard } from './shard.ts';
import { Tally } from './tally.ts';
import type { TallyData } from './tally.ts';
import { isRun } from './trial-outcome.ts';
import type { SeedOutcome, TrialOutcome } from './trial-outcome.ts';

/** What a search is to play. */
export interface ExplorationOptions {
  readonly designs: readonly Design[];
  readonly seeds: Seeds;
  /** Only this part of the runs; null: all. */
  readonly shard: Shard | null;
  /** Of each design no more runs after so many that found something; null: all. */
  readonly maxFailures: number | null;
  /** Into how many islands the strategy sorts seeds; null: each is by itself. */
  readonly islands: number | null;
}

/** Runs of one design that are played together. */
export interface Batch {
  /** The design's place in the options. */
  readonly design: number;
  /** Played by one player, one batch after another; null: by whoever has time. */
  readonly island: number | null;
  /** The seeds, and the place of each in the range. */
  readonly seeds: readonly string[];
  readonly places: readonly number[];
  /** Of an island: what an earlier process played before these, if the player has not been told. */
  readonly past: readonly TrialOutcome[];
}

/** One of several who play batches at the same time. */
export interface Player {
  /** From 0. */
  readonly index: number;
  readonly of: number;
}

/** Seeds of a design, or of an island, that are given out together. */
const batchSeeds = 16;

/** Batches that wait for their player before more are made. */
const mostWaiting = 512;

const alone: Player = { index: 0, of: 1 };

/** One design's runs, counted in the order of their seeds. */
class Progress {
  readonly tally: Tally;
  /** Found enough, or all: what comes after that does not count. */
  isClosed = false;
  readonly #maxFailures: number | null;
  readonly #waiting = new Map<number, SeedOutcome>();
  #counted = 0;
  #failures = 0;

  constructor(design: Design, maxFailures: number | null) {
    this.tally = new Tally(design);
    this.#maxFailures = maxFailures;
  }

  take(place: number, outcome: SeedOutcome): void {
    if (this.#maxFailures === null) {
      this.#count(outcome);
      return;
    }
    this.#waiting.set(place, outcome);
    for (;;) {
      const next = this.#waiting.get(this.#counted);
      if (next === undefined) return;
      this.#waiting.delete(this.#counted);
      this.#counted += 1;
      if (!this.isClosed) this.#count(next);
    }
  }

  #count(outcome: SeedOutcome): void {
    this.tally.add(outcome);
    // Where nothing is left for one seed, nothing is for those behind it; others may be under way.
    if (!isRun(outcome) || outcome.space?.isLast === true) this.isClosed = true;
    else if (outcome.checks.some(({ signature }) => signature !== null)) this.#failures += 1;
    if (this.#maxFailures !== null && this.#failures >= this.#maxFailures) this.isClosed = true;
  }

  /** Counts what came in behind a gap, when nothing more will come. */
  settle(): void {
    for (const place of [...this.#waiting.keys()].sort((a, b) => a - b)) {
      const outcome = this.#waiting.get(place);
      if (outcome !== undefined && !this.isClosed) this.#count(outcome);
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
  readonly #known: readonly Map<string, SeedOutcome>[];
  /** Seeds of a design that are looked at together: a batch for each island. */
  readonly #stride: number;
  #firstSeed = 0;
  #nextDesign = 0;
  #waiting: Batch[] = [];
  readonly #busy = new Set<string>();
  /** By island: runs of an earlier session that its player has not been told of. */
  readonly #past = new Map<string, TrialOutcome[]>();

  constructor(options: ExplorationOptions) {
    this.#options = options;
    this.#stride = batchSeeds * (options.islands ?? 1);
    this.#progress = options.designs.map((design) => new Progress(design, options.maxFailures));
    this.#known = options.designs.map(() => new Map());
  }

  /** Runs that were played before and need not be played again. Before the first batch. */
  recall(design: number, outcome: SeedOutcome): void {
    this.#known[design]?.set(outcome.seed, outcome);
  }

  /**
   * What a player is to play next; null when there is nothing for it, now or ever. An island has
   * one player, who remembers it, and one batch at a time.
   */
  next(player: Player = alone): Batch | null {
    for (;;) {
      this.#forgetClosed();
      const place = this.#waiting.findIndex((batch) => this.#isFor(batch, player));
      if (place >= 0) {
        const [batch] = this.#waiting.splice(place, 1);
        return batch === undefined ? null : this.#given(batch);
      }
      if (this.#waiting.length >= mostWaiting || !this.#prepare()) return null;
    }
  }

  /** Nothing is left to be given to anybody, now or ever. */
  get isOver(): boolean {
    this.#forgetClosed();
    while (this.#waiting.length === 0) if (!this.#prepare()) return true;
    return false;
  }

  #forgetClosed(): void {
    this.#waiting = this.#waiting.filter(
      ({ design }) => this.#progress[design]?.isClosed === false,
    );
  }

  #isFor({ design, island }: Batch, { index, of }: Player): boolean {
    if (island === null) return true;
    return (design + island) % of === index && !this.#busy.has(islandKey(design, island));
  }

  #given(batch: Batch): Batch {
    const { design, island } = batch;
    if (island === null) return batch;
    const key = islandKey(design, island);
    this.#busy.add(key);
    const past = this.#past.get(key) ?? [];
    this.#past.delete(key);
    return { ...batch, past };
  }

  /** Makes the batches of the next seeds of the next design; false when there are none left. */
  #prepare(): boolean {
    const { designs, seeds } = this.#options;
    if (this.#firstSeed >= seeds.count || this.#progress.every(({ isClosed }) => isClosed))
      return false;
    const nth = this.#nextDesign;
    const first = this.#firstSeed;
    this.#nextDesign += 1;
    if (this.#nextDesign >= designs.length) {
      this.#nextDesign = 0;
      this.#firstSeed += this.#stride;
    }
    this.#waiting.push(...this.#batches(nth, first));
    return true;
  }

  #batches(nth: number, first: number): Batch[] {
    const { designs, seeds, shard, islands } = this.#options;
    const [design, progress] = [designs[nth], this.#progress[nth]];
    if (design === undefined || progress === undefined || progress.isClosed) return [];
    const batches = new Map<number | null, { seeds: string[]; places: number[] }>();
    const end = Math.min(first + this.#stride, seeds.count);
    for (let place = first; place < end; place += 1) {
      const seed = seedAt(seeds, place);
      const island = islandOf(seed, islands);
      const unit = island === null ? seed : `island ${island}`;
      if (shard !== null && !isOfShard(shard, design, unit)) continue;
      if (this.#wasPlayed(nth, island, place, seed)) continue;
      const batch = batches.get(island) ?? { seeds: [], places: [] };
      batches.set(island, batch);
      batch.seeds.push(seed);
      batch.places.push(place);
    }
    return [...batches].map(([island, batch]) => ({ design: nth, island, ...batch, past: [] }));
  }

  #wasPlayed(nth: number, island: number | null, place: number, seed: string): boolean {
    const known = this.#known[nth];
    const outcome = known?.get(seed);
    if (outcome === undefined) return false;
    known?.delete(seed);
    this.#progress[nth]?.take(place, outcome);
    if (island !== null && isRun(outcome)) {
      const key = islandKey(nth, island);
      const past = this.#past.get(key);
      if (past === undefined) this.#past.set(key, [outcome]);
      else past.push(outcome);
    }
    return true;
  }

  /** Takes what a batch gave, in the order of its seeds; batches may come in any order. */
  take(batch: Batch, outcomes: readonly SeedOutcome[]): void {
    const { design, island } = batch;
    if (island !== null) this.#busy.delete(islandKey(design, island));
    const progress = this.#progress[design];
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

function islandKey(design: number, island: number): string {
  return `${design}/${island}`;
}
