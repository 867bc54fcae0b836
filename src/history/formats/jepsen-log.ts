import { ValueTable } from '../value-table.ts';
import { Atoms } from './atoms.ts';
import { ByteBuffer } from './byte-buffer.ts';
import { EdnNotation } from './edn-notation.ts';
import { JepsenRecorder } from './jepsen-recorder.ts';
import { JepsenRow } from './jepsen-row.ts';
import { readLine } from './line.ts';
import { ChunkReader, type HistoryReader, type ReaderOptions } from './reader.ts';

const colon = 0x3a;
const space = 0x20;
const bracket = 0x5b;
const carriageReturn = 0x0d;
/** What stands before the process in each line of an operation. */
const logger = Uint8Array.from('jepsen.util', (character) => character.charCodeAt(0));

/** Where the bytes of the logger's name end in the line; -1 when the line does not have them. */
function behindLogger({ bytes, at, end }: ByteBuffer): number {
  for (let from = at; from + logger.length <= end; from += 1) {
    const start = bytes.indexOf(logger[0] ?? 0, from);
    if (start < 0 || start + logger.length > end) return -1;
    if (logger.every((byte, i) => bytes[start + i] === byte)) return start + logger.length;
    from = start;
  }
  return -1;
}

function behindBlanks(buffer: ByteBuffer): number {
  while (buffer.bytes[buffer.at] === 0x20 || buffer.bytes[buffer.at] === 0x09) buffer.at += 1;
  return buffer.bytes[buffer.at] ?? 0;
}

/**
 * What stands behind the value tells why. It is no EDN but whatever Jepsen had: a keyword, a list that
 * begins with one, or any text.
 */
function readError(notation: EdnNotation, row: JepsenRow): void {
  const { buffer } = notation.atoms;
  const first = behindBlanks(buffer);
  if (buffer.at >= buffer.end || first === carriageReturn) return;
  row.hasError = true;
  if (first === bracket) buffer.at += 1;
  const letter = buffer.bytes[buffer.at + 1] ?? 0;
  const isKeyword = buffer.bytes[buffer.at] === colon && letter >= 0x61 && letter <= 0x7a;
  if (isKeyword) row.error = notation.word();
}

/**
 * Reads `<process> :<type> :<f> <value> <error>` behind the logger's name; false: the line is of
 * another kind.
 */
function readRow(notation: EdnNotation, row: JepsenRow, wantsPairs: boolean): boolean {
  const { buffer } = notation.atoms;
  const behind = behindLogger(buffer);
  if (behind < 0) return false;
  // Loggers differ in what they put behind their name: `- `, `: ` or nothing.
  buffer.at =
    buffer.bytes[behind] === colon && buffer.bytes[behind + 1] === space ? behind + 1 : behind;
  row.clear();
  if (behindBlanks(buffer) === 0x2d) buffer.at += 1;
  const first = behindBlanks(buffer);
  const isNumber = first >= 0x30 && first <= 0x39;
  if (!isNumber && first !== colon) return false;
  row.process = notation.whole();
  row.hasProcess = true;
  if (behindBlanks(buffer) !== colon) return false;
  if (!isNumber) return true;
  row.readType(notation);
  if (notation.blank() !== colon) buffer.expected('the name of an operation, such as :read');
  row.f = notation.word();
  row.readValue(notation, wantsPairs);
  readError(notation, row);
  return true;
}

/**
 * Reads the log that Jepsen writes while it runs: `INFO  jepsen.util - 3	:invoke	:write	4`. Lines of
 * another kind are stepped over. A failed cas says that the register held something else, unless it gives
 * another reason; what `:timed-out` is unknown, whether it says `:fail` or `:info`.
 */
export function logReader(options: ReaderOptions): HistoryReader {
  const buffer = new ByteBuffer();
  const notation = new EdnNotation(new Atoms(buffer, new ValueTable()));
  const recorder = new JepsenRecorder(notation, {
    failedCasIsMismatch: true,
    needsKey: false,
    keyed: options.keyed ?? null,
    fieldsOf: options.fieldsOf,
  });
  const row = new JepsenRow();
  const readRecord = (): boolean => {
    notation.reset();
    return readLine(buffer, () => {
      if (readRow(notation, row, recorder.wantsPairs)) recorder.record(row);
    });
  };
  return new ChunkReader(buffer, readRecord, () => recorder.recorded());
}
