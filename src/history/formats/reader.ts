import type { History } from '../history.ts';
import type { TransactionHistory } from '../transactions.ts';
import { type ByteBuffer, outOfBytes } from './byte-buffer.ts';

/** What a file held: operations, and those that were transactions. Both share one table of values. */
export interface Recorded {
  readonly history: History;
  readonly transactions: TransactionHistory;
}

/** Reads a recorded history from bytes, in chunks of any size. Throws `HistoryError`. */
export interface HistoryReader {
  push(chunk: Uint8Array): void;
  /** Nothing follows. What was begun and never ended is unknown. */
  end(): Recorded;
}

/** What a reader needs to be told, besides the bytes. */
export interface ReaderOptions {
  /** Of an events file: the workload whose operations are meant; otherwise all of them. */
  readonly of?: string;
  /**
   * Of an events file with several runs: which one is meant, by its variant, cell or seed, or by its
   * whole key `<scenario>/<variant>/<cell>/<seed>` without the parts that it does not have.
   */
  readonly run?: string;
  /**
   * Of a Jepsen history: whether each value is a list of a key and the value proper, as its
   * independent generators write them. Left out: it is so when that holds for all operations.
   */
  readonly keyed?: boolean;
  /**
   * The fields of an operation as they were declared. Of an events file others are left out; null,
   * or when none of them occurs: all fields, as they are written. Of a Jepsen history they tell
   * whether a completion that repeats its invocation answers.
   */
  readonly fieldsOf?: (operation: string) => OperationFields | null;
}

/** The names of declared fields, in order, with or without `key`. */
export interface OperationFields {
  readonly input: readonly string[];
  readonly output: readonly string[];
}

/**
 * Takes chunks and hands on whole records. A record that is cut off is read again when at least as
 * many bytes again have come, so that even one long record costs time in proportion to its length.
 */
export class ChunkReader implements HistoryReader {
  readonly #buffer: ByteBuffer;
  readonly #readRecord: () => boolean;
  readonly #finish: () => Recorded;
  #wanted = 0;

  /** `readRecord` reads one record from the buffer; false: there is none, up to the last byte. */
  constructor(buffer: ByteBuffer, readRecord: () => boolean, finish: () => Recorded) {
    this.#buffer = buffer;
    this.#readRecord = readRecord;
    this.#finish = finish;
  }

  push(chunk: Uint8Array): void {
    this.#buffer.push(chunk);
    if (this.#buffer.waiting >= this.#wanted) this.#drain();
  }

  end(): Recorded {
    this.#buffer.rewind();
    this.#buffer.isWhole = true;
    this.#drain();
    return this.#finish();
  }

  #drain(): void {
    const buffer = this.#buffer;
    try {
      buffer.begin();
      while (this.#readRecord()) buffer.mark();
      buffer.mark();
      this.#wanted = 0;
    } catch (caught) {
      if (caught !== outOfBytes) throw caught;
      buffer.rewind();
      this.#wanted = buffer.waiting * 2;
    }
  }
}
