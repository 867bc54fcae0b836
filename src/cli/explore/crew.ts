import { Worker } from 'node:worker_threads';
import { InternalError } from '../../base/errors.ts';
import type { Batch, Player } from '../../search/exploration.ts';
import type { SeedOutcome } from '../../search/trial-outcome.ts';
import type { RunsWanted, WorkerAnswer, WorkerSetup } from './worker-runs.ts';

/** The worker's file, beside this one in dist. */
const workerFile = new URL('./worker.js', import.meta.url);

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
  readonly #workers: Worker[] = [];
  /** By worker: batches that it could still be given. */
  readonly #free: number[] = [];
  readonly #underWay = new Map<number, Batch>();
  #tickets = 0;
  #isOver = false;
  #settle: { readonly done: () => void; readonly fail: (error: Error) => void } | null = null;

  constructor(options: CrewOptions) {
    this.#options = options;
  }

  /** Plays everything; rejects when a worker fails. */
  async run(): Promise<void> {
    const over = new Promise<void>((done, fail) => {
      this.#settle = { done, fail };
    });
    for (let nth = 0; nth < this.#options.jobs; nth += 1) this.#start(nth);
    try {
      await over;
    } finally {
      this.#isOver = true;
      await Promise.all(this.#workers.map((worker) => worker.terminate()));
    }
  }

  /** Gives up what is under way. */
  stop(): void {
    this.#isOver = true;
    this.#settle?.done();
  }

  #start(nth: number): void {
    const worker = new Worker(workerFile, { workerData: this.#options.setup });
    this.#workers.push(worker);
    this.#free.push(0);
    worker.on('message', (answer: WorkerAnswer) => this.#answered(nth, answer));
    worker.on('error', (error) => this.#settle?.fail(error));
    worker.on('exit', (code) => {
      if (!this.#isOver) this.#settle?.fail(new InternalError(`a worker ended with code ${code}`));
    });
  }

  #answered(nth: number, answer: WorkerAnswer): void {
    if (this.#isOver) return;
    if (answer.kind === 'failed') {
      const error = new InternalError(answer.message);
      if (answer.stack !== null) error.stack = answer.stack;
      this.#settle?.fail(error);
      return;
    }
    if (answer.kind === 'played') {
      const batch = this.#underWay.get(answer.ticket);
      this.#underWay.delete(answer.ticket);
      if (batch !== undefined) this.#options.take(batch, answer.outcomes, answer.unstable);
      this.#free[nth] = (this.#free[nth] ?? 0) + 1;
    } else this.#free[nth] = ahead;
    // What came back may be what another one waited for.
    this.#workers.forEach((worker, place) => this.#give(worker, place));
    // What is left may be for one that has yet to start.
    if (this.#underWay.size === 0 && this.#options.isOver()) this.#settle?.done();
  }

  #give(worker: Worker, index: number): void {
    const { jobs, next } = this.#options;
    for (let free = this.#free[index] ?? 0; free > 0 && !this.#isOver; free -= 1) {
      const batch = next({ index, of: jobs });
      if (batch === null) return;
      this.#free[index] = free - 1;
      const ticket = this.#tickets++;
      this.#underWay.set(ticket, batch);
      const { design, island, seeds, past } = batch;
      const wanted: RunsWanted = { ticket, design, island, seeds, past };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage(wanted);
    }
  }
}
