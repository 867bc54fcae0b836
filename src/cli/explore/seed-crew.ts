import type { Run } from '../../run/report/report.ts';
import { seedAt } from '../../search/seeds.ts';
import type { Seeds } from '../../search/seeds.ts';
import type { SeedPlayed, SeedsSetup, SeedsTask, SeedWanted } from './seed-task.ts';
import { errorOf } from './thread-failure.ts';
import { Threads } from './threads.ts';

/** Seeds that a thread has at hand, so that it never waits for the next one. */
const atHand = 2;

/** Seeds for each thread that may be under way or wait for somebody to take their runs. */
const mostAhead = 4;

/** What threads play together. */
export interface SeedCrewOptions {
  readonly setup: SeedsSetup;
  readonly jobs: number;
  readonly seeds: Seeds;
}

/** Threads that play the same scenario with one seed each, and give their runs in the order of the seeds. */
export class SeedCrew {
  readonly #options: SeedCrewOptions;
  #threads: Threads<SeedWanted, SeedPlayed> | null = null;
  /** By thread: seeds that it has. */
  readonly #busy: number[];
  readonly #played = new Map<string, SeedPlayed>();
  /** Places of the seed that is taken now, and of the first one that nobody was given. */
  #current = 0;
  #next = 0;
  #problem: Error | null = null;
  #wake: () => void = () => undefined;

  constructor(options: SeedCrewOptions) {
    this.#options = options;
    this.#busy = Array.from({ length: options.jobs }, () => 0);
  }

  /** All runs. Whoever stops taking them ends the threads too. */
  async *runs(): AsyncGenerator<Run, void> {
    const { jobs, seeds, setup } = this.#options;
    this.#threads = new Threads({
      count: jobs,
      task: { task: 'seeds', setup } satisfies SeedsTask,
      take: (answer, nth) => this.#take(answer, nth),
      fail: (error) => {
        this.#problem ??= error;
        this.#wake();
      },
    });
    try {
      for (; this.#current < seeds.count; this.#current += 1) {
        this.#give();
        const { runs, failure } = await this.#awaited(seedAt(seeds, this.#current));
        yield* runs;
        if (failure !== null) throw errorOf(failure);
      }
    } finally {
      await this.#threads.end();
    }
  }

  /** Gives out seeds, as far ahead of the one that is taken as is sensible. */
  #give(): void {
    const { jobs, seeds } = this.#options;
    const end = Math.min(seeds.count, this.#current + mostAhead * jobs);
    while (this.#next < end) {
      const least = Math.min(...this.#busy);
      if (least >= atHand) return;
      const nth = this.#busy.indexOf(least);
      this.#busy[nth] = least + 1;
      this.#threads?.ask(nth, { seed: seedAt(seeds, this.#next) });
      this.#next += 1;
    }
  }

  #take(answer: SeedPlayed, nth: number): void {
    this.#played.set(answer.seed, answer);
    this.#busy[nth] = (this.#busy[nth] ?? 0) - 1;
    this.#give();
    this.#wake();
  }

  /** Only while somebody waits, the process stays alive for it: who has left without a word does not. */
  async #awaited(seed: string): Promise<SeedPlayed> {
    this.#threads?.keepAlive(true);
    for (;;) {
      if (this.#problem !== null) throw this.#problem;
      const played = this.#played.get(seed);
      if (played !== undefined) {
        this.#played.delete(seed);
        this.#threads?.keepAlive(false);
        return played;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
