import { Worker } from 'node:worker_threads';
import { InternalError } from '../../base/errors.ts';
import { endOf, errorOf } from './thread-failure.ts';
import type { ThreadFailure } from './thread-failure.ts';

/** The worker's file, beside this one in dist. */
const workerFile = new URL('./worker.js', import.meta.url);

/**
 * Megabytes of objects that a thread may keep. V8 lets a heap that may become large grow to four times what
 * lives in it before it looks at all of it again, and one of less than 2,048 MB to twice.
 */
const mostHeapMb = 2000;

/**
 * Megabytes for what is young. A run is over soon, and all that it made with it: in V8's own 48 MB many
 * runs outlive a collection or two, are moved to the old objects, and must be looked for there.
 */
const mostYoungMb = 96;

/** What V8 may take for a thread that plays runs. */
export const threadLimits = {
  maxOldGenerationSizeMb: mostHeapMb,
  maxYoungGenerationSizeMb: mostYoungMb,
} as const;

/** What threads are started for. `Answer` is what they say when all is well. */
export interface ThreadsOptions<Answer extends { readonly kind: string }> {
  readonly count: number;
  /** What each of them is started with, as `worker.ts` reads it. */
  readonly task: object;
  /** Told of each answer, and of the thread that gave it: from 0. */
  readonly take: (answer: Answer, nth: number) => void;
  /** Told when one of them cannot go on. */
  readonly fail: (error: Error) => void;
}

/** Some threads of this process that are asked and answer until they are ended. */
export class Threads<Asked extends object, Answer extends { readonly kind: string }> {
  readonly #options: ThreadsOptions<Answer>;
  readonly #workers: Worker[] = [];
  #isOver = false;

  constructor(options: ThreadsOptions<Answer>) {
    this.#options = options;
    for (let nth = 0; nth < options.count; nth += 1) this.#start(nth);
  }

  #start(nth: number): void {
    const { task, fail } = this.#options;
    const worker = new Worker(workerFile, {
      workerData: task,
      resourceLimits: threadLimits,
    });
    this.#workers.push(worker);
    worker.on('message', (answer: Answer | ThreadFailure) => {
      if (this.#isOver) return;
      if (isFailure(answer)) fail(errorOf(answer));
      else this.#take(answer, nth);
    });
    worker.on('error', (error) => fail(endOf(error, mostHeapMb)));
    worker.on('exit', (code) => {
      if (!this.#isOver) fail(new InternalError(`a worker ended with code ${code}`));
    });
  }

  /** What cannot be taken, as an answer that no journal can hold any more, is the end of all of it. */
  #take(answer: Answer, nth: number): void {
    const { take, fail } = this.#options;
    try {
      take(answer, nth);
    } catch (error) {
      fail(error instanceof Error ? error : new InternalError(String(error)));
    }
  }

  /** Asks one of them. */
  ask(nth: number, asked: Asked): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    this.#workers[nth]?.postMessage(asked);
  }

  /** Whether this process is to stay alive for their sake. At first it is. */
  keepAlive(isWanted: boolean): void {
    for (const worker of this.#workers) {
      if (isWanted) worker.ref();
      else worker.unref();
    }
  }

  /** Gives up what is under way, and ends them all. */
  async end(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

function isFailure(answer: { readonly kind: string }): answer is ThreadFailure {
  return answer.kind === 'failed';
}
