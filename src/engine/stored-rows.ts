import { Columns, type Shape } from '../base/schema/columns.ts';
import type { Value } from '../base/units.ts';
import { eventTypes } from './event.ts';
import type { EventType, TraceEvent } from './event.ts';

/** A message, as a trace writes it down. */
export interface MessageRow {
  readonly sentAtNs: number;
  /** Its number among its link's sends at that instant. */
  readonly ordinal: number;
  /** 0, or which duplicate it is. */
  readonly copy: number;
  /** 0 for the first transmission. */
  readonly attempt: number;
  readonly body: Value;
  /** How its body is kept; null: as it is. */
  readonly shape: Shape | null;
  /** What a call adds to it. */
  readonly exchange: ExchangeRow | null;
  /** Its number among the messages that are stored; -1 until its first row is. */
  stored: number;
}

/** Whose question or answer a message is, as far as rows tell it. */
export interface ExchangeRow {
  readonly operation: string | null;
  readonly status: string | null;
  readonly error: string | null;
}

const rowsPerChunk = 8192;
const messagesPerChunk = 8192;
/**
 * Words of a row: the low one of its instant; the high one, its type (a bit of it: whether it is about
 * a message); its name; the number of its message, or the place of its data; node and peer, one more
 * than their index each, in one word of two halves or, where there are too many nodes for that, in two.
 */
const rowWords = { few: 5, many: 6 } as const;
const mostFew = 65_535;
/** Words of a message: two of when it was sent, ordinal, which copy and attempt, body, exchange. */
const messageWords = 6;
/** 2^32. */
const wordUnit = 4_294_967_296;
/** What the high word of an instant is multiplied by to make room for the type: it has 21 bits. */
const typeUnit = 256;

/** From which row on rows of a node are of which boot: pairs, in their order. */
type Boots = number[];

/**
 * The rows of a trace that someone will read, in typed arrays: a run of minutes has millions of them.
 * A message is kept once for all its rows, and the data of rows in columns of its own.
 */
export class StoredRows {
  readonly columns = new Columns();
  readonly #nodeIds: readonly string[];
  readonly #isFew: boolean;
  readonly #rowWords: number;
  readonly #boots: (Boots | undefined)[] = [];
  readonly #chunks: Int32Array[] = [];
  readonly #messages: Int32Array[] = [];
  readonly #exchanges: ExchangeRow[] = [];
  /** The last chunk, and how many words of it are taken. */
  #chunk = new Int32Array(0);
  #taken = 0;
  #rows = 0;
  #messageChunk = new Int32Array(0);
  #messagesTaken = 0;
  #messageCount = 0;

  constructor(nodeIds: readonly string[]) {
    this.#nodeIds = nodeIds;
    this.#isFew = nodeIds.length < mostFew;
    this.#rowWords = this.#isFew ? rowWords.few : rowWords.many;
  }

  /** Later rows of a node belong to this incarnation. */
  setIncarnation(node: number, incarnation: number): void {
    (this.#boots[node] ??= []).push(this.#rows, incarnation);
  }

  /** Adds a row with its data, which is of a shape if one is given. */
  add(
    at: number,
    code: number,
    node: number,
    peer: number,
    name: number,
    data: Value,
    shape: Shape | null,
  ): void {
    this.#add(at, code * 2, node, peer, name, this.columns.keep(data, shape));
  }

  /** Adds a row about a message. */
  addMessage(
    at: number,
    code: number,
    node: number,
    peer: number,
    name: number,
    message: MessageRow,
  ): void {
    if (message.stored < 0) message.stored = this.#keep(message);
    this.#add(at, code * 2 + 1, node, peer, name, message.stored);
  }

  #add(at: number, type: number, node: number, peer: number, name: number, data: number): void {
    if (this.#taken === this.#chunk.length) {
      this.#chunk = new Int32Array(rowsPerChunk * this.#rowWords);
      this.#taken = 0;
      this.#chunks.push(this.#chunk);
    }
    const words = this.#chunk;
    const first = this.#taken;
    words[first] = at | 0;
    words[first + 1] = Math.floor(at / wordUnit) * typeUnit + type;
    words[first + 2] = name;
    words[first + 3] = data;
    if (this.#isFew) words[first + 4] = ((node + 1) << 16) | (peer + 1);
    else {
      words[first + 4] = node + 1;
      words[first + 5] = peer + 1;
    }
    this.#taken = first + this.#rowWords;
    this.#rows += 1;
  }

  /** Keeps what all rows of a message share, and tells its number. */
  #keep(message: MessageRow): number {
    const { sentAtNs, exchange } = message;
    if (this.#messagesTaken === this.#messageChunk.length) {
      this.#messageChunk = new Int32Array(messagesPerChunk * messageWords);
      this.#messagesTaken = 0;
      this.#messages.push(this.#messageChunk);
    }
    const words = this.#messageChunk;
    const first = this.#messagesTaken;
    words[first] = sentAtNs | 0;
    words[first + 1] = Math.floor(sentAtNs / wordUnit);
    words[first + 2] = message.ordinal;
    words[first + 3] = message.copy * 256 + message.attempt;
    words[first + 4] = this.columns.keep(message.body, message.shape);
    words[first + 5] = exchange === null ? 0 : this.#exchanges.push(toldOf(exchange));
    this.#messagesTaken = first + messageWords;
    return this.#messageCount++;
  }

  /** One row. Throws RangeError when there is none of that number. */
  event(seq: number, nameOf: (name: number) => string | null): TraceEvent {
    const words = this.#chunks[Math.floor(seq / rowsPerChunk)];
    if (words === undefined || seq >= this.#rows) {
      throw new RangeError(`there is no stored row ${seq}`);
    }
    const first = (seq % rowsPerChunk) * this.#rowWords;
    const word = (nth: number): number => words[first + nth] as number;
    const type = word(1) % typeUnit;
    const data = word(3);
    const node = (this.#isFew ? word(4) >>> 16 : word(4)) - 1;
    const peer = (this.#isFew ? word(4) & 0xffff : word(5)) - 1;
    return {
      seq,
      at: Math.floor(word(1) / typeUnit) * wordUnit + (word(0) >>> 0),
      type: eventTypes[type >> 1] as EventType,
      node: node < 0 ? null : (this.#nodeIds[node] as string),
      peer: peer < 0 ? null : (this.#nodeIds[peer] as string),
      name: nameOf(word(2)),
      incarnation: this.#incarnationOf(node, seq),
      data: type % 2 === 1 ? this.#messageData(data) : (this.columns.at(data) as Value),
    };
  }

  /** A message's identity with what it carried. */
  #messageData(number: number): Value {
    const words = this.#messages[Math.floor(number / messagesPerChunk)] as Int32Array;
    const first = (number % messagesPerChunk) * messageWords;
    const word = (nth: number): number => words[first + nth] as number;
    const transmission = word(3);
    const copy = Math.floor(transmission / 256);
    const attempt = transmission % 256;
    const exchange = this.#exchanges[word(5) - 1];
    return {
      sentAt: word(1) * wordUnit + (word(0) >>> 0),
      ordinal: word(2),
      ...(copy > 0 ? { copy } : {}),
      ...(attempt > 0 ? { attempt } : {}),
      ...(exchange === undefined ? {} : exchangeData(exchange)),
      body: this.columns.at(word(4)) as Value,
    };
  }

  /** The last boot that had begun before this row: they are in order. */
  #incarnationOf(node: number, seq: number): number {
    const boots = this.#boots[node];
    if (boots === undefined) return 0;
    let low = 0;
    let high = boots.length / 2;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((boots[middle * 2] as number) <= seq) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? 0 : (boots[low * 2 - 1] as number);
  }
}

/** Only what rows tell: the exchange of a run knows its call, and that its process. */
function toldOf({ operation, status, error }: ExchangeRow): ExchangeRow {
  return { operation, status, error };
}

function exchangeData({ operation, status, error }: ExchangeRow): {
  readonly [key: string]: Value;
} {
  return {
    ...(operation === null ? {} : { request: operation }),
    ...(status === null || status === 'ok' ? {} : { status, error }),
  };
}
