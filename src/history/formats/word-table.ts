import { decodeUtf8, encodeUtf8 } from './utf8.ts';

/** The empty word: stands for what is no word at all. */
export const noWord = 0;

/** Words that formats give a meaning, and their numbers in every table. */
export const known = {
  process: 1,
  type: 2,
  f: 3,
  value: 4,
  key: 5,
  time: 6,
  output: 7,
  error: 8,
  invoke: 9,
  ok: 10,
  fail: 11,
  info: 12,
  txn: 13,
  cas: 14,
  r: 15,
  read: 16,
  w: 17,
  write: 18,
  append: 19,
  header: 20,
  schema: 21,
  at: 22,
  data: 23,
  name: 24,
  node: 25,
  workload: 26,
  number: 27,
  attempt: 28,
  body: 29,
  outcome: 30,
  last: 31,
  status: 32,
  unknown: 33,
  nil: 34,
  true: 35,
  false: 36,
  invoked: 37,
  completed: 38,
  scenario: 39,
  variant: 40,
  cell: 41,
  seed: 42,
  index: 43,
  transact: 44,
} as const;

/** Where a hash of bytes begins, and what turns it (FNV-1a). */
export const hashBasis = 0x811c_9dc5 | 0;
export const hashPrime = 0x0100_0193;

function longer(column: Int32Array): Int32Array<ArrayBuffer> {
  const to = new Int32Array(column.length * 2);
  to.set(column);
  return to;
}

/** Short stretches of bytes, each with one small number, so that no text is made to compare them. */
export class WordTable {
  #count = 0;
  #slots = new Int32Array(256);
  #hashes = new Int32Array(128);
  #starts = new Int32Array(128);
  #lengths = new Int32Array(128);
  #pool = new Uint8Array(1024);
  #poolLength = 0;
  readonly #texts: (string | undefined)[] = [];

  constructor() {
    for (const text of ['', ...Object.keys(known)]) this.idOfText(text);
  }

  /** The number of the bytes from `from` up to `to`, whose hash is given. */
  idOf(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const mask = this.#slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const id = (this.#slots[slot] ?? 0) - 1;
      if (id < 0) return this.#added(slot, bytes, from, to, hash);
      if (this.#hashes[id] === hash && this.#isAt(id, bytes, from, to)) return id;
      slot = (slot + 1) & mask;
    }
  }

  /** The number of a word given as a text. */
  idOfText(text: string): number {
    const bytes = encodeUtf8(text);
    let hash = hashBasis;
    for (const byte of bytes) hash = Math.imul(hash ^ byte, hashPrime);
    return this.idOf(bytes, 0, bytes.length, hash);
  }

  /** The text of a word; null when its bytes are no UTF-8. */
  textOf(id: number): string | null {
    const made = this.#texts[id];
    if (made !== undefined) return made;
    const start = this.#starts[id] ?? 0;
    const text = decodeUtf8(this.#pool, start, start + (this.#lengths[id] ?? 0));
    if (text !== null) this.#texts[id] = text;
    return text;
  }

  #isAt(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    const length = to - from;
    if (this.#lengths[id] !== length) return false;
    const start = this.#starts[id] ?? 0;
    const pool = this.#pool;
    for (let i = 0; i < length; i += 1) if (pool[start + i] !== bytes[from + i]) return false;
    return true;
  }

  #added(slot: number, bytes: Uint8Array, from: number, to: number, hash: number): number {
    const id = this.#count;
    const start = this.#poolLength;
    const length = to - from;
    this.#makeRoom(length);
    for (let i = 0; i < length; i += 1) this.#pool[start + i] = bytes[from + i] ?? 0;
    this.#poolLength += length;
    this.#hashes[id] = hash;
    this.#starts[id] = start;
    this.#lengths[id] = length;
    this.#slots[slot] = id + 1;
    this.#count += 1;
    this.#texts.push(undefined);
    if (this.#count * 2 > this.#slots.length) this.#spread();
    return id;
  }

  #makeRoom(length: number): void {
    if (this.#count === this.#hashes.length) {
      this.#hashes = longer(this.#hashes);
      this.#starts = longer(this.#starts);
      this.#lengths = longer(this.#lengths);
    }
    if (this.#poolLength + length <= this.#pool.length) return;
    const pool = new Uint8Array((this.#pool.length + length) * 2);
    pool.set(this.#pool);
    this.#pool = pool;
  }

  #spread(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let id = 0; id < this.#count; id += 1) {
      const hash = this.#hashes[id] ?? 0;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.#slots = slots;
  }
}
