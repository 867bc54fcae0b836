import type { NodeId } from '../../../base/units.ts';
import { majority } from '../../../world/program/node.ts';
import type { LogCopy } from './log-copy.ts';
import type { Replica } from './protocol.ts';

interface Waiting {
  readonly length: number;
  readonly answer: (isKept: boolean) => void;
}

/** What a leader does: it sends the others what they lack, and says when enough of them have it. */
export class Lead {
  readonly #node: Replica;
  readonly #me: LogCopy;
  readonly #need: number;
  /** How many changes each node has for certain, and from where on to send it more. */
  readonly #has = new Map<NodeId, number>();
  readonly #next = new Map<NodeId, number>();
  #waiting: Waiting[] = [];

  /** With `waits` a majority must have a change before anybody is told that it is kept. */
  constructor(node: Replica, me: LogCopy, waits: boolean) {
    this.#node = node;
    this.#me = me;
    this.#need = waits ? majority(node.members) : 1;
  }

  /** Takes over. Whoever waited since it last led will not be told any more. */
  begin(): void {
    this.#me.leader = this.#node.id;
    this.#has.clear();
    this.#next.clear();
    for (const { answer } of this.#waiting) answer(false);
    this.#waiting = [];
    this.#node.observe('elected', { term: this.#me.term });
    this.ship();
  }

  /** Sends each follower what it lacks, or nothing but that the leader is there. */
  ship(): void {
    for (const peer of this.#node.peers) this.#shipTo(peer);
  }

  /** Answers when so many changes, which it has on disk itself, are where they must be. */
  keep(length: number, answer: (isKept: boolean) => void): void {
    this.#note(this.#node.id, length);
    this.#waiting.push({ length, answer });
    this.ship();
    this.#settle();
  }

  #note(id: NodeId, length: number): void {
    this.#has.set(id, Math.max(this.#has.get(id) ?? 0, length));
  }

  #settle(): void {
    const lengths = [...this.#has.values()].sort((a, b) => b - a);
    const kept = lengths[this.#need - 1] ?? 0;
    const done = this.#waiting.filter(({ length }) => length <= kept);
    this.#waiting = this.#waiting.filter(({ length }) => length > kept);
    for (const { answer } of done) answer(true);
  }

  #shipTo(peer: NodeId): void {
    const { term, log } = this.#me;
    const after = this.#next.get(peer) ?? log.length;
    const afterTerm = this.#me.termAt(after);
    const body = { term, after, afterTerm, changes: log.slice(after) };
    const shipped = this.#node.call(peer, 'ship', body, { timeout: '1s', via: 'datagram' });
    shipped.done((outcome) => {
      if (!this.#me.leads(term)) return;
      if (outcome.status === 'ok') {
        this.#note(peer, log.length);
        this.#next.set(peer, this.#has.get(peer) ?? 0);
        this.#settle();
      } else if (outcome.status === 'fail' && outcome.error === 'behind') {
        this.#next.set(peer, Math.max(this.#has.get(peer) ?? 0, outcome.detail.length));
        this.#shipTo(peer);
      }
    });
  }
}
