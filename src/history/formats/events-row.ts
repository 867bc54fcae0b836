import type { ByteBuffer } from './byte-buffer.ts';
import { FieldRow } from './field-row.ts';
import type { JsonNotation } from './json-notation.ts';
import { known, noWord } from './word-table.ts';

function codes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

const quote = 0x22;
const endCurly = 0x7d;
const typeMember = codes('"type":');
const invoked = codes('invoked');
const completed = codes('completed');
/** Longer than the name of any kind of row. */
const longestType = 32;

function isAt(bytes: Uint8Array, word: Uint8Array, at: number): boolean {
  for (let i = 0; i < word.length; i += 1) if (bytes[at + i] !== word[i]) return false;
  return true;
}

/**
 * The kind of a row from its last bytes, when its type is written last, as in canonical JSON: then
 * most rows need no parsing. Exact, because quotes inside of texts are escaped. `noWord`: of no
 * interest; -1: the type is not written last.
 */
export function typeFromTail({ bytes, at, end }: ByteBuffer): number {
  let last = end - 1;
  while (last > at && (bytes[last] ?? 0) <= 0x20) last -= 1;
  if (bytes[last] !== endCurly || bytes[last - 1] !== quote) return -1;
  const wordEnd = last - 1;
  let start = wordEnd;
  while (start > at && wordEnd - start < longestType && bytes[start - 1] !== quote) start -= 1;
  const member = start - 1 - typeMember.length;
  if (member <= at || !isAt(bytes, typeMember, member)) return -1;
  const length = wordEnd - start;
  if (length === invoked.length && isAt(bytes, invoked, start)) return known.invoked;
  if (length === completed.length && isAt(bytes, completed, start)) return known.completed;
  return noWord;
}

/** The beginning or the end of an attempt of an operation, as a row of an events file has it. */
export class EventsRow {
  type: number = noWord;
  atNs = Number.NaN;
  /** Words. */
  name: number = noWord;
  node: number = noWord;
  workload: number = noWord;
  status: number = noWord;
  error: number = noWord;
  /** Among its client's operations; NaN: none was told. */
  number = Number.NaN;
  /** From 1. */
  attempt = 1;
  /** Whether the operation ended with its attempt. */
  isLast = true;
  readonly body = new FieldRow();
  readonly reply = new FieldRow();

  /** Reads a row: an object with a `type`. */
  read(notation: JsonNotation): void {
    this.type = this.name = this.node = this.workload = noWord;
    this.status = this.error = noWord;
    this.atNs = this.number = Number.NaN;
    this.attempt = 1;
    this.isLast = true;
    this.body.clear();
    this.reply.clear();
    const { buffer } = notation.atoms;
    if (!notation.beginMap()) buffer.expected('an event');
    for (let key = notation.nextKey(); key >= 0; key = notation.nextKey()) {
      if (key === known.at) this.atNs = notation.whole();
      else if (key === known.data) this.#readData(notation);
      else if (key === known.name) this.name = notation.word();
      else if (key === known.node) this.node = notation.word();
      else if (key === known.type) this.type = notation.word();
      else notation.skip();
    }
    notation.blank();
    if (buffer.at < buffer.end) buffer.expected('the end of the line');
  }

  #readData(notation: JsonNotation): void {
    if (!notation.beginMap()) {
      notation.skip();
      return;
    }
    for (let key = notation.nextKey(); key >= 0; key = notation.nextKey()) {
      if (key === known.workload) this.workload = notation.word();
      else if (key === known.number) this.number = notation.whole();
      else if (key === known.attempt) this.attempt = notation.whole();
      else if (key === known.last) this.isLast = notation.truth();
      else if (key === known.body) this.body.read(notation);
      else if (key === known.outcome) this.#readOutcome(notation);
      else notation.skip();
    }
  }

  #readOutcome(notation: JsonNotation): void {
    if (!notation.beginMap()) notation.atoms.buffer.expected('an outcome with a status');
    for (let key = notation.nextKey(); key >= 0; key = notation.nextKey()) {
      if (key === known.status) this.status = notation.word();
      else if (key === known.error) this.error = notation.word();
      else if (key === known.value) this.reply.read(notation);
      else notation.skip();
    }
  }
}
