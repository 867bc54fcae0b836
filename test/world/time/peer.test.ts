import { describe, expect, it } from 'vitest';
import { Peer } from '../../../src/world/time/peer.ts';
import type { Asker } from '../../../src/world/time/peer.ts';
import type { Sample } from '../../../src/world/time/sample.ts';

const ms = 1_000_000;
const second = 1_000_000_000;

/** Who has done nothing to its clock, and knows nothing of its oscillator, at an instant. */
const asker = (nowS: number, more: Partial<Asker> = {}): Asker => ({
  nowNs: nowS * second,
  correctedNs: 0,
  frequencyPpb: 0,
  growthPpb: 15_000,
  ...more,
});

const sample = (atS: number, unkeptMs: number, more: Partial<Sample> = {}): Sample => ({
  unkeptNs: unkeptMs * ms,
  delayNs: 2 * ms,
  rootNs: 0,
  atNs: atS * second,
  ...more,
});

/** A server of stratum 2 of which so many samples are kept, and these were heard. */
function heard(samples: readonly Sample[], stages = 8): Peer {
  const peer = new Peer('t1', 3, stages);
  peer.claim = { stratum: 2, priority: 128 };
  for (const one of samples) peer.add(one);
  return peer;
}

describe('a server', () => {
  it('of which nothing was heard, or which has no time itself, is no candidate', () => {
    expect(heard([]).candidate('shortest', asker(0))).toBeNull();
    const peer = heard([sample(0, 5)]);
    expect(peer.candidate('shortest', asker(0))).toMatchObject({ id: 't1', stratum: 2 });
    peer.claim = { stratum: 15, priority: 128 };
    expect(peer.candidate('shortest', asker(0))).not.toBeNull();
    peer.claim = { stratum: 16, priority: 128 };
    expect(peer.candidate('shortest', asker(0))).toBeNull();
    const fresh = new Peer('t1', 3, 8);
    fresh.add(sample(0, 5));
    expect(fresh.candidate('shortest', asker(0))).toBeNull();
  });

  it('is forgotten with what it was asked last', () => {
    const peer = heard([sample(0, 5)]);
    peer.askedNs = 7;
    peer.silentPolls = 3;
    peer.forget();
    expect([peer.samples, peer.askedNs, peer.silentPolls]).toEqual([[], null, 0]);
  });

  it('is known by its latest samples alone', () => {
    const peer = heard([sample(0, 1), sample(1, 2), sample(2, 3)], 2);
    expect(peer.samples.map(({ unkeptNs }) => unkeptNs / ms)).toEqual([2, 3]);
  });
});

describe('what a server says', () => {
  it('is its offset less what the asker has corrected since', () => {
    const peer = heard([sample(0, 5)]);
    const found = peer.candidate('shortest', asker(0, { correctedNs: 2 * ms }));
    expect(found?.offsetNs).toBe(3 * ms);
  });

  it('goes on as the oscillator of the asker is known to go', () => {
    const peer = heard([sample(4, 5)]);
    const found = peer.candidate('shortest', asker(10, { frequencyPpb: 20_000 }));
    expect(found?.offsetNs).toBe(5 * ms + 6 * 20_000);
  });

  it('is that of the packet that waited least, the mean of all, or the trend', () => {
    const samples = [0, 10, 20, 30].map((atS) => sample(atS, 5 + atS));
    samples[2] = sample(20, 25, { delayNs: 1 * ms });
    const peer = heard(samples);
    const offsets = (['shortest', 'mean', 'trend'] as const).map(
      (how) => (peer.candidate(how, asker(40))?.offsetNs ?? NaN) / ms,
    );
    expect(offsets).toEqual([25, 20, 45]);
  });

  it('follows no trend of fewer than four samples, or of such that the network may have made', () => {
    const samples = [0, 10, 20].map((atS) => sample(atS, 5 + atS));
    expect(heard(samples).trend()).toBeNull();
    expect(heard(samples).candidate('trend', asker(20))?.offsetNs).toBe(25 * ms);
    // Two of them may be wrong by so much in 10 s: 100 ppm is the most that a trend may be wrong by.
    const noisy = (delayMs: number) =>
      heard(
        [0, 10, 20, 30].map((atS) => sample(atS, 5, atS === 0 ? {} : { delayNs: delayMs * ms })),
      );
    expect(noisy(2).trend()?.slopeErrorPpb).toBe(0);
    expect(noisy(4).trend()?.slopeErrorPpb).toBe(100_000);
    expect(noisy(4.01).trend()).toBeNull();
  });
});

describe('how far off a server may be', () => {
  it('is half of what its packet waited, its own doubt, and what the age of the sample adds', () => {
    const peer = heard([sample(0, 5, { rootNs: 3 * ms })]);
    expect(peer.candidate('shortest', asker(0))?.distanceNs).toBe(1 * ms + 3 * ms);
    expect(peer.candidate('shortest', asker(10))?.distanceNs).toBe(4 * ms + 10 * 15_000);
    // Of an odd delay the half is rounded up.
    const odd = heard([sample(0, 5, { delayNs: 3 })]);
    expect(odd.candidate('shortest', asker(0))?.distanceNs).toBe(2);
  });

  it('contains what the sample itself says, where something else is made of it', () => {
    const peer = heard([sample(0, 5), sample(10, 15)]);
    const found = peer.candidate('mean', asker(10));
    expect([found?.offsetNs, found?.distanceNs]).toEqual([10 * ms, 1 * ms + 5 * ms]);
  });

  it('may not be more than 1.5 s: then it is not fit', () => {
    const of = (rootNs: number) =>
      heard([sample(0, 5, { rootNs })]).candidate('shortest', asker(0));
    expect(of(1500 * ms - 1 * ms)?.distanceNs).toBe(1500 * ms);
    expect(of(1500 * ms - 1 * ms + 1)).toBeNull();
  });
});

describe('the jitter of a server', () => {
  it('is the root mean square of what other samples say beside the best (RFC 5905, §10)', () => {
    const best = sample(0, 5, { delayNs: 1 * ms });
    expect(heard([best]).candidate('shortest', asker(0))?.jitterNs).toBe(0);
    const others = [sample(0, 5 + 1), sample(0, 5 - 7)];
    const found = heard([best, ...others]).candidate('shortest', asker(0));
    expect(found?.jitterNs).toBe(Math.sqrt((1 + 49) / 2) * ms);
  });
});
