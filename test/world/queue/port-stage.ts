import { Draws } from '../../../src/base/draw/draw.ts';
import { compileSampler } from '../../../src/base/sampler/sampler.ts';
import type { Distribution } from '../../../src/base/sampler/sampler.ts';
import { Engine } from '../../../src/engine/engine.ts';
import { Trace } from '../../../src/engine/trace.ts';
import type { PortRate } from '../../../src/world/queue/port-plan.ts';
import { Transmitter } from '../../../src/world/queue/transmitter.ts';
import type { Queue, Waiting } from '../../../src/world/queue/waiting.ts';

/** What became of one packet. */
export interface Sent {
  readonly flow: number;
  readonly bytes: number;
  readonly atNs: number;
  /** From its arrival until its last bit had left; null: it was dropped. */
  tookNs: number | null;
}

/** One port on a stage of its own: packets come, and the stage looks when they have left. */
export class PortStage {
  readonly engine: Engine;
  readonly port: Transmitter;
  /** Who takes what comes: that port, unless a story has another one. */
  taker: Pick<Transmitter, 'offer'>;
  readonly sent: Sent[] = [];

  constructor(queue: Queue, rate: PortRate, untilNs: number) {
    this.engine = new Engine({
      seed: '1',
      untilNs,
      trace: new Trace([], false),
      drain: () => true,
      maxEvents: 100_000_000,
    });
    this.port = new Transmitter(this.engine, queue, rate);
    this.taker = this.port;
  }

  /** A packet comes at an instant. */
  comes(atNs: number, bytes: number, flow = 0, isUrgent = false): void {
    this.engine.schedule(atNs, 3, () => {
      const one: Sent = { flow, bytes, atNs, tookNs: null };
      const { engine } = this;
      const packet: Waiting = {
        bytes,
        flow,
        isUrgent,
        left: () => {
          one.tookNs = engine.nowNs - atNs;
        },
        dropped: () => undefined,
      };
      this.sent.push(one);
      this.taker.offer(packet);
    });
  }

  /**
   * Packets of one flow come at random: gaps and sizes are drawn from distributions (sizes in bytes).
   * Those of odd flows are urgent.
   */
  stream(count: number, gap: Distribution, size: Distribution, seed: string, flow = 0): void {
    const stream = new Draws(seed).stream(`flow ${flow}`);
    const [gaps, sizes] = [compileSampler(gap), compileSampler(size)];
    let atNs = 0;
    for (let n = 0; n < count; n += 1) {
      atNs += gaps.sample(stream.at(1, n, 0, 0));
      const bytes = Math.max(1, sizes.sample(stream.at(2, n, 0, 0)));
      this.comes(atNs, bytes, flow, flow % 2 === 1);
    }
  }

  play(): this {
    while (this.engine.advance(1_000_000) === 'more');
    return this;
  }

  /** The mean wait before the first bit leaves, of those that were not dropped; of one flow, or of all. */
  meanWaitNs(bitsPerSecond: number, of?: number): number {
    const kept = this.sent.filter(({ tookNs, flow }) => tookNs !== null && flow === (of ?? flow));
    const waits = kept.map(({ tookNs, bytes }) => (tookNs ?? 0) - (bytes * 8e9) / bitsPerSecond);
    return waits.reduce((a, b) => a + b, 0) / kept.length;
  }

  /** The share that was dropped. */
  get dropped(): number {
    return this.sent.filter(({ tookNs }) => tookNs === null).length / this.sent.length;
  }
}
