import type { Writable } from 'node:stream';

/**
 * A stream of the process to write on. When its reader goes away (`| head`) the rest is dropped in
 * silence; any other failure is remembered, for the exit code.
 */
export class Output {
  readonly #stream: Writable;
  #failure: Error | null = null;
  #isGone = false;

  constructor(stream: Writable) {
    this.#stream = stream;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      this.#isGone = true;
      if (error.code !== 'EPIPE') this.#failure ??= error;
    });
  }

  /** Why writing failed; null when it did not, and when only the reader went away. */
  get failure(): Error | null {
    return this.#failure;
  }

  /** Nobody reads any more. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** Writes; resolves when the stream can take more. Never rejects. */
  async write(text: string): Promise<void> {
    if (this.#isGone || text === '') return;
    if (this.#stream.write(text)) return;
    await this.#untilReady();
  }

  /** Resolves when everything written so far has left the process, or never will. */
  async flush(): Promise<void> {
    if (this.#isGone) return;
    await new Promise<void>((resolve) => {
      this.#stream.once('error', () => resolve());
      this.#stream.write('', () => resolve());
    });
  }

  #untilReady(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#stream.off('drain', done);
        this.#stream.off('error', done);
        resolve();
      };
      this.#stream.on('drain', done);
      this.#stream.on('error', done);
    });
  }
}
