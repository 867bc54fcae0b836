import { Worker } from 'node:worker_threads';
import { InternalError } from '../../base/errors.ts';
import type { Batch } from '../../search/exploration.ts';
import type { RunOutcome } from '../../search/outcome.ts';
import type { RunsWanted, WorkerAnswer, WorkerSetup } from './worker-runs.ts';

/** The worker's file, beside this one in dist. */
const workerFile = new URL('./worker.js', import.meta.url);

/** Batches that a worker has at hand, so that it never waits for the next one. */
const ahead = 2;

/** What a crew works for. */
export interface CrewOptions {
  readonly setup: WorkerSetup;
  readonly jobs: number;
  /** What to play next; null when there is nothing. */
  readonly next: () => Batch | null;
  readonly take: (batch: Batch, outcomes: readonly RunOutcome[], unstable: string | null) => void;
}

/** Threads that play batches until there are none, or somebody stops them. */
export class Crew {
  readonly #options: CrewOptions;
  readonly #workers: Worker[] = [];
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
    for (let nth = 0; nth < this.#options.jobs; nth += 1) this.#start();
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

  #start(): void {
    const worker = new Worker(workerFile, { workerData: this.#options.setup });
    this.#workers.push(worker);
    worker.on('message', (answer: WorkerAnswer) => this.#answered(worker, answer));
    worker.on('error', (error) => this.#settle?.fail(error));
    worker.on('exit', (code) => {
      if (!this.#isOver) this.#settle?.fail(new InternalError(`a worker ended with code ${code}`));
    });
  }

  #answered(worker: Worker, answer: WorkerAnswer): void {
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
      this.#give(worker);
    } else for (let nth = 0; nth < ahead; nth += 1) this.#give(worker);
  }

  #give(worker: Worker): void {
    if (this.#isOver) return;
    const batch = this.#options.next();
    if (batch !== null) {
      const ticket = this.#tickets++;
      this.#underWay.set(ticket, batch);
      const wanted: RunsWanted = { ticket, design: batch.design, seeds: batch.seeds };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage(wanted);
    } else if (this.#underWay.size === 0) this.#settle?.done();
  }
}
