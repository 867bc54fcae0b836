import { ValueTable } from '../value-table.ts';
import { Atoms } from './atoms.ts';
import { ByteBuffer } from './byte-buffer.ts';
import { EventsHeader } from './events-header.ts';
import { EventsRecorder } from './events-recorder.ts';
import { HistoryError } from './history-error.ts';
import { EventsRow, typeFromTail } from './events-row.ts';
import { JsonNotation } from './json-notation.ts';
import { readLine } from './line.ts';
import { ChunkReader, type HistoryReader, type ReaderOptions, type Recorded } from './reader.ts';
import { known, noWord } from './word-table.ts';

/** Reads the lines of an events file: for each run a header, its rows, and a verdict. */
class EventsLines {
  readonly #buffer = new ByteBuffer();
  readonly #notation = new JsonNotation(new Atoms(this.#buffer, new ValueTable()));
  readonly #recorder: EventsRecorder;
  readonly #row = new EventsRow();
  readonly #run: string | null;
  /** The keys of all runs so far. */
  readonly #keys: string[] = [];
  /** The run that is read; null: none yet. */
  #chosen: EventsHeader | null = null;
  #isChosen = false;

  constructor(options: ReaderOptions) {
    this.#recorder = new EventsRecorder(this.#notation, options);
    this.#run = options.run ?? null;
  }

  get reader(): HistoryReader {
    const readLineRow = (): void => this.#readRow();
    const readRecord = (): boolean => {
      this.#notation.reset();
      return readLine(this.#buffer, readLineRow);
    };
    return new ChunkReader(this.#buffer, readRecord, () => this.#recorded());
  }

  #recorded(): Recorded {
    if (this.#chosen === null && this.#keys.length > 0) {
      const keys = this.#keys.join(', ');
      throw new HistoryError(`no run is called "${this.#run}"; there is ${keys}`);
    }
    return this.#recorder.recorded();
  }

  #readRow(): void {
    const buffer = this.#buffer;
    if (this.#keys.length === 0) {
      this.#readHeader();
      return;
    }
    const type = typeFromTail(buffer);
    if (type === noWord || (type >= 0 && !this.#isChosen)) return;
    this.#notation.blank();
    if (type < 0 && buffer.at === buffer.end) return;
    const { at } = buffer;
    this.#row.read(this.#notation);
    const { type: kind } = this.#row;
    if (kind === known.header) {
      buffer.at = at;
      this.#readHeader();
    } else if (this.#isChosen && (kind === known.invoked || kind === known.completed)) {
      this.#recorder.record(this.#row);
    }
  }

  #readHeader(): void {
    const header = new EventsHeader(this.#notation);
    this.#keys.push(header.key);
    this.#isChosen = this.#run === null || header.isCalled(this.#run);
    if (!this.#isChosen) return;
    if (this.#chosen !== null) {
      const { key } = this.#chosen;
      throw this.#buffer.recordError(
        `behind run ${key} a second one begins, ${header.key}: name one with --run`,
      );
    }
    this.#chosen = header;
  }
}

/**
 * Reads the operations out of an events file, as `fault-sim run --events` writes it: out of one run,
 * which has to be named when there are several.
 */
export function eventsReader(options: ReaderOptions): HistoryReader {
  return new EventsLines(options).reader;
}
