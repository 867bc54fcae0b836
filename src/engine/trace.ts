import type { Value } from '../base/units.ts';
import { hashText } from '../base/draw/draw.ts';
import type { Shape } from '../base/schema/columns.ts';
import { fingerprint, fingerprintValue } from '../base/schema/copier.ts';
import type { Description } from '../base/schema/description.ts';
import { eventTypes } from './event.ts';
import type { EventType, TraceEvent } from './event.ts';
import type { MessageTrail } from './message-trail.ts';
import { type MessageRow, StoredRows } from './stored-rows.ts';

/** Rows in a block: each block closes with a hash of all that came so far. */
export const rowsPerBlock = 1024;
/** At most this many block hashes are kept as checkpoints. */
export const mostCheckpoints = 1024;

const codes: ReadonlyMap<EventType, number> = new Map(eventTypes.map((type, code) => [type, code]));

/** Rows of whoever receives a message; all others are of its sender. */
const arrivals: ReadonlySet<number> = new Set([
  codes.get('delivered') as number,
  codes.get('late-reply') as number,
]);

/** Interned texts with their hashes, so that a row carries two integers in place of a string. */
class Names {
  readonly #ids = new Map<string, number>();
  readonly texts: string[] = [];
  readonly hashes: number[] = [];

  id(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.texts.length;
    this.#ids.set(text, id);
    this.texts.push(text);
    this.hashes.push(hashText(text));
    return id;
  }
}

/** What a run leaves behind of its trace. */
export interface TraceSummary {
  readonly rows: number;
  readonly blocks: Uint32Array;
}

/**
 * The append-only record of a run. It always keeps a rolling 64-bit hash that covers every row and
 * payload and closes a block every 1,024 rows; full columns only when someone wants to read them,
 * with the same hash either way.
 */
export class Trace {
  readonly #names = new Names();
  /** Null: nobody will read the rows. */
  readonly #stored: StoredRows | null;
  #rows = 0;
  #low = 0x2545f491 | 0;
  #high = 0x6a09e667 | 0;
  #blocks = new Uint32Array(64);
  #blockCount = 0;
  /** The instant of the rows that come now; the engine keeps it. */
  nowNs = 0;
  /** Remembers the last rows about messages; null: nobody will ask. */
  trail: MessageTrail | null = null;

  constructor(nodeIds: readonly string[], stored: boolean) {
    this.#stored = stored ? new StoredRows(nodeIds) : null;
  }

  /** How many rows there are. */
  get rows(): number {
    return this.#rows;
  }

  /** Whether rows can be read back. */
  get stored(): boolean {
    return this.#stored !== null;
  }

  /** How a stored trace keeps values of a description; null when it stores none. */
  shape(description: Description): Shape | null {
    return this.#stored?.columns.shape(description) ?? null;
  }

  /** The number that stands for a text in `row`. */
  nameId(text: string): number {
    return this.#names.id(text);
  }

  /** The text by that number; null for none. */
  nameOf(name: number): string | null {
    return this.#names.texts[name] ?? null;
  }

  /** The hash of a text by that number; 0 for none: the same in every run. */
  nameHash(name: number): number {
    return name < 0 ? 0 : (this.#names.hashes[name] as number);
  }

  /** Tells the incarnation that later rows of a node belong to. */
  setIncarnation(node: number, incarnation: number): void {
    this.#stored?.setIncarnation(node, incarnation);
  }

  /** Appends a row whose data is hashed here. `node` and `peer` are indices, -1 for none. */
  record(type: EventType, node: number, peer: number, name: string | null, data: Value): number {
    fingerprintValue(data);
    const nameId = name === null ? -1 : this.#names.id(name);
    return this.row(
      codes.get(type) as number,
      node,
      peer,
      nameId,
      fingerprint.lo,
      fingerprint.hi,
      data,
    );
  }

  /** Appends a row whose data's fingerprint is known, and its shape unless that is null. */
  row(
    code: number,
    node: number,
    peer: number,
    name: number,
    low: number,
    high: number,
    data: Value,
    shape: Shape | null = null,
  ): number {
    this.#hash(code, node, peer, name, low, high);
    this.#stored?.add(this.nowNs, code, node, peer, name, data, shape);
    return this.#next();
  }

  /** Appends a row about a message: the fast path. */
  messageRow(
    code: number,
    node: number,
    peer: number,
    name: number,
    low: number,
    high: number,
    message: MessageRow,
  ): number {
    this.#hash(code, node, peer, name, low, high);
    this.#stored?.addMessage(this.nowNs, code, node, peer, name, message);
    if (this.trail !== null) this.#follow(code, node, peer, name, message, null);
    return this.#next();
  }

  /** Appends a row that says what became of a message on its way. */
  fateRow(
    type: EventType,
    node: number,
    peer: number,
    name: string,
    message: MessageRow,
    data: { readonly [what: string]: Value },
  ): void {
    const { why = null } = data;
    if (this.trail !== null) {
      const said = typeof why === 'string' ? why : null;
      this.#follow(codes.get(type) as number, node, peer, this.#names.id(name), message, said);
    }
    this.record(type, node, peer, name, data);
  }

  #follow(
    code: number,
    node: number,
    peer: number,
    name: number,
    message: MessageRow,
    why: string | null,
  ): void {
    const { sentAtNs, ordinal, copy, exchange } = message;
    const [from, to] = arrivals.has(code) ? [peer, node] : [node, peer];
    const request = exchange === null ? null : exchange.operation;
    const { nowNs } = this;
    this.trail?.add(code, this.#rows, nowNs, from, to, name, sentAtNs, ordinal, copy, request, why);
  }

  #hash(code: number, node: number, peer: number, name: number, low: number, high: number): void {
    const at = this.nowNs;
    const seconds = Math.floor(at / 4_294_967_296);
    let a = this.#low;
    let b = this.#high;
    a = Math.imul(a ^ (at - seconds * 4_294_967_296), 0x9e3779b1);
    b = Math.imul(b ^ low, 0x85ebca6b);
    a ^= (a >>> 15) + seconds;
    b ^= (b >>> 13) + ((code << 24) ^ node);
    a = Math.imul(a ^ high, 0xc2b2ae35);
    b = Math.imul(b ^ (name < 0 ? 0 : (this.#names.hashes[name] as number)), 0x27d4eb2f);
    a ^= (b >>> 16) + peer;
    b ^= a >>> 14;
    this.#low = a | 0;
    this.#high = Math.imul(b, 0x165667b1);
  }

  #next(): number {
    const seq = this.#rows++;
    if (this.#rows % rowsPerBlock === 0) this.#closeBlock();
    return seq;
  }

  /** One stored row. Throws RangeError when rows are not stored or there is none of that number. */
  event(seq: number): TraceEvent {
    if (this.#stored === null) throw new RangeError(`there is no stored row ${seq}`);
    return this.#stored.event(seq, (name) => this.nameOf(name));
  }

  /** Closes the last block and tells the block hashes: two words each. Call once, at the end. */
  summary(): TraceSummary {
    if (this.#rows % rowsPerBlock !== 0 || this.#rows === 0) this.#closeBlock();
    return { rows: this.#rows, blocks: this.#blocks.slice(0, this.#blockCount * 2) };
  }

  #closeBlock(): void {
    if (this.#blockCount * 2 === this.#blocks.length) {
      const wider = new Uint32Array(this.#blocks.length * 2);
      wider.set(this.#blocks);
      this.#blocks = wider;
    }
    this.#blocks[this.#blockCount * 2] = this.#low;
    this.#blocks[this.#blockCount * 2 + 1] = this.#high;
    this.#blockCount += 1;
  }
}

/** The block hashes as text, thinned to at most 1,024, the last one always among them. */
export function checkpointsOf(blocks: Uint32Array): string[] {
  const count = blocks.length / 2;
  const stride = Math.ceil(count / mostCheckpoints);
  const kept: string[] = [];
  for (let block = stride - 1; block < count; block += stride) kept.push(blockText(blocks, block));
  if (count % stride !== 0) kept.push(blockText(blocks, count - 1));
  return kept;
}

/** The bytes that a digest is taken of: all block hashes, little-endian. */
export function blockBytes(blocks: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(blocks.length * 4);
  const view = new DataView(bytes.buffer);
  blocks.forEach((word, i) => view.setUint32(i * 4, word, true));
  return bytes;
}

function blockText(blocks: Uint32Array, block: number): string {
  const hex = (word: number): string => word.toString(16).padStart(8, '0');
  return hex(blocks[block * 2 + 1] as number) + hex(blocks[block * 2] as number);
}
