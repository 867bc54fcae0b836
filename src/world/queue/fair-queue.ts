import { PacketLine } from './packet-line.ts';
import { hasRoom, type Queue, type QueueLimit, type Waiting } from './waiting.ts';

/** Bytes that a flow may send in one round: a full Ethernet frame, so that no round is empty. */
const quantumBytes = 1514;

/** One flow's packets and how many bytes it may still send in this round. */
interface Flow {
  readonly line: PacketLine;
  credit: number;
}

/** Bytes that a flow would need beyond its credit to send its first packet. */
function missing({ line, credit }: Flow): number {
  return (line.first as Waiting).bytes - credit;
}

/**
 * Deficit round robin (Shreedhar and Varghese 1995): flows take turns, and each gets the same share
 * of bytes while it has something to send. When there is no room, the longest flow loses its last
 * packet, so that who sends too much harms nobody else.
 */
export class FairQueue implements Queue {
  readonly #flows = new Map<number, Flow>();
  /** Flows that have something to send, the one whose turn it is first. */
  readonly #round: Flow[] = [];
  readonly #limit: QueueLimit;
  length = 0;
  bytes = 0;

  constructor(limit: QueueLimit) {
    this.#limit = limit;
  }

  push(packet: Waiting): void {
    const flow = this.#flowOf(packet.flow);
    if (flow.line.length === 0) {
      flow.credit = quantumBytes;
      this.#round.push(flow);
    }
    flow.line.push(packet);
    this.length += 1;
    this.bytes += packet.bytes;
    while (this.length > 0 && this.#isOver) this.#dropOne();
  }

  get #isOver(): boolean {
    const { length, bytes } = this;
    return !hasRoom({ length: length - 1, bytes }, this.#limit, 0);
  }

  #flowOf(id: number): Flow {
    const known = this.#flows.get(id);
    if (known !== undefined) return known;
    const flow = { line: new PacketLine(), credit: 0 };
    this.#flows.set(id, flow);
    return flow;
  }

  #dropOne(): void {
    const longest = this.#round.reduce((a, b) => (b.line.bytes > a.line.bytes ? b : a));
    const packet = longest.line.pop();
    if (longest.line.length === 0) this.#round.splice(this.#round.indexOf(longest), 1);
    if (packet !== null) this.#gone(packet).dropped();
  }

  shift(): Waiting | null {
    for (let turned = 0; ; turned += 1) {
      if (turned === this.#round.length) this.#skipRounds();
      const flow = this.#round[0];
      if (flow === undefined) return null;
      if (missing(flow) <= 0) return this.#sendFrom(flow);
      flow.credit += quantumBytes;
      this.#round.push(this.#round.shift() as Flow);
    }
  }

  /** A round has gone by in which nobody sent: as many as nobody sends in are had at once. */
  #skipRounds(): void {
    const least = this.#round.reduce((sofar, flow) => Math.min(sofar, missing(flow)), Infinity);
    const rounds = Math.max(0, Math.ceil(least / quantumBytes));
    if (Number.isFinite(rounds))
      for (const flow of this.#round) flow.credit += rounds * quantumBytes;
  }

  #sendFrom(flow: Flow): Waiting {
    const packet = flow.line.shift() as Waiting;
    flow.credit -= packet.bytes;
    if (flow.line.length === 0) this.#round.shift();
    return this.#gone(packet);
  }

  #gone(packet: Waiting): Waiting {
    this.length -= 1;
    this.bytes -= packet.bytes;
    return packet;
  }
}
