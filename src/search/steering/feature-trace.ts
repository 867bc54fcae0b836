import { eventTypes } from '../../engine/event.ts';
import type { EventType } from '../../engine/event.ts';
import { Trace } from '../../engine/trace.ts';

/** What a run did that others may not have done, and when it did it first. */
export interface Feature {
  /** 32 bits. */
  readonly hash: number;
  readonly firstNs: number;
  /** It says how often, not what. */
  readonly isCount: boolean;
}

interface Gram {
  count: number;
  readonly firstNs: number;
}

/** Rows that are on the way of every message: what comes of it is another row. */
const dull: ReadonlySet<EventType> = new Set(['sent', 'resent', 'timer', 'log', 'fault-hit']);

/** Rows in whose order over all nodes there is a story. */
const telling: ReadonlySet<EventType> = new Set([
  'observed',
  'crashed',
  'exited',
  'started',
  'paused',
  'resumed',
  'clock-changed',
  'disk-failed',
  'fault-began',
  'fault-ended',
]);

const isDull = eventTypes.map((type) => dull.has(type));
const isTelling = eventTypes.map((type) => telling.has(type));

/** The prefixes of hashes of the two kinds of pairs, and of counts. */
const [ofNode, ofAll, ofCount] = [0x1d, 0x2f, 0x3b];

function mixed(a: number, b: number): number {
  let x = Math.imul(a ^ 0x2c1b3c6d, 0x21f0aaad) ^ b;
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 16)) >>> 0;
}

/**
 * A trace that counts which kind of row comes behind which: on one node, and over all nodes for what
 * tells something. Kinds, and what a node is; never instants, contents, or which node it was.
 */
export class FeatureTrace extends Trace {
  readonly #parts: readonly number[];
  readonly #last: Int32Array;
  #lastTelling = 0;
  readonly #grams = new Map<number, Gram>();

  /** `parts`: of each node, a number for what it is. */
  constructor(nodes: readonly string[], stored: boolean, parts: readonly number[]) {
    super(nodes, stored);
    this.#parts = parts;
    this.#last = new Int32Array(nodes.length);
  }

  override row(...row: Parameters<Trace['row']>): number {
    this.#count(row[0], row[1], row[3]);
    return super.row(...row);
  }

  override messageRow(...row: Parameters<Trace['messageRow']>): number {
    this.#count(row[0], row[1], row[3]);
    return super.messageRow(...row);
  }

  #count(code: number, node: number, name: number): void {
    if (isDull[code] === true) return;
    // Names are numbered as they come up, which may differ from run to run: their hash does not.
    const kind = mixed(mixed(code, this.nameHash(name)), this.#parts[node] ?? -1);
    if (node >= 0) {
      this.#add(mixed(mixed(ofNode, this.#last[node] as number), kind));
      this.#last[node] = kind;
    }
    if (isTelling[code] !== true) return;
    this.#add(mixed(mixed(ofAll, this.#lastTelling), kind));
    this.#lastTelling = kind;
  }

  #add(hash: number): void {
    const gram = this.#grams.get(hash);
    if (gram === undefined) this.#grams.set(hash, { count: 1, firstNs: this.nowNs });
    else gram.count += 1;
  }

  /** What was counted: each pair, and each with how often it was there, as a power of two. */
  features(): Feature[] {
    return [...this.#grams].flatMap(([hash, { count, firstNs }]) => {
      const often = 32 - Math.clz32(count);
      const first = { hash, firstNs, isCount: false };
      if (often === 1) return [first];
      return [first, { hash: mixed(mixed(ofCount, hash), often), firstNs, isCount: true }];
    });
  }
}
