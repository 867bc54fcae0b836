import { describe, expect, it } from 'vitest';
import { Engine } from '../../../src/engine/engine.ts';
import { Trace } from '../../../src/engine/trace.ts';
import { CodelQueue } from '../../../src/world/queue/codel-queue.ts';
import { FairQueue } from '../../../src/world/queue/fair-queue.ts';
import { FifoQueue } from '../../../src/world/queue/fifo-queue.ts';
import { openPort } from '../../../src/world/queue/port-plan.ts';
import { Port } from '../../../src/world/queue/port.ts';
import { PriorityQueue } from '../../../src/world/queue/priority-queue.ts';
import type { Queue, QueueLimit, Waiting } from '../../../src/world/queue/waiting.ts';

const disciplines: readonly (readonly [string, (limit: QueueLimit) => Queue])[] = [
  ['fifo', (limit) => new FifoQueue(limit)],
  ['priority', (limit) => new PriorityQueue(limit)],
  ['fair', (limit) => new FairQueue(limit)],
  ['codel', (limit) => new CodelQueue(limit)],
];

/** How many of some packets, each of its own flow, find room; and how many wait then. */
function taken(queue: Queue, sizes: readonly number[]): readonly [kept: number, length: number] {
  let dropped = 0;
  for (const [flow, bytes] of sizes.entries()) {
    const packet: Waiting = {
      bytes,
      flow,
      isUrgent: false,
      left: () => undefined,
      dropped: () => void (dropped += 1),
    };
    queue.push(packet, 0);
  }
  return [sizes.length - dropped, queue.length];
}

describe.each(disciplines)('a queue of the discipline %s', (_, make) => {
  it('holds exactly as many packets as its limit says', () => {
    expect(taken(make({ packets: 3 }), [1500, 1500, 1500])).toEqual([3, 3]);
    expect(taken(make({ packets: 3 }), [1500, 1500, 1500, 1500, 1500])).toEqual([3, 3]);
    expect(taken(make({ packets: 1 }), [1500, 1500])).toEqual([1, 1]);
  });

  it('holds exactly as many bytes', () => {
    expect(taken(make({ bytes: 3000 }), [1000, 1000, 1000])).toEqual([3, 3]);
    expect(taken(make({ bytes: 2999 }), [1000, 1000, 1000])).toEqual([2, 2]);
  });
});

describe('what waits at a port', () => {
  it.each([
    ['of one queue', null, [1, 2, 3]],
    // The first of each flow is on its way: who shares its circuit waits.
    ['of circuits', { count: 2, idleNs: 0 }, [0, 1, 2]],
  ])('%s is counted', (_, circuits, waiting) => {
    const engine = new Engine({
      seed: '1',
      untilNs: 1e15,
      trace: new Trace([], false),
      drain: () => true,
      maxEvents: 1000,
    });
    const port = new Port(engine, {
      ...openPort,
      rate: { bitsPerSecond: 16_000_000, bucketBytes: 0 },
      ...(circuits === null ? {} : { circuits }),
    });
    const seen: number[] = [];
    const offer = (flow: number): void => {
      const end = (): void => undefined;
      port.offer({ bytes: 1000, flow, isUrgent: false, left: end, dropped: end });
      seen.push(port.waiting);
    };
    engine.schedule(0, 3, () => [1, 2, 1, 2].forEach(offer));
    while (engine.advance(1000) === 'more');
    expect([seen.slice(1), port.waiting]).toEqual([waiting, 0]);
  });
});
