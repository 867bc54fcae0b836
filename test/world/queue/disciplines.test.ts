import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CodelQueue } from '../../../src/world/queue/codel-queue.ts';
import { FairQueue } from '../../../src/world/queue/fair-queue.ts';
import { FifoQueue } from '../../../src/world/queue/fifo-queue.ts';
import { PriorityQueue } from '../../../src/world/queue/priority-queue.ts';
import type { Waiting } from '../../../src/world/queue/waiting.ts';
import { PortStage } from './port-stage.ts';

const ms = 1_000_000;
/** 1,000 bytes take 1 ms. */
const rate = { bitsPerSecond: 8_000_000, bucketBytes: 0 };

describe('a priority queue', () => {
  it('sends what is urgent before all that waits, but breaks nothing off', () => {
    const stage = new PortStage(new PriorityQueue({ packets: 10 }), rate, 1000 * ms);
    for (let n = 0; n < 3; n += 1) stage.comes(0, 1000, n);
    stage.comes(ms / 2, 1000, 9, true);
    stage.play();
    expect(stage.sent.map(({ tookNs }) => (tookNs ?? 0) / ms)).toEqual([1, 3, 4, 1.5]);
  });

  it('gives an urgent packet the room of the last that is not', () => {
    const stage = new PortStage(new PriorityQueue({ packets: 2 }), rate, 1000 * ms);
    for (let n = 0; n < 3; n += 1) stage.comes(0, 1000, n);
    stage.comes(ms / 2, 1000, 9, true);
    stage.play();
    expect(stage.sent.map(({ tookNs }) => tookNs !== null)).toEqual([true, true, false, true]);
  });

  it('drops nobody for an urgent packet that finds no room even so', () => {
    const stage = new PortStage(new PriorityQueue({ bytes: 2000 }), rate, 1000 * ms);
    stage.comes(0, 1000, 0);
    stage.comes(0, 1500, 1, true);
    stage.comes(0, 500, 2);
    stage.comes(ms / 2, 1000, 3, true);
    stage.play();
    expect(stage.sent.map(({ tookNs }) => tookNs !== null)).toEqual([true, true, true, false]);
  });
});

/** The order in which deficit round robin sends these, by its rules word for word. */
function roundRobin(packets: readonly (readonly [flow: number, bytes: number])[]): string[] {
  const flows = new Map<number, { credit: number; readonly waiting: number[] }>();
  for (const [flow, bytes] of packets) {
    const known = flows.get(flow) ?? { credit: 1514, waiting: [] };
    known.waiting.push(bytes);
    flows.set(flow, known);
  }
  const sent: string[] = [];
  while (flows.size > 0) {
    for (const [name, flow] of flows) {
      while ((flow.waiting[0] ?? Infinity) <= flow.credit) {
        flow.credit -= flow.waiting[0] ?? 0;
        sent.push(`${name}: ${flow.waiting.shift()}`);
      }
      if (flow.waiting.length === 0) flows.delete(name);
      else flow.credit += 1514;
    }
  }
  return sent;
}

/** A packet that waits for nothing. */
const packetOf = (flow: number, bytes: number): Waiting => ({
  flow,
  bytes,
  isUrgent: false,
  left: () => undefined,
  dropped: () => undefined,
});

describe('a fair queue', () => {
  it('sends in the order of its rounds, also where many of them send nothing', () => {
    const packets = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 60_000 })),
    );
    fc.assert(
      fc.property(packets, (all) => {
        const queue = new FairQueue({ packets: 1000 });
        for (const [flow, bytes] of all) queue.push(packetOf(flow, bytes));
        const sent = all.map(() => queue.shift());
        expect(sent.map((one) => `${one?.flow}: ${one?.bytes}`)).toEqual(roundRobin(all));
        expect(queue.shift()).toBeNull();
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('takes no longer for what is larger', () => {
    const queue = new FairQueue({ packets: 1000 });
    for (const flow of [1, 2]) queue.push(packetOf(flow, 2 ** 50 + flow));
    expect([queue.shift()?.flow, queue.shift()?.flow]).toEqual([1, 2]);
  });

  it('gives two flows the same share of bytes within 1 %, whatever they ask for', () => {
    const untilNs = 10_000 * ms;
    const stage = new PortStage(new FairQueue({ packets: 100 }), rate, untilNs);
    // One asks for three times the port with large packets, the other for twice with small ones.
    for (let at = 0; at < 10_000; at += 1) {
      for (let n = 0; n < 2; n += 1) stage.comes(at * ms, 1500, 1);
      for (let n = 0; n < 4; n += 1) stage.comes(at * ms, 500, 2);
    }
    stage.play();
    const bytes = (flow: number): number =>
      stage.sent.reduce(
        (sum, one) => sum + (one.flow === flow && one.tookNs !== null ? one.bytes : 0),
        0,
      );
    expect(Math.abs(bytes(1) / bytes(2) - 1)).toBeLessThan(0.01);
  });

  it('takes the room from the flow that has most waiting: who sends little loses nothing', () => {
    const stage = new PortStage(new FairQueue({ packets: 20 }), rate, 1000 * ms);
    for (let n = 0; n < 200; n += 1) stage.comes(n * 100_000, 1000, 1);
    for (let n = 0; n < 5; n += 1) stage.comes(n * 4 * ms, 200, 2);
    stage.play();
    const quiet = stage.sent.filter(({ flow }) => flow === 2);
    expect(quiet.every(({ tookNs }) => tookNs !== null && tookNs < 3 * ms)).toBe(true);
    expect(stage.dropped).toBeGreaterThan(0.5);
  });
});

describe('a queue with controlled delay', () => {
  const delays = (queue: CodelQueue | FifoQueue): number[] => {
    const stage = new PortStage(queue, rate, 10_000 * ms);
    // A twentieth more than the port can send, for eight seconds.
    for (let at = 0; at < 8000 * ms; at += 952_000) stage.comes(at, 1000);
    return stage.play().sent.flatMap(({ tookNs }) => (tookNs === null ? [] : [tookNs / ms]));
  };

  it('drops ever more often until the wait is short again; a plain one lets it grow', () => {
    const plain = delays(new FifoQueue({ packets: 10_000 }));
    const controlled = delays(new CodelQueue({ packets: 10_000 }));
    expect(Math.max(...plain)).toBeGreaterThan(400);
    expect(Math.max(...controlled)).toBeLessThan(120);
    expect(controlled.at(-1)).toBeLessThan(20);
  });

  it('leaves a burst alone that is over within an interval', () => {
    const stage = new PortStage(new CodelQueue({ packets: 1000 }), rate, 1000 * ms);
    for (let n = 0; n < 60; n += 1) stage.comes(0, 1000);
    expect(stage.play().dropped).toBe(0);
  });
});

describe('a token bucket', () => {
  it('lets a burst of its size leave at once, and the rest at the rate', () => {
    const stage = new PortStage(
      new FifoQueue({ packets: 100 }),
      { ...rate, bucketBytes: 3000 },
      100 * ms,
    );
    for (let n = 0; n < 5; n += 1) stage.comes(10 * ms, 1000);
    stage.play();
    expect(stage.sent.map(({ tookNs }) => (tookNs ?? 0) / ms)).toEqual([0, 0, 0, 1, 2]);
  });
});

describe('a port whose rate changes', () => {
  it('sends what is left of a packet at the new rate', () => {
    const stage = new PortStage(new FifoQueue({ packets: 10 }), rate, 1000 * ms);
    stage.comes(0, 1000);
    stage.comes(0, 1000);
    stage.engine.schedule(ms / 2, 0, () =>
      stage.port.change({ bitsPerSecond: 800_000, bucketBytes: 0 }),
    );
    stage.engine.schedule(3 * ms, 0, () => stage.port.change(rate));
    stage.play();
    // Half of it in 0.5 ms, a quarter in 2.5 ms, the last quarter in 0.25 ms; then a whole one.
    expect(stage.sent.map(({ tookNs }) => (tookNs ?? 0) / ms)).toEqual([3.25, 4.25]);
  });
});
