import type { Engine } from '../../engine/engine.ts';
import type { PortPlan, PortRate } from './port-plan.ts';
import { newQueue } from './queues.ts';
import { Transmitter } from './transmitter.ts';
import type { Waiting } from './waiting.ts';

/** One slot of the trunk, and whose it is. */
interface Circuit {
  readonly line: Transmitter;
  flow: number;
  /** Since when nothing was sent on it; it is in use while something is. */
  idleSinceNs: number;
}

/**
 * A trunk cut into circuits, as telephone exchanges do it. The first packet of a flow seizes a free
 * one, and the flow keeps it until it has been silent for a while; what waits, waits for packets of
 * its own flow only. When all are taken, a new flow is refused.
 */
export class Circuits {
  readonly #engine: Engine;
  readonly #plan: PortPlan;
  readonly #count: number;
  readonly #idleNs: number;
  readonly #circuits: Circuit[] = [];
  readonly #byFlow = new Map<number, Circuit>();
  #rate: PortRate;

  constructor(engine: Engine, plan: PortPlan, circuits: NonNullable<PortPlan['circuits']>) {
    this.#engine = engine;
    this.#plan = plan;
    this.#count = circuits.count;
    this.#idleNs = circuits.idleNs;
    this.#rate = plan.rate;
  }

  /** Packets that wait for their own flow's. */
  get waiting(): number {
    return this.#circuits.reduce((sum, { line }) => sum + line.waiting, 0);
  }

  offer(packet: Waiting): void {
    const circuit = this.#seized(packet.flow);
    if (circuit === null) packet.dropped('no-circuit');
    else circuit.line.offer(new Busy(packet, this.#engine, circuit));
  }

  change(rate: PortRate): void {
    this.#rate = rate;
    for (const { line } of this.#circuits) line.change(this.#rate);
  }

  #seized(flow: number): Circuit | null {
    const own = this.#byFlow.get(flow);
    if (own !== undefined) return own;
    const free = this.#free();
    if (free === null) return null;
    this.#byFlow.delete(free.flow);
    free.flow = flow;
    this.#byFlow.set(flow, free);
    return free;
  }

  /** One that was never used, else the one that has been silent for longest, if that is long enough. */
  #free(): Circuit | null {
    if (this.#circuits.length < this.#count) {
      const line = new Transmitter(
        this.#engine,
        newQueue(this.#plan.queue),
        this.#rate,
        Infinity,
        this.#count,
      );
      const circuit = { line, flow: -1, idleSinceNs: 0 };
      this.#circuits.push(circuit);
      return circuit;
    }
    const latestNs = this.#engine.nowNs - this.#idleNs;
    const silent = this.#circuits.filter(
      ({ line, idleSinceNs }) => !line.isBusy && idleSinceNs <= latestNs,
    );
    return silent.reduce<Circuit | null>(
      (best, one) => (best === null || one.idleSinceNs < best.idleSinceNs ? one : best),
      null,
    );
  }
}

/** A packet on a circuit: when it has left, the silence begins. */
class Busy implements Waiting {
  readonly #packet: Waiting;
  readonly #engine: Engine;
  readonly #circuit: Circuit;
  readonly bytes: number;
  readonly flow: number;
  readonly isUrgent: boolean;

  constructor(packet: Waiting, engine: Engine, circuit: Circuit) {
    this.#packet = packet;
    this.#engine = engine;
    this.#circuit = circuit;
    this.bytes = packet.bytes;
    this.flow = packet.flow;
    this.isUrgent = packet.isUrgent;
  }

  left(tookNs: number): void {
    this.#circuit.idleSinceNs = this.#engine.nowNs;
    this.#packet.left(tookNs);
  }

  dropped(): void {
    this.#packet.dropped('queue-full');
  }
}
