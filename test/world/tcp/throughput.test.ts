import { describe, expect, it } from 'vitest';
import { connected } from './tcp-stage.ts';

describe('the throughput of a lossy path', () => {
  /** Segments of full size that arrive in 100 s on a round trip of 50 ms. */
  const arrived = async (lossPpb: number): Promise<number> => {
    let count = 0;
    const stage = connected({
      a: (wire, node) => {
        const fill = (): void => {
          while (wire.send('tell', { n: 123_456_789 }));
        };
        fill();
        node.every('10ms', fill);
      },
      b: (wire) => wire.on('tell', () => void (count += 1)),
      // A message of 31 bytes fills a segment: the law counts segments, whatever their size.
      tcp: { delayedAckNs: 0, sendBufferBytes: 4096 },
      link: {
        latency: { kind: 'constant', ns: 25_000_000 },
        lossPpb,
        mtuBytes: 71,
      },
      untilMs: 100_000,
      seed: '42',
      stored: false,
    });
    await stage.play();
    return count / 100;
  };

  it.each([0.002, 0.005, 0.01])(
    'is MSS/RTT * sqrt(3/2)/sqrt(p) within 15 %% (p = %d, every segment acknowledged)',
    async (p) => {
      const law = Math.sqrt(1.5 / p) / 0.05;
      const ratio = (await arrived(p * 1e9)) / law;
      expect({ p, ratio, isNear: Math.abs(ratio - 1) < 0.15 }).toMatchObject({ isNear: true });
    },
    60_000,
  );
});
