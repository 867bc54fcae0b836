import { type Cell, nil } from '../value-table.ts';
import type { Atoms } from './atoms.ts';
import type { ByteBuffer } from './byte-buffer.ts';
import { deepestNesting, type Notation } from './notation.ts';
import { hashBasis, hashPrime, known, noWord } from './word-table.ts';

const quote = 0x22;
const hash = 0x23;
const beginRound = 0x28;
const endRound = 0x29;
const minus = 0x2d;
const colon = 0x3a;
const beginSquare = 0x5b;
const backslash = 0x5c;
const endSquare = 0x5d;
const underscore = 0x5f;
const beginCurly = 0x7b;
const endCurly = 0x7d;

/** The length of `false`. */
const longestConstant = 5;

/** By byte: 1 where a symbol, keyword or number ends. */
const ends = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte <= 0x20 || '",;()[]{}\\'.includes(String.fromCharCode(byte)) ? 1 : 0,
);

const wholeNumber = /^[+-]?(?:0|[1-9][0-9]*)N?$/;
const fraction = /^[+-]?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?M?$/;
const ratio = /^[+-]?(?:0|[1-9][0-9]*)\/[0-9]*[1-9][0-9]*$/;
const namedCharacters = new Map([
  ['newline', '\n'],
  ['return', '\r'],
  ['space', ' '],
  ['tab', '\t'],
  ['backspace', '\b'],
  ['formfeed', '\f'],
]);

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/**
 * EDN (edn-format). A keyword becomes a text with its colon, a symbol, a ratio and `##Inf` a text
 * as it is written, a set a list in one order; tags are left out, so is what `#_` discards.
 */
export class EdnNotation implements Notation {
  readonly atoms: Atoms;
  readonly #buffer: ByteBuffer;
  /** The ends of the lists stepped into, innermost last. */
  readonly #listEnds: number[] = [];
  /** How many collections, tags and discards stand open round the present value. */
  #depth = 0;

  constructor(atoms: Atoms) {
    this.atoms = atoms;
    this.#buffer = atoms.buffer;
  }

  reset(): void {
    this.#listEnds.length = 0;
    this.#depth = 0;
    this.atoms.isSkipping = false;
    this.atoms.dropElements(0);
  }

  blank(): number {
    const buffer = this.#buffer;
    const { bytes } = buffer;
    for (;;) {
      const byte = bytes[buffer.at] ?? 0;
      if (byte === 0x20 || byte === 0x2c || byte === 0x0d || byte === 0x09 || byte === 0x0c) {
        buffer.at += 1;
      } else if (byte === 0x0a) {
        buffer.at += 1;
        buffer.line += 1;
        buffer.lineStart = buffer.at;
      } else if (byte === 0x3b) this.#comment();
      else if (byte === hash && this.#after() === underscore) {
        buffer.at += 2;
        this.#enter();
        this.skip();
        this.#depth -= 1;
      } else return byte;
    }
  }

  cell(): Cell {
    return this.#value();
  }

  skip(): void {
    const { isSkipping } = this.atoms;
    this.atoms.isSkipping = true;
    this.#value();
    this.atoms.isSkipping = isSkipping;
  }

  word(): number {
    const byte = this.blank();
    if (byte === colon) return this.#keywordName();
    if (byte === quote) {
      this.atoms.scanString(true);
      return this.atoms.stringWord();
    }
    this.skip();
    return noWord;
  }

  whole(): number {
    const byte = this.blank();
    if (!isDigit(byte) && byte !== minus) {
      this.skip();
      return Number.NaN;
    }
    this.#token();
    const text = this.#isShortWhole() ? null : this.atoms.tokenText();
    if (text === null) return this.#shortWhole();
    return wholeNumber.test(text) ? Number(text.replace('N', '')) : Number.NaN;
  }

  beginMap(): boolean {
    this.#tags();
    if (this.blank() !== beginCurly) return false;
    this.#buffer.at += 1;
    return true;
  }

  nextKey(): number {
    const byte = this.blank();
    if (byte === endCurly) {
      this.#buffer.at += 1;
      return -1;
    }
    if (byte === colon) return this.#keywordName();
    this.skip();
    return noWord;
  }

  beginList(): boolean {
    this.#tags();
    const byte = this.blank();
    if (byte !== beginSquare && byte !== beginRound) return false;
    this.#buffer.at += 1;
    this.#listEnds.push(byte === beginSquare ? endSquare : endRound);
    return true;
  }

  nextElement(): boolean {
    if (this.blank() !== this.#listEnds.at(-1)) return true;
    this.#listEnds.pop();
    this.#buffer.at += 1;
    return false;
  }

  keyText(name: string): string {
    return `:${name}`;
  }

  /** Steps over tags: what they say of the value behind them makes no difference here. */
  #tags(): void {
    while (this.blank() === hash) {
      const next = this.#after();
      if (next === beginCurly || next === hash || ends[next] === 1) return;
      this.#token();
    }
  }

  /** The byte behind the present one. */
  #after(): number {
    const buffer = this.#buffer;
    const at = buffer.at + 1;
    if (at >= buffer.end && !buffer.isWhole) buffer.expected('more', at);
    return buffer.bytes[at] ?? 0;
  }

  #comment(): void {
    const buffer = this.#buffer;
    const lineFeed = buffer.bytes.indexOf(0x0a, buffer.at);
    if (lineFeed >= 0 && lineFeed < buffer.end) buffer.at = lineFeed;
    else if (buffer.isWhole) buffer.at = buffer.end;
    else buffer.expected('the rest of a comment', buffer.end);
  }

  #value(): Cell {
    const byte = this.blank();
    if (isDigit(byte)) return this.#number();
    switch (byte) {
      case quote:
        this.atoms.scanString(true);
        return this.atoms.stringCell();
      case colon:
        this.#token();
        if (this.atoms.to === this.atoms.from + 1) {
          this.#buffer.expected('the name of a keyword', this.atoms.to);
        }
        return this.atoms.tokenCell();
      case beginSquare:
        return this.#list(endSquare);
      case beginRound:
        return this.#list(endRound);
      case beginCurly:
        return this.#map();
      case hash:
        return this.#dispatch();
      case backslash:
        return this.#character();
      default:
        return ends[byte] === 1 ? this.#buffer.expected('a value') : this.#symbol();
    }
  }

  #list(end: number): Cell {
    const mark = this.#elements(end);
    return this.atoms.listFrom(mark);
  }

  #map(): Cell {
    const mark = this.#elements(endCurly);
    if ((this.atoms.elementMark - mark) % 2 === 1) {
      this.#buffer.expected('a value for the last key of a map', this.#buffer.at - 1);
    }
    return this.atoms.mapFrom(mark);
  }

  /** Reads values up to the end of a collection, stepping over it; where they begin. */
  #elements(end: number): number {
    const { atoms } = this;
    const buffer = this.#buffer;
    this.#enter();
    const mark = atoms.elementMark;
    buffer.at += 1;
    while (this.blank() !== end) atoms.pushElement(this.#value());
    buffer.at += 1;
    this.#depth -= 1;
    return mark;
  }

  #dispatch(): Cell {
    const buffer = this.#buffer;
    const next = this.#after();
    if (next === beginCurly) {
      buffer.at += 1;
      return this.atoms.setFrom(this.#elements(endCurly));
    }
    if (ends[next] === 1) buffer.expected('a set or a tag', buffer.at + 1);
    this.#token();
    // ##Inf, ##-Inf and ##NaN stand for themselves.
    if (next === hash) return this.atoms.tokenCell();
    this.#enter();
    const cell = this.#value();
    this.#depth -= 1;
    return cell;
  }

  #enter(): void {
    this.#depth += 1;
    if (this.#depth > deepestNesting) {
      this.#buffer.expected(`at most ${deepestNesting} values in one another`);
    }
  }

  /** Reads up to the end of a symbol, keyword or number. */
  #token(from = this.#buffer.at): void {
    const { atoms } = this;
    const buffer = this.#buffer;
    const { bytes } = buffer;
    let at = from;
    let turned = hashBasis;
    for (;;) {
      const byte = bytes[at] ?? 0;
      if (ends[byte] === 1) break;
      turned = Math.imul(turned ^ byte, hashPrime);
      at += 1;
    }
    if (at >= buffer.end && !buffer.isWhole) buffer.expected('more', at);
    atoms.from = from;
    atoms.to = at;
    atoms.hash = turned;
    buffer.at = at;
  }

  /** The word of a keyword without its colon. */
  #keywordName(): number {
    this.#token(this.#buffer.at + 1);
    if (this.atoms.to === this.atoms.from) this.#buffer.expected('the name of a keyword');
    return this.atoms.tokenWord();
  }

  #symbol(): Cell {
    const buffer = this.#buffer;
    const first = buffer.bytes[buffer.at] ?? 0;
    if ((first === minus || first === 0x2b) && isDigit(this.#after())) return this.#number();
    this.#token();
    const { atoms } = this;
    if (atoms.to - atoms.from > longestConstant) return atoms.tokenCell();
    const word = atoms.tokenWord();
    if (word === known.nil) return nil;
    if (word !== known.true && word !== known.false) return atoms.tokenCell();
    return atoms.truthCell(word === known.true);
  }

  #number(): Cell {
    const { atoms } = this;
    this.#token();
    if (this.#isShortWhole()) return atoms.wholeCell(this.#shortWhole());
    const text = atoms.tokenText();
    if (wholeNumber.test(text)) return atoms.longCell(text.replace(/^\+|N$/g, ''));
    if (fraction.test(text)) return atoms.fractionCell(text.replace('M', ''));
    return ratio.test(text) ? atoms.tokenCell() : this.#buffer.expected('a number', atoms.from);
  }

  /** Whether the token is a whole number of up to 15 digits, as it should be written. */
  #isShortWhole(): boolean {
    const { from, to } = this.atoms;
    const { bytes } = this.#buffer;
    const digits = bytes[from] === minus ? from + 1 : from;
    if (to === digits || to - digits > 15 || (bytes[digits] === 0x30 && to > digits + 1))
      return false;
    for (let i = digits; i < to; i += 1) if (!isDigit(bytes[i] ?? 0)) return false;
    return true;
  }

  #shortWhole(): number {
    const { from, to } = this.atoms;
    const { bytes } = this.#buffer;
    const isNegative = bytes[from] === minus;
    let number = 0;
    for (let i = isNegative ? from + 1 : from; i < to; i += 1) {
      number = number * 10 + ((bytes[i] ?? 0) - 0x30);
    }
    return isNegative ? -number : number;
  }

  #character(): Cell {
    const { atoms } = this;
    const buffer = this.#buffer;
    const start = buffer.at;
    // The character itself may be one that ends tokens: \( or \".
    if (buffer.bytes[start + 1] === undefined || this.#after() <= 0x20) {
      buffer.expected('a character', start + 1);
    }
    this.#token(start + 2);
    atoms.from = start + 1;
    const text = atoms.tokenText();
    const code = /^u[0-9a-fA-F]{4}$/.test(text) ? parseInt(text.slice(1), 16) : -1;
    const character = code >= 0 ? String.fromCharCode(code) : (namedCharacters.get(text) ?? text);
    if (Array.from(character).length !== 1) buffer.expected('a character', start + 1);
    return atoms.isSkipping ? nil : atoms.values.cellOf(character);
  }
}
