import type { Batch, Player } from '../../search/exploration.ts';
import type { SeedOutcome } from '../../search/trial-outcome.ts';
import { Threads } from './threads.ts';
import type { RunsWanted, SearchTask, WorkerAnswer, WorkerSetup } from './worker-runs.ts';

/** Batches that a worker has at hand, so that it never waits for the next one. */
const ahead = 2;

/** What a crew works for. */
export interface CrewOptions {
  readonly setup: WorkerSetup;
  readonly jobs: number;
  /** What one of the threads is to play next; null when there is nothing for it now. */
  readonly next: (player: Player) => Batch | null;
  /** Nothing is left for anybody, now or ever. */
  readonly isOver: () => boolean;
  readonly take: (batch: Batch, outcomes: readonly SeedOutcome[], unstable: string | null) => void;
}

/** Threads that play batches until there are none, or somebody stops them. */
export class Crew {
  readonly #options: CrewOptions;
  /** By worker: batches that it could still be given. */
  readonly #free: number[];
  readonly #underWay = new Map<number, Batch>();
  #tickets = 0;
  #threads: Threads<RunsWanted, WorkerAnswer> | null = null;
  #isOver = false;
  #settle: { readonly done: () => void; readonly fail: (error: Error) => void } | null = null;

  constructor(options: CrewOptions) {
    this.#options = options;
    this.#free = Array.from({ length: options.jobs }, () => 0);
  }

  /** Plays everything; rejects when a worker fails. */
  async run(): Promise<void> {
    const over = new Promise<void>((done, fail) => {
      this.#settle = { done, fail };
    });
    const { jobs, setup } = this.#options;
    this.#threads = new Threads({
      count: jobs,
      task: { task: 'search', setup } satisfies SearchTask,
      take: (answer, nth) => this.#answered(nth, answer),
      fail: (error) => this.#settle?.fail(error),
    });
    try {
      await over;
    } finally {
      this.#isOver = true;
      await this.#threads.end();
    }
  }

  /** Gives up what is under way. */
  stop(): void {
    this.#isOver = true;
    this.#settle?.done();
  }

  #answered(nth: number, answer: WorkerAnswer): void {
    if (this.#isOver) return;
    if (answer.kind === 'played') {
      const batch = this.#underWay.get(answer.ticket);
      this.#underWay.delete(answer.ticket);
      if (batch !== undefined) this.#options.take(batch, answer.outcomes, answer.unstable);
      this.#free[nth] = (this.#free[nth] ?? 0) + 1;
    } else this.#free[nth] = ahead;
    // What came back may be what another one waited for.
    for (let place = 0; place < this.#options.jobs; place += 1) this.#give(place);
    // What is left may be for one that has yet to start.
    if (this.#underWay.size === 0 && this.#options.isOver()) this.#settle?.done();
  }

  #give(index: number): void {
    const { jobs, next } = this.#options;
    for (let free = this.#free[index] ?? 0; free > 0 && !this.#isOver; free -= 1) {
      const batch = next({ index, of: jobs });
      if (batch === null) return;
      this.#free[index] = free - 1;
      const ticket = this.#tickets++;
      this.#underWay.set(ticket, batch);
      const { design, island, seeds, past } = batch;
      this.#threads?.ask(index, { ticket, design, island, seeds, past });
    }
  }
}
