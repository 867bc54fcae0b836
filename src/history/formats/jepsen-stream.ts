import { ValueTable } from '../value-table.ts';
import { Atoms } from './atoms.ts';
import { ByteBuffer } from './byte-buffer.ts';
import { EdnNotation } from './edn-notation.ts';
import { type JepsenDialect, JepsenRecorder } from './jepsen-recorder.ts';
import { JepsenRow } from './jepsen-row.ts';
import { JsonNotation } from './json-notation.ts';
import type { Notation } from './notation.ts';
import { ChunkReader, type HistoryReader, type ReaderOptions } from './reader.ts';

const noByte = 0;
const comma = 0x2c;
const endOfList = new Map([
  [0x5b, 0x5d],
  [0x28, 0x29],
]);

/** Where the maps of a file stand: one after another, or in one list round all of them. */
class Rows {
  readonly #notation: Notation;
  readonly #isComma: boolean;
  /** The byte that ends the list, while it is open. */
  #end = noByte;
  #needsComma = false;

  constructor(notation: Notation, isComma: boolean) {
    this.#notation = notation;
    this.#isComma = isComma;
  }

  /** Steps to the next map; false when there is none, up to the last byte. */
  next(): boolean {
    const { buffer } = this.#notation.atoms;
    for (;;) {
      const byte = this.#notation.blank();
      if (byte === noByte && buffer.at >= buffer.end) {
        if (buffer.isWhole && this.#end !== noByte) {
          buffer.expected(`\`${String.fromCharCode(this.#end)}\` behind the last event`);
        }
        return false;
      }
      const end = this.#end === noByte ? endOfList.get(byte) : undefined;
      if (byte === this.#end) {
        this.#end = noByte;
        this.#needsComma = false;
      } else if (end !== undefined) {
        this.#end = end;
        this.#needsComma = false;
      } else if (this.#needsComma) {
        if (byte !== comma) buffer.expected(', or ] behind an event');
        this.#needsComma = false;
      } else {
        buffer.mark();
        return true;
      }
      buffer.at += 1;
      buffer.mark();
    }
  }

  /** The map was read to its end. */
  done(): void {
    this.#needsComma = this.#isComma && this.#end !== noByte;
  }
}

function streamReader(notation: Notation, dialect: JepsenDialect, isComma: boolean): HistoryReader {
  const recorder = new JepsenRecorder(notation, dialect);
  const row = new JepsenRow();
  const rows = new Rows(notation, isComma);
  const { buffer } = notation.atoms;
  const readRecord = (): boolean => {
    notation.reset();
    if (!rows.next()) return false;
    row.readMap(notation, recorder.wantsPairs);
    recorder.record(row);
    rows.done();
    return true;
  };
  return new ChunkReader(buffer, readRecord, () => recorder.recorded());
}

function dialectOf({ keyed, fieldsOf }: ReaderOptions, needsKey: boolean): JepsenDialect {
  return { failedCasIsMismatch: false, needsKey, keyed: keyed ?? null, fieldsOf };
}

/** Reads Jepsen's `history.edn`: maps one after another, or in one vector or list. */
export function ednReader(options: ReaderOptions, needsKey: boolean): HistoryReader {
  const notation = new EdnNotation(new Atoms(new ByteBuffer(), new ValueTable()));
  return streamReader(notation, dialectOf(options, needsKey), false);
}

/** Reads the same as JSON: objects one after another, or in one array. */
export function jsonReader(options: ReaderOptions): HistoryReader {
  const notation = new JsonNotation(new Atoms(new ByteBuffer(), new ValueTable()));
  return streamReader(notation, dialectOf(options, false), true);
}
