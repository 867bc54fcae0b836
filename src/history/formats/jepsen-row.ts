import { type Cell, nil } from '../value-table.ts';
import { MicroOperations } from './micro-operations.ts';
import { known, noWord } from './word-table.ts';
import type { Notation } from './notation.ts';

/**
 * One event of a Jepsen history, as it was written: an invocation or a completion. It is used over
 * and over, row after row.
 */
export class JepsenRow {
  /** `known.invoke`, `ok`, `fail` or `info`. */
  type: number = noWord;
  /** NaN: no whole number, such as the nemesis. */
  process = Number.NaN;
  hasProcess = false;
  /** The word of its `f`. */
  f: number = noWord;
  timeNs = Number.NaN;
  /** The place of the event in its history; NaN: it does not say. */
  index = Number.NaN;
  key: Cell = nil;
  hasKey = false;
  /** The value. If it was a list of two and pairs were asked for: its elements, and no list is made. */
  value: Cell = nil;
  hasValue = false;
  isPair = false;
  first: Cell = nil;
  second: Cell = nil;
  /** An answer that stands beside the value. */
  output: Cell = nil;
  hasOutput = false;
  /** The word of the error, or of the first element of an error that is a list. */
  error: number = noWord;
  hasError = false;
  /** What a transaction does; none: the value told nothing. */
  readonly micro = new MicroOperations();
  /** Where a value begins that was put off. */
  #valueAt = -1;
  #valueLine = 0;
  #valueLineStart = 0;

  /** Empties the row. */
  clear(): void {
    this.type = this.f = this.error = noWord;
    this.process = this.timeNs = this.index = Number.NaN;
    this.hasProcess =
      this.hasKey =
      this.hasValue =
      this.isPair =
      this.hasOutput =
      this.hasError =
        false;
    this.key = this.value = this.output = this.first = this.second = nil;
    this.micro.count = this.#valueAt = -1;
  }

  /** Reads a map, in whatever order its keys are; keys without a meaning are stepped over. */
  readMap(notation: Notation, pairs: boolean): void {
    this.clear();
    if (!notation.beginMap()) notation.atoms.buffer.expected('a map: one event of an operation');
    for (let key = notation.nextKey(); key >= 0; key = notation.nextKey()) {
      this.#readMember(notation, key, pairs);
    }
    if (this.#valueAt >= 0) this.#readValueAgain(notation, pairs);
  }

  /** Reads the type of an event. */
  readType(notation: Notation): void {
    notation.blank();
    const { buffer } = notation.atoms;
    const { at } = buffer;
    this.type = notation.word();
    if (this.type < known.invoke || this.type > known.info) {
      buffer.expected('the type invoke, ok, fail or info', at);
    }
  }

  /** Reads the value of an operation whose `f` is known. */
  readValue(notation: Notation, pairs: boolean): void {
    this.hasValue = true;
    if (this.f === known.txn) this.micro.read(notation);
    else if (pairs && notation.beginList()) this.#readPair(notation);
    else this.value = notation.cell();
  }

  /** The value, though it was read as a pair. */
  wholeValue(notation: Notation): Cell {
    if (!this.isPair) return this.value;
    return notation.atoms.values.list([this.first, this.second]);
  }

  #readMember(notation: Notation, key: number, pairs: boolean): void {
    switch (key) {
      case known.type:
        this.readType(notation);
        break;
      case known.process:
        this.process = notation.whole();
        this.hasProcess = true;
        break;
      case known.f:
        this.#readF(notation);
        break;
      case known.value:
        this.#readOrPutOff(notation, pairs);
        break;
      case known.time:
        this.timeNs = notation.whole();
        break;
      case known.index:
        this.index = notation.whole();
        break;
      case known.key:
        this.key = notation.cell();
        this.hasKey = true;
        break;
      case known.output:
        this.output = notation.cell();
        this.hasOutput = true;
        break;
      case known.error:
        this.#readError(notation);
        break;
      default:
        notation.skip();
    }
  }

  #readF(notation: Notation): void {
    notation.blank();
    const { buffer } = notation.atoms;
    const { at } = buffer;
    this.f = notation.word();
    if (this.f === noWord) buffer.expected('the name of an operation', at);
  }

  /** How to read the value is known once `f` is; so a value before it is stepped over at first. */
  #readOrPutOff(notation: Notation, pairs: boolean): void {
    if (this.f !== noWord) {
      this.readValue(notation, pairs);
      return;
    }
    const { at, line, lineStart } = notation.atoms.buffer;
    this.#valueAt = at;
    this.#valueLine = line;
    this.#valueLineStart = lineStart;
    notation.skip();
  }

  #readValueAgain(notation: Notation, pairs: boolean): void {
    const { buffer } = notation.atoms;
    const { at, line, lineStart } = buffer;
    buffer.at = this.#valueAt;
    buffer.line = this.#valueLine;
    buffer.lineStart = this.#valueLineStart;
    this.readValue(notation, pairs);
    buffer.at = at;
    buffer.line = line;
    buffer.lineStart = lineStart;
  }

  #readPair(notation: Notation): void {
    const { atoms } = notation;
    const mark = atoms.elementMark;
    while (notation.nextElement()) atoms.pushElement(notation.cell());
    this.isPair = atoms.elementMark - mark === 2;
    if (this.isPair) {
      this.first = atoms.elementAt(mark, 0);
      this.second = atoms.elementAt(mark, 1);
      atoms.dropElements(mark);
    } else this.value = atoms.listFrom(mark);
  }

  #readError(notation: Notation): void {
    this.hasError = true;
    if (!notation.beginList()) {
      this.error = notation.word();
      return;
    }
    let isFirst = true;
    while (notation.nextElement()) {
      if (isFirst) this.error = notation.word();
      else notation.skip();
      isFirst = false;
    }
  }
}
