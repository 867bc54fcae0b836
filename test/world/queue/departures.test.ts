import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CodelQueue } from '../../../src/world/queue/codel-queue.ts';
import { FairQueue } from '../../../src/world/queue/fair-queue.ts';
import { FifoQueue } from '../../../src/world/queue/fifo-queue.ts';
import { PriorityQueue } from '../../../src/world/queue/priority-queue.ts';
import { Circuits } from '../../../src/world/queue/circuits.ts';
import { openPort } from '../../../src/world/queue/port-plan.ts';
import type { Queue } from '../../../src/world/queue/waiting.ts';
import {
  type Arrival,
  circuits,
  codel,
  deficitRoundRobin,
  departures,
  type Line,
  priority,
  tailDrop,
  tokenBucket,
} from '../../support/departure-models.ts';
import { PortStage } from './port-stage.ts';

const endless = { packets: Number.MAX_SAFE_INTEGER };

/** Packets that come at random, as often as the port can send, now and then several at one instant. */
const arrivals = (most: number, meanGapNs: number): fc.Arbitrary<Arrival[]> =>
  fc
    .array(
      fc.record({
        gapNs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 3 * meanGapNs })),
        bytes: fc.oneof(fc.constantFrom(1, 1514, 4000), fc.integer({ min: 40, max: 1514 })),
        flow: fc.integer({ min: 0, max: 3 }),
        isUrgent: fc.boolean(),
      }),
      { minLength: Math.floor(most / 2), maxLength: most, size: 'max' },
    )
    .map((all) => {
      let atNs = 0;
      return all.map(({ gapNs, ...packet }) => ({ ...packet, atNs: (atNs += gapNs) }));
    });

const portOf = (queue: Queue, bitsPerSecond: number, bucketBytes = 0): PortStage =>
  new PortStage(queue, { bitsPerSecond, bucketBytes }, 1e15);

/** When each packet has left a port of the world; null: it was dropped. */
function played(all: readonly Arrival[], stage: PortStage): (number | null)[] {
  for (const { atNs, bytes, flow, isUrgent } of all) stage.comes(atNs, bytes, flow, isUrgent);
  return stage.play().sent.map(({ atNs, tookNs }) => (tookNs === null ? null : atNs + tookNs));
}

const lines: readonly (readonly [string, () => Queue, () => Line])[] = [
  ['tail drop', () => new FifoQueue({ packets: 4 }), () => tailDrop(4)],
  ['priority', () => new PriorityQueue({ packets: 4 }), () => priority(4)],
  ['deficit round robin', () => new FairQueue(endless), () => deficitRoundRobin(1514)],
];

describe('the departures of packets that come at random are, to the nanosecond,', () => {
  it.each(lines)('those of a textbook: %s', (name, queue, line) => {
    let lost = 0;
    const law = fc.property(
      arrivals(60, 800_000),
      fc.constantFrom(8_000_000, 9_999_991, 1_234_567),
      (all, rate) => {
        const expected = departures(all, line(), rate);
        lost += expected.filter((one) => one === null).length;
        expect(played(all, portOf(queue(), rate))).toEqual(expected);
      },
    );
    fc.assert(law, { seed: 7, numRuns: 200 });
    if (name !== 'deficit round robin') expect(lost).toBeGreaterThan(100);
  });

  it('those of the pseudo-code of RFC 8289', () => {
    let lost = 0;
    const law = fc.property(
      arrivals(1500, 500_000),
      fc.constantFrom(8_000_000, 5_000_011),
      (all, rate) => {
        const expected = departures(all, codel(), rate);
        lost += expected.filter((one) => one === null).length;
        expect(played(all, portOf(new CodelQueue(endless), rate))).toEqual(expected);
      },
    );
    fc.assert(law, { seed: 7, numRuns: 30 });
    expect(lost).toBeGreaterThan(100);
  });

  it('those of a token bucket', () => {
    const law = fc.property(
      arrivals(60, 800_000),
      fc.constantFrom(8_000_000, 9_999_991, 1_234_567),
      fc.constantFrom(4000, 10_000),
      (all, rate, size) => {
        expect(played(all, portOf(new FifoQueue(endless), rate, size))).toEqual(
          tokenBucket(all, rate, size),
        );
      },
    );
    fc.assert(law, { seed: 7, numRuns: 200 });
  });

  it('those of a trunk in equal slots', () => {
    let lost = 0;
    const law = fc.property(
      arrivals(60, 800_000),
      fc.constantFrom(10_000_000, 9_999_991),
      fc.constantFrom(1, 2, 3, 9),
      fc.constantFrom(0, 1_000_000, 10_000_000),
      (all, rate, count, idleNs) => {
        const expected = circuits(all, rate, count, idleNs);
        lost += expected.filter((one) => one === null).length;
        const plan = { ...openPort, rate: { bitsPerSecond: rate, bucketBytes: 0 } };
        const stage = portOf(new FifoQueue(endless), rate);
        stage.taker = new Circuits(stage.engine, plan, { count, idleNs });
        expect(played(all, stage)).toEqual(expected);
      },
    );
    fc.assert(law, { seed: 7, numRuns: 200 });
    expect(lost).toBeGreaterThan(100);
  });
});
