import type { Value } from '../../base/units.ts';
import { type Cell, nil, type ValueTable } from '../value-table.ts';
import type { ByteBuffer } from './byte-buffer.ts';
import { badUtf8At, decodeUtf8 } from './utf8.ts';
import { hashBasis, hashPrime, WordTable } from './word-table.ts';

/** Longer texts are rarely met twice: they go straight into the table of values. */
const longestWord = 64;

const escapes = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function isHex(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
}

/** The text between quotes, with its escapes resolved; they were looked at before. */
function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, hex?: string, letter = '') =>
    hex === undefined ? (escapes.get(letter) ?? letter) : String.fromCharCode(parseInt(hex, 16)),
  );
}

/**
 * What JSON and EDN share: texts, numbers and lists, read from bytes straight into cells. While
 * `isSkipping`, values are read as strictly, but leave nothing behind.
 */
export class Atoms {
  readonly buffer: ByteBuffer;
  readonly values: ValueTable;
  readonly words = new WordTable();
  isSkipping = false;
  /** The token that was read last: where its bytes are, and their hash. */
  from = 0;
  to = 0;
  hash = hashBasis;
  #isEscaped = false;
  #elements = new Int32Array(64);
  #elementCount = 0;
  /** By word: the cell of its text; 0 while nobody asked. */
  #cellOfWord = new Int32Array(128);
  #yes: Cell = 0;
  #no: Cell = 0;
  readonly #negative = new Int32Array(256);

  constructor(buffer: ByteBuffer, values: ValueTable) {
    this.buffer = buffer;
    this.values = values;
  }

  /** Reads a text from its opening quote to behind its closing one; `lines`: it may have several. */
  scanString(lines: boolean): void {
    const { buffer } = this;
    const { bytes } = buffer;
    let at = buffer.at + 1;
    let hash = hashBasis;
    this.from = at;
    this.#isEscaped = false;
    for (;;) {
      const byte = bytes[at] ?? 0;
      if (byte === 0x22) break;
      if (byte === 0x5c) {
        at = this.#escape(at);
        continue;
      }
      if (byte < 0x20) {
        if (at >= buffer.end || !lines || byte === 0) buffer.expected('the rest of a text', at);
        if (byte === 0x0a) {
          buffer.line += 1;
          buffer.lineStart = at + 1;
        }
      }
      hash = Math.imul(hash ^ byte, hashPrime);
      at += 1;
    }
    this.to = at;
    this.hash = hash;
    buffer.at = at + 1;
  }

  /** The word of the text between quotes that was read last. */
  stringWord(): number {
    return this.#isEscaped ? this.words.idOfText(this.stringText()) : this.tokenWord();
  }

  /** The cell of the text between quotes that was read last. */
  stringCell(): Cell {
    if (this.isSkipping) return nil;
    return this.#isEscaped ? this.values.cellOf(this.stringText()) : this.tokenCell();
  }

  /** The text between quotes that was read last. */
  stringText(): string {
    return this.#isEscaped ? unescaped(this.tokenText()) : this.tokenText();
  }

  /** The word of the token that was read last. */
  tokenWord(): number {
    return this.words.idOf(this.buffer.bytes, this.from, this.to, this.hash);
  }

  /** The cell of the token that was read last, as a text. */
  tokenCell(): Cell {
    if (this.isSkipping) return nil;
    if (this.to - this.from > longestWord) return this.values.cellOf(this.tokenText());
    const word = this.tokenWord();
    while (word >= this.#cellOfWord.length) {
      const longer = new Int32Array(this.#cellOfWord.length * 2);
      longer.set(this.#cellOfWord);
      this.#cellOfWord = longer;
    }
    const made = this.#cellOfWord[word] ?? 0;
    if (made !== 0) return made;
    const cell = this.values.cellOf(this.tokenText());
    this.#cellOfWord[word] = cell;
    return cell;
  }

  /** The characters of the token that was read last. */
  tokenText(): string {
    const { bytes } = this.buffer;
    const text = decodeUtf8(bytes, this.from, this.to);
    if (text !== null) return text;
    return this.buffer.expected('a text in UTF-8', badUtf8At(bytes, this.from, this.to));
  }

  /** The cell of a whole number that a double holds exactly. */
  wholeCell(number: number): Cell {
    if (number >= 0 && number <= 0x7fff_ffff) return number | 0;
    if (this.isSkipping) return nil;
    if (number >= 0 || number <= -this.#negative.length) return this.values.cellOf(number);
    const made = this.#negative[-number] ?? 0;
    if (made !== 0) return made;
    const cell = this.values.cellOf(number);
    this.#negative[-number] = cell;
    return cell;
  }

  /** The cell of a number with a point or an exponent. */
  fractionCell(text: string): Cell {
    const number = Number(text);
    if (!Number.isFinite(number))
      this.buffer.expected('a number that a double can hold', this.from);
    return this.isSkipping ? nil : this.values.cellOf(number);
  }

  /** The cell of a whole number of many digits: as text where a double would not be exact. */
  longCell(digits: string): Cell {
    if (this.isSkipping) return nil;
    const number = Number(digits);
    return this.values.cellOf(Number.isSafeInteger(number) ? number : digits);
  }

  /** The cell of a truth value. */
  truthCell(truth: boolean): Cell {
    if (this.isSkipping) return nil;
    if (this.#yes === 0) {
      this.#yes = this.values.cellOf(true);
      this.#no = this.values.cellOf(false);
    }
    return truth ? this.#yes : this.#no;
  }

  /** Where the elements of the list begin that is about to be read. */
  get elementMark(): number {
    return this.#elementCount;
  }

  /** One more element of the list being read. */
  pushElement(cell: Cell): void {
    if (this.#elementCount === this.#elements.length) {
      const longer = new Int32Array(this.#elements.length * 2);
      longer.set(this.#elements);
      this.#elements = longer;
    }
    this.#elements[this.#elementCount] = cell;
    this.#elementCount += 1;
  }

  /** An element pushed since. */
  elementAt(mark: number, index: number): Cell {
    return this.#elements[mark + index] ?? nil;
  }

  /** Forgets all elements from a mark on. */
  dropElements(mark: number): void {
    this.#elementCount = mark;
  }

  /** The list of all elements from a mark on. */
  listFrom(mark: number): Cell {
    const cell = this.isSkipping ? nil : this.values.list(this.#elements, mark, this.#elementCount);
    this.#elementCount = mark;
    return cell;
  }

  /** The same in order of cells, each once: equal sets have equal cells. */
  setFrom(mark: number): Cell {
    const sorted = this.#elements.subarray(mark, this.#elementCount).sort((a, b) => a - b);
    const distinct = sorted.filter((cell, i) => cell !== sorted[i - 1]);
    this.#elementCount = mark;
    return this.isSkipping ? nil : this.values.list(distinct);
  }

  /** The map of all elements from a mark on: its keys (texts, or any value in words) and values. */
  mapFrom(mark: number): Cell {
    const members: [string, Value][] = [];
    for (let i = mark; i < this.#elementCount && !this.isSkipping; i += 2) {
      const key = this.values.valueOf(this.#elements[i] ?? nil);
      const name = typeof key === 'string' ? key : this.values.textOf(this.#elements[i] ?? nil);
      members.push([name, this.values.valueOf(this.#elements[i + 1] ?? nil)]);
    }
    this.#elementCount = mark;
    return this.isSkipping ? nil : this.values.cellOf(Object.fromEntries(members));
  }

  #escape(at: number): number {
    const { buffer } = this;
    const letter = buffer.bytes[at + 1] ?? 0;
    this.#isEscaped = true;
    if (at + 1 >= buffer.end || !'"\\/bfnrtu'.includes(String.fromCharCode(letter))) {
      buffer.expected('an escape: one of " \\ / b f n r t u', at + 1);
    }
    if (letter !== 0x75) return at + 2;
    for (let i = at + 2; i < at + 6; i += 1) {
      if (!isHex(buffer.bytes[i] ?? 0)) buffer.expected('four hexadecimal digits', i);
    }
    return at + 6;
  }
}
