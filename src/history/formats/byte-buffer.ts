import { HistoryError } from './history-error.ts';
import { decodeUtf8 } from './utf8.ts';

class OutOfBytes extends Error {
  override readonly name = 'OutOfBytes';
}

/** Thrown when the bytes so far end inside a record; caught where chunks arrive, never shown. */
export const outOfBytes = new OutOfBytes('the record goes on in the next chunk');

/** How many characters begin in a stretch of UTF-8. */
function charactersIn(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i += 1) if (((bytes[i] ?? 0) & 0xc0) !== 0x80) count += 1;
  return count;
}

/** How many bytes the character has that begins with this one; 1 too for what begins none. */
function lengthFrom(byte: number): number {
  if (byte < 0xc2) return 1;
  return byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
}

function shown(bytes: Uint8Array, at: number, end: number): string {
  const byte = bytes[at] ?? 0;
  if (byte > 0x20 && byte < 0x7f) return `\`${String.fromCharCode(byte)}\``;
  if (byte === 0x20) return 'a blank';
  if (byte === 0x0a) return 'the end of the line';
  const length = lengthFrom(byte);
  const text = length === 1 ? null : decodeUtf8(bytes, at, Math.min(end, at + length));
  return text === null ? `the byte 0x${byte.toString(16).padStart(2, '0')}` : `\`${text}\``;
}

/**
 * What was received and not yet read. Readers move `at` forward; behind `end` stands a zero byte, so
 * that their loops need no second condition. When a record is not whole yet, they go back to its
 * beginning (the mark) and wait for the next chunk.
 */
export class ByteBuffer {
  bytes = new Uint8Array(1 << 16);
  at = 0;
  end = 0;
  /** The line in which `at` stands, from 1, and where it begins. Who steps over a line feed moves both. */
  line = 1;
  lineStart = 0;
  /** Nothing follows `end`: running out of bytes is an error. */
  isWhole = false;
  #endWord = 'the end of the file';
  #mark = 0;
  #markLine = 1;
  #markLineStart = 0;
  /** Characters of line `#cutLine` that were thrown away already. */
  #cutCharacters = 0;
  #cutLine = 0;
  #hasBegun = false;

  /** How many bytes wait, from the mark on. */
  get waiting(): number {
    return this.end - this.#mark;
  }

  /** The line of the mark. */
  get markLine(): number {
    return this.#markLine;
  }

  /** Takes a copy of a chunk; forgets all before the mark, where reading goes on. */
  push(chunk: Uint8Array): void {
    this.rewind();
    this.#forget();
    const length = this.end + chunk.length;
    if (length >= this.bytes.length) {
      const larger = new Uint8Array(Math.max(length + 1, this.bytes.length * 2));
      larger.set(this.bytes.subarray(0, this.end));
      this.bytes = larger;
    }
    this.bytes.set(chunk, this.end);
    this.end = length;
    this.bytes[length] = 0;
  }

  /** Steps over a byte order mark at the very beginning. */
  begin(): void {
    if (this.#hasBegun || this.end === 0) return;
    const bom = [0xef, 0xbb, 0xbf];
    if (this.bytes[0] === bom[0]) {
      if (this.end < bom.length && !this.isWhole) throw outOfBytes;
      if (bom.every((byte, i) => this.bytes[i] === byte)) this.at = this.lineStart = bom.length;
    }
    this.#hasBegun = true;
    this.mark();
  }

  /** A record begins here. */
  mark(): void {
    this.#mark = this.at;
    this.#markLine = this.line;
    this.#markLineStart = this.lineStart;
  }

  /** Back to the beginning of the record. */
  rewind(): void {
    this.at = this.#mark;
    this.line = this.#markLine;
    this.lineStart = this.#markLineStart;
  }

  /** Takes a line apart from the rest: while `read` runs, the bytes end before its line feed. */
  withinLine(lineEnd: number, read: () => void): void {
    const { end, isWhole } = this;
    const endWord = this.#endWord;
    const byte = this.bytes[lineEnd] ?? 0;
    this.bytes[lineEnd] = 0;
    this.end = lineEnd;
    this.isWhole = true;
    this.#endWord = 'the end of the line';
    read();
    this.bytes[lineEnd] = byte;
    this.end = end;
    this.isWhole = isWhole;
    this.#endWord = endWord;
  }

  /** Something else was expected here; or more bytes, if they end here. */
  expected(what: string, at = this.at): never {
    // What stands here is told whole.
    if (at + lengthFrom(this.bytes[at] ?? 0) > this.end && !this.isWhole) throw outOfBytes;
    const found = at >= this.end ? this.#endWord : shown(this.bytes, at, this.end);
    throw this.error(`expected ${what}, found ${found}`, at);
  }

  /** What is wrong at a place in the present line. */
  error(message: string, at = this.at): HistoryError {
    return new HistoryError(message, this.line, this.#column(at, this.line, this.lineStart));
  }

  /** What is wrong with the whole record. */
  recordError(message: string): HistoryError {
    const column = this.#column(this.#mark, this.#markLine, this.#markLineStart);
    return new HistoryError(message, this.#markLine, column);
  }

  #column(at: number, line: number, lineStart: number): number {
    return 1 + this.#cutBefore(line) + charactersIn(this.bytes, lineStart, at);
  }

  #cutBefore(line: number): number {
    return line === this.#cutLine ? this.#cutCharacters : 0;
  }

  #forget(): void {
    const from = this.#mark;
    if (from === 0) return;
    // Never behind the mark: the line of the mark begins at it or before it.
    this.#cutCharacters =
      this.#cutBefore(this.line) + charactersIn(this.bytes, this.lineStart, from);
    this.#cutLine = this.line;
    this.bytes.copyWithin(0, from, this.end);
    this.end -= from;
    this.at = 0;
    this.lineStart = 0;
    this.mark();
  }
}
