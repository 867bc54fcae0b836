import { describe, expect, it } from 'vitest';
import { Draws } from '../../../src/base/draw/draw.ts';
import { compileSampler } from '../../../src/base/sampler/sampler.ts';
import { Engine } from '../../../src/engine/engine.ts';
import { Trace } from '../../../src/engine/trace.ts';
import { openPort } from '../../../src/world/queue/port-plan.ts';
import { Port } from '../../../src/world/queue/port.ts';
import type { PortDrop } from '../../../src/world/queue/waiting.ts';

const ms = 1_000_000;

/** A trunk of so many circuits; a packet of 1,000 bytes takes 1 ms on one of them. */
class Trunk {
  readonly engine = new Engine({
    seed: '1',
    untilNs: 1e15,
    trace: new Trace([], false),
    drain: () => true,
    maxEvents: 100_000_000,
  });
  readonly port: Port;
  readonly told: string[] = [];
  refused = 0;

  constructor(count: number, idleNs: number) {
    this.port = new Port(this.engine, {
      ...openPort,
      rate: { bitsPerSecond: 8_000_000 * count, bucketBytes: 0 },
      circuits: { count, idleNs },
    });
  }

  comes(atNs: number, flow: number, bytes = 1000): this {
    this.engine.schedule(atNs, 3, () => {
      const tell = (what: string): void =>
        void this.told.push(`${flow} ${what} @${this.engine.nowNs / ms}`);
      const dropped = (why: PortDrop = 'queue-full'): void => {
        this.refused += 1;
        tell(why);
      };
      this.port.offer({ bytes, flow, isUrgent: false, left: () => tell('left'), dropped });
    });
    return this;
  }

  play(): this {
    while (this.engine.advance(1_000_000) === 'more');
    return this;
  }
}

describe('circuits', () => {
  it('have each a share of the rate, whether the others are used or not', () => {
    const { told } = new Trunk(4, 0).comes(0, 1).comes(0, 2, 500).play();
    expect(told).toEqual(['2 left @0.5', '1 left @1']);
  });

  it('let packets wait for those of their own flow only', () => {
    const { told } = new Trunk(2, 0).comes(0, 1, 5000).comes(0, 1).comes(1, 2).play();
    expect(told).toEqual(['2 left @1.000001', '1 left @5', '1 left @6']);
  });

  it('refuse a new flow when all are taken, until one has been silent for long enough', () => {
    const trunk = new Trunk(2, 10 * ms).comes(0, 1).comes(0, 2);
    for (const at of [5, 10.5, 11]) trunk.comes(at * ms, 3);
    trunk.comes(30 * ms, 1);
    expect(trunk.play().told).toEqual([
      '1 left @1',
      '2 left @1',
      '3 no-circuit @5',
      '3 no-circuit @10.5',
      '3 left @12',
      '1 left @31',
    ]);
  });

  it('share a limit that a fault sets', () => {
    const trunk = new Trunk(2, 0).comes(ms, 1);
    trunk.engine.schedule(0, 1, () => void trunk.port.limit(1_600_000));
    expect(trunk.play().told).toEqual(['1 left @11']);
  });

  it('refuse as many calls as Erlang (1917) says, within 2 %', () => {
    const [circuits, load, calls] = [5, 3, 600_000];
    const trunk = new Trunk(circuits, 0);
    const draws = new Draws('11').stream('calls');
    const gaps = compileSampler({ kind: 'exponential', meanNs: Math.round(ms / load) });
    const sizes = compileSampler({ kind: 'exponential', meanNs: 1000 });
    let atNs = 0;
    for (let call = 0; call < calls; call += 1) {
      atNs += gaps.sample(draws.at(1, call, 0, 0));
      trunk.comes(atNs, call, Math.max(1, sizes.sample(draws.at(2, call, 0, 0))));
    }
    trunk.play();
    let law = 1;
    for (let n = 1; n <= circuits; n += 1) law = (load * law) / (n + load * law);
    const found = trunk.refused / calls;
    expect(Math.abs(found / law - 1), `${found} beside ${law}`).toBeLessThan(0.02);
  });
});
