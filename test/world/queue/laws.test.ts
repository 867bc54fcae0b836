import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../../src/base/sampler/sampler.ts';
import { FifoQueue } from '../../../src/world/queue/fifo-queue.ts';
import { PriorityQueue } from '../../../src/world/queue/priority-queue.ts';
import { PortStage } from './port-stage.ts';

/*
 * Waiting times of queueing theory (Kleinrock 1975), within 2 %. Packets of 1,000 bytes in the mean
 * on a port of 8 Mbit/s take 1 ms, so a gap of 1/rho ms in the mean gives the load rho.
 */
const bitsPerSecond = 8_000_000;
const serviceNs = 1_000_000;
const endless = { packets: Number.MAX_SAFE_INTEGER };
const exponential = (mean: number): Distribution => ({ kind: 'exponential', meanNs: mean });

function waitNs(load: number, size: Distribution, count: number): number {
  const stage = new PortStage(new FifoQueue(endless), { bitsPerSecond, bucketBytes: 0 }, 1e15);
  stage.stream(count, exponential(Math.round(serviceNs / load)), size, '7');
  return stage.play().meanWaitNs(bitsPerSecond);
}

const near = (value: number, law: number): void =>
  expect(Math.abs(value / law - 1), `${value} beside ${law}`).toBeLessThan(0.02);

describe('a port with one queue', () => {
  it('lets packets of random size wait as M/M/1 does: rho / (1 - rho) services', () => {
    for (const load of [0.3, 0.5, 0.7]) {
      near(waitNs(load, exponential(1000), 400_000), (serviceNs * load) / (1 - load));
    }
  });

  it('lets packets of one size wait as M/D/1 does: half of that', () => {
    for (const load of [0.5, 0.8]) {
      const law = (serviceNs * load) / (2 * (1 - load));
      near(waitNs(load, { kind: 'constant', ns: 1000 }, 400_000), law);
    }
  });

  it('lets packets of any size wait as M/G/1 does (Pollaczek and Khinchine)', () => {
    const load = 0.6;
    const size: Distribution = { kind: 'uniform', lowNs: 200, highNs: 1800 };
    const variation = 1600 ** 2 / 12 / 1000 ** 2;
    near(waitNs(load, size, 600_000), (serviceNs * load * (1 + variation)) / (2 * (1 - load)));
  });

  it('with room for K packets drops as M/M/1/K does', () => {
    const [load, room] = [0.9, 5];
    // The packet that is being sent counts among the K, and does not wait in the queue.
    const queue = new FifoQueue({ packets: room - 1 });
    const stage = new PortStage(queue, { bitsPerSecond, bucketBytes: 0 }, 1e15);
    stage.stream(600_000, exponential(Math.round(serviceNs / load)), exponential(1000), '3');
    near(stage.play().dropped, ((1 - load) * load ** room) / (1 - load ** (room + 1)));
  });
});

it('a port that sends urgent packets first lets both sorts wait as Cobham says (1954)', () => {
  const [urgent, other] = [0.3, 0.2];
  const stage = new PortStage(new PriorityQueue(endless), { bitsPerSecond, bucketBytes: 0 }, 1e15);
  stage.stream(180_000, exponential(Math.round(serviceNs / urgent)), exponential(1000), '8', 1);
  stage.stream(120_000, exponential(Math.round(serviceNs / other)), exponential(1000), '8', 0);
  stage.play();
  // What is being sent is not broken off.
  const restNs = serviceNs * (urgent + other);
  near(stage.meanWaitNs(bitsPerSecond, 1), restNs / (1 - urgent));
  near(stage.meanWaitNs(bitsPerSecond, 0), restNs / ((1 - urgent) * (1 - urgent - other)));
});
