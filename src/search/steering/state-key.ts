import { eventClass } from '../../engine/agenda.ts';
import type { EventClass, Happening } from '../../engine/agenda.ts';
import { ChoosingAgenda } from '../../engine/choosing-agenda.ts';
import type { Pick } from '../../engine/choosing-agenda.ts';
import { eventTypes } from '../../engine/event.ts';
import type { EventType } from '../../engine/event.ts';
import { Trace } from '../../engine/trace.ts';
import { Message } from '../../world/message/message.ts';
import { ownerOf } from './lanes.ts';

/** A running hash of 64 bits in two words. */
class Chain {
  #low = 0x2545f491 | 0;
  #high = 0x6a09e667 | 0;

  add(word: number): void {
    const upper = Math.floor(word / 4_294_967_296) | 0;
    let a = Math.imul(this.#low ^ (word | 0), 0x9e3779b1);
    let b = Math.imul(this.#high ^ upper, 0x85ebca6b);
    a ^= (b >>> 15) + (a >>> 13);
    b = Math.imul(b ^ (a >>> 16), 0xc2b2ae35);
    this.#low = Math.imul(a ^ b, 0x27d4eb2f);
    this.#high = b ^ (this.#low >>> 14);
  }

  /** 53 bits of it. */
  get value(): number {
    return (this.#low >>> 0) * 2_097_152 + (this.#high >>> 11);
  }
}

/** Rows that no check looks at, unless somebody follows messages. */
const unseen: ReadonlySet<EventType> = new Set([
  'sent',
  'delivered',
  'lost',
  'duplicated',
  'resent',
  'late-reply',
  'timer',
  'synced',
  'log',
]);

const isUnseen = eventTypes.map((type) => unseen.has(type));

/** A trace that also keeps the order of what checks, clients and faults can see. */
export class SeenTrace extends Trace {
  readonly #seen = new Chain();
  /** Whether somebody follows messages: their order counts too. */
  #isFollowed: () => boolean = () => true;

  /** Who tells whether somebody follows messages. */
  followedIf(isFollowed: () => boolean): void {
    this.#isFollowed = isFollowed;
  }

  /** 53 bits of what was seen, in its order. */
  get seen(): number {
    return this.#seen.value;
  }

  override row(...row: Parameters<Trace['row']>): number {
    const [code, node, peer, name, low, high] = row;
    this.#see(code, node, peer, name, low, high);
    return super.row(...row);
  }

  override messageRow(...row: Parameters<Trace['messageRow']>): number {
    const [code, node, peer, name, low, high] = row;
    this.#see(code, node, peer, name, low, high);
    return super.messageRow(...row);
  }

  #see(code: number, ...rest: readonly number[]): void {
    if (isUnseen[code] === true && !this.#isFollowed()) return;
    for (const word of [this.nowNs, code, ...rest]) this.#seen.add(word);
  }
}

/**
 * What a state of a run is known by. Programs are functions of what they were told, so a state is
 * what each node was told, and when, in its own order; what checks saw, in the one order in which
 * they saw it; and the order of what is to come at the same instants by no choice of ours. Two orders
 * of steps of different nodes that come to the same of all three have the same futures.
 */
export class StateKey {
  readonly #nodes: readonly Chain[];
  readonly #all = new Chain();
  readonly #seen: () => number;
  /** By class and instant of what is to come: who asked for it, in order. */
  readonly #slots = new Map<string, Chain>();
  #current = -1;

  /** `seen`: what checks have seen so far. */
  constructor(nodes: number, seen: () => number) {
    this.#nodes = Array.from({ length: nodes }, () => new Chain());
    this.#seen = seen;
  }

  #tell(node: number, words: readonly number[]): void {
    const chain = this.#nodes[node] ?? this.#all;
    for (const word of words) chain.add(word);
  }

  /** A happening is taken up now. */
  taken(happening: Happening, nowNs: number): void {
    const owner = ownerOf(happening);
    this.#current = owner;
    if (!(happening instanceof Message)) return this.#tell(owner, [nowNs, 1]);
    const { link, sentAtNs, ordinal, copy, low, high, connection, exchange } = happening;
    const words = [nowNs, 2, link.from, link.to, sentAtNs, ordinal, copy, low, high];
    this.#tell(owner, words);
    // Both ends of a call or connection know of it.
    if (connection !== null || exchange !== null) this.#tell(link.from, words);
  }

  /** Something is to come in the one order, for whoever is at work now. */
  asked(atNs: number, cls: EventClass): void {
    const slot = `${cls} ${atNs}`;
    const chain = this.#slots.get(slot) ?? new Chain();
    this.#slots.set(slot, chain);
    chain.add(this.#current + 1);
  }

  /** A choice was made that is no order. */
  chosen(choice: number): void {
    this.#tell(this.#current, [3, choice]);
  }

  /** 53 bits: equal for equal states. */
  at(nowNs: number): number {
    const key = new Chain();
    key.add(nowNs);
    key.add(this.#all.value);
    key.add(this.#seen());
    for (const chain of this.#nodes) key.add(chain.value);
    let slots = 0;
    for (const [slot, chain] of this.#slots) slots = (slots + hashSlot(slot, chain.value)) | 0;
    key.add(slots);
    return key.value;
  }
}

/** Added up: which slot came first does not matter. */
function hashSlot(slot: string, value: number): number {
  const chain = new Chain();
  for (let nth = 0; nth < slot.length; nth += 1) chain.add(slot.charCodeAt(nth));
  chain.add(value);
  return chain.value | 0;
}

/** An agenda that tells a key what it is asked for and what comes. */
export class KeyedAgenda extends ChoosingAgenda {
  readonly #key: StateKey;

  constructor(pick: Pick, key: StateKey) {
    super(pick);
    this.#key = key;
  }

  override push(atNs: number, cls: EventClass, item: Happening): void {
    const isFree = cls === eventClass.delivery || cls === eventClass.timer;
    if (!isFree || ownerOf(item) < 0) this.#key.asked(atNs, cls);
    super.push(atNs, cls, item);
  }

  override pop(): Happening {
    const { nextNs } = this;
    const happening = super.pop();
    this.#key.taken(happening, nextNs);
    return happening;
  }
}
