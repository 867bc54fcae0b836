import type { Cell } from '../value-table.ts';
import { nil } from '../value-table.ts';
import type { Atoms } from './atoms.ts';
import type { ByteBuffer } from './byte-buffer.ts';
import { deepestNesting, type Notation } from './notation.ts';
import { hashBasis, hashPrime, noWord } from './word-table.ts';

const quote = 0x22;
const comma = 0x2c;
const minus = 0x2d;
const beginSquare = 0x5b;
const endSquare = 0x5d;
const beginCurly = 0x7b;
const endCurly = 0x7d;

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** Whether a number goes on after its digits: a point, an exponent. */
function isFraction(byte: number): boolean {
  return byte === 0x2e || (byte | 0x20) === 0x65;
}

/** JSON (RFC 8259), read strictly. */
export class JsonNotation implements Notation {
  readonly atoms: Atoms;
  readonly #buffer: ByteBuffer;
  /** Nothing was read yet of the map or list stepped into last. */
  #isFresh = false;

  constructor(atoms: Atoms) {
    this.atoms = atoms;
    this.#buffer = atoms.buffer;
  }

  reset(): void {
    this.#isFresh = false;
    this.atoms.isSkipping = false;
    this.atoms.dropElements(0);
  }

  blank(): number {
    const buffer = this.#buffer;
    const { bytes } = buffer;
    for (;;) {
      const byte = bytes[buffer.at] ?? 0;
      if (byte > 0x20) return byte;
      if (byte === 0x0a) {
        buffer.line += 1;
        buffer.lineStart = buffer.at + 1;
      } else if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return byte;
      buffer.at += 1;
    }
  }

  cell(): Cell {
    return this.#value(0);
  }

  skip(): void {
    const { isSkipping } = this.atoms;
    this.atoms.isSkipping = true;
    this.#value(0);
    this.atoms.isSkipping = isSkipping;
  }

  word(): number {
    if (this.blank() === quote) {
      this.atoms.scanString(false);
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
    const { isSkipping } = this.atoms;
    const { at } = this.#buffer;
    this.atoms.isSkipping = true;
    this.#number(byte);
    this.atoms.isSkipping = isSkipping;
    const { bytes } = this.#buffer;
    let number = 0;
    for (let i = byte === minus ? at + 1 : at; i < this.#buffer.at; i += 1) {
      if (!isDigit(bytes[i] ?? 0)) return Number.NaN;
      number = number * 10 + ((bytes[i] ?? 0) - 0x30);
    }
    return byte === minus ? -number : number;
  }

  /** Reads a text; null for any other value. */
  text(): string | null {
    if (this.blank() === quote) {
      this.atoms.scanString(false);
      return this.atoms.stringText();
    }
    this.skip();
    return null;
  }

  /** Reads a truth value; false for any other value. */
  truth(): boolean {
    const isTrue = this.blank() === 0x74;
    this.skip();
    return isTrue;
  }

  beginMap(): boolean {
    if (this.blank() !== beginCurly) return false;
    this.#buffer.at += 1;
    this.#isFresh = true;
    return true;
  }

  nextKey(): number {
    return this.#next(endCurly) ? this.#key() : -1;
  }

  beginList(): boolean {
    if (this.blank() !== beginSquare) return false;
    this.#buffer.at += 1;
    this.#isFresh = true;
    return true;
  }

  nextElement(): boolean {
    return this.#next(endSquare);
  }

  keyText(name: string): string {
    return `"${name}"`;
  }

  #next(end: number): boolean {
    const byte = this.blank();
    const isFresh = this.#isFresh;
    this.#isFresh = false;
    if (byte === end) {
      this.#buffer.at += 1;
      return false;
    }
    if (isFresh) return true;
    if (byte !== comma) this.#buffer.expected(`, or ${String.fromCharCode(end)}`);
    this.#buffer.at += 1;
    return true;
  }

  #key(): number {
    if (this.blank() !== quote) this.#buffer.expected('a key between quotes');
    this.atoms.scanString(false);
    const word = this.atoms.stringWord();
    if (this.blank() !== 0x3a) this.#buffer.expected(': after a key');
    this.#buffer.at += 1;
    return word;
  }

  #value(depth: number): Cell {
    const byte = this.blank();
    switch (byte) {
      case quote:
        this.atoms.scanString(false);
        return this.atoms.stringCell();
      case beginSquare:
        return this.#list(depth + 1);
      case beginCurly:
        return this.#map(depth + 1);
      case 0x6e:
        this.#literal('null');
        return nil;
      case 0x74:
        this.#literal('true');
        return this.atoms.truthCell(true);
      case 0x66:
        this.#literal('false');
        return this.atoms.truthCell(false);
      default:
        return this.#number(byte);
    }
  }

  #list(depth: number): Cell {
    if (depth > deepestNesting) this.#buffer.expected(`at most ${deepestNesting} lists in lists`);
    const { atoms } = this;
    const mark = atoms.elementMark;
    this.beginList();
    while (this.#next(endSquare)) atoms.pushElement(this.#value(depth));
    return atoms.listFrom(mark);
  }

  #map(depth: number): Cell {
    if (depth > deepestNesting) this.#buffer.expected(`at most ${deepestNesting} maps in maps`);
    const { atoms } = this;
    const mark = atoms.elementMark;
    this.beginMap();
    while (this.#next(endCurly)) {
      if (this.blank() !== quote) this.#buffer.expected('a key between quotes');
      atoms.pushElement(this.#value(depth));
      if (this.blank() !== 0x3a) this.#buffer.expected(': after a key');
      this.#buffer.at += 1;
      atoms.pushElement(this.#value(depth));
    }
    return atoms.mapFrom(mark);
  }

  #literal(text: string): void {
    const buffer = this.#buffer;
    for (let i = 0; i < text.length; i += 1) {
      if (buffer.bytes[buffer.at + i] !== text.charCodeAt(i)) {
        buffer.expected(`\`${text}\``, buffer.at + i);
      }
    }
    buffer.at += text.length;
  }

  #number(first: number): Cell {
    const buffer = this.#buffer;
    const { bytes } = buffer;
    const start = buffer.at;
    const digits = first === minus ? start + 1 : start;
    let at = digits;
    let number = 0;
    let byte = bytes[at] ?? 0;
    if (!isDigit(byte)) buffer.expected(first === minus ? 'a digit' : 'a value', at);
    while (isDigit(byte)) {
      number = number * 10 + (byte - 0x30);
      at += 1;
      byte = bytes[at] ?? 0;
    }
    if (at >= buffer.end && !buffer.isWhole) buffer.expected('the rest of a number', at);
    if (bytes[digits] === 0x30 && at > digits + 1) {
      buffer.expected('no digit after a leading zero', digits + 1);
    }
    if (isFraction(byte)) return this.#fraction(start, at);
    buffer.at = at;
    if (at - digits > 15) {
      this.#token(start, at);
      return this.atoms.longCell(this.atoms.tokenText());
    }
    return this.atoms.wholeCell(first === minus ? -number : number);
  }

  #fraction(start: number, pointAt: number): Cell {
    const buffer = this.#buffer;
    const { bytes } = buffer;
    let at = pointAt;
    const digits = (): void => {
      if (!isDigit(bytes[at] ?? 0)) buffer.expected('a digit', at);
      while (isDigit(bytes[at] ?? 0)) at += 1;
    };
    if (bytes[at] === 0x2e) {
      at += 1;
      digits();
    }
    if (((bytes[at] ?? 0) | 0x20) === 0x65) {
      at += 1;
      if (bytes[at] === 0x2b || bytes[at] === minus) at += 1;
      digits();
    }
    if (at >= buffer.end && !buffer.isWhole) buffer.expected('the rest of a number', at);
    this.#token(start, at);
    const cell = this.atoms.fractionCell(this.atoms.tokenText());
    buffer.at = at;
    return cell;
  }

  #token(from: number, to: number): void {
    const { atoms } = this;
    const { bytes } = this.#buffer;
    let hash = hashBasis;
    for (let i = from; i < to; i += 1) hash = Math.imul(hash ^ (bytes[i] ?? 0), hashPrime);
    atoms.from = from;
    atoms.to = to;
    atoms.hash = hash;
  }
}
