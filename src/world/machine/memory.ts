/** How much memory a node has, and what its process takes of it, in bytes. */
export interface MemoryStart {
  readonly limitBytes: number;
  /** What the process takes when it has nothing to do. */
  readonly baseBytes: number;
  /** What each request takes from when it comes until it is answered. */
  readonly perRequestBytes: number;
  /** Bytes that a thousand million bytes of requests take while they are worked on. */
  readonly perBytePpb?: number;
}

const whole = 1_000_000_000;

/**
 * The memory of one process. When it would take more than there is, the kernel kills it: the machine
 * lives on, and its supervisor, if there is one, starts another process, which has all of it again.
 */
export class Memory {
  readonly #start: MemoryStart;
  readonly #kill: () => void;
  #requests = 0;
  #leakedBytes = 0;
  #contentBytes = 0;

  constructor(start: MemoryStart, kill: () => void) {
    this.#start = start;
    this.#kill = kill;
  }

  get usedBytes(): number {
    const { baseBytes, perRequestBytes } = this.#start;
    const requestBytes = perRequestBytes * this.#requests + this.#contentBytes;
    return baseBytes + requestBytes + this.#leakedBytes;
  }

  /** A request came; false when that was one too many. */
  take(): boolean {
    this.#requests += 1;
    return this.#fits();
  }

  /** A request was answered. */
  release(): void {
    this.#requests -= 1;
  }

  /** What a request of so many bytes takes while it is worked on. */
  contentOf(requestBytes: number): number {
    return Math.ceil(((this.#start.perBytePpb ?? 0) * requestBytes) / whole);
  }

  /** The content of a request is worked on; false when there was no room for it. */
  takeContent(bytes: number): boolean {
    this.#contentBytes += bytes;
    return this.#fits();
  }

  /** It has been worked on. */
  releaseContent(bytes: number): void {
    this.#contentBytes -= bytes;
  }

  /** Whether requests take memory by their size. */
  get weighsContent(): boolean {
    return this.#start.perBytePpb !== undefined;
  }

  /** Memory is gone until the process ends. */
  leak(bytes: number): void {
    this.#leakedBytes += bytes;
    this.#fits();
  }

  #fits(): boolean {
    if (this.usedBytes <= this.#start.limitBytes) return true;
    this.#kill();
    return false;
  }
}
