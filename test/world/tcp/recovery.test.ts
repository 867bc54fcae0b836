import { describe, expect, it } from 'vitest';
import type { TcpSettings } from '../../../src/world/tcp/settings.ts';
import { connected, loses } from './tcp-stage.ts';
import type { Stage } from '../../support/world-stage.ts';

/** `a` sends so many numbers at once; the link takes 10 ms, so that the round trip is 20. */
function burst(count: number, tcp: Partial<TcpSettings> = {}): Stage {
  return connected({
    a: (wire, node) => {
      node.after('100ms', () => {
        for (let n = 0; n < count; n++) wire.send('tell', { n });
      });
    },
    link: { latency: { kind: 'constant', ns: 10_000_000 } },
    tcp,
  });
}

/** When the last of them arrived, in ms. */
function lastAt(stage: Stage): number {
  return Number(stage.got().at(-1)?.split('@')[1]);
}

describe('a lost segment', () => {
  it('is sent again after three duplicates: a round trip later, without a timeout', async () => {
    const stage = burst(10);
    loses(stage, [3]);
    await stage.play();
    // Sent at 130; the fourth to sixth say at 150 that the third is missing.
    expect(stage.lines('resent')).toEqual(['150 resent a b tell']);
    expect(lastAt(stage)).toBe(160);
  });

  it('waits for the timeout where duplicates mean nothing', async () => {
    const stage = burst(10, { fastRetransmit: false, tailLossProbe: false });
    loses(stage, [3]);
    await stage.play();
    expect(stage.lines('resent')[0]).toBe('370 resent a b tell');
  });

  it('at the end of a burst is found by a probe after two round trips', async () => {
    const stage = burst(12);
    loses(stage, [11, 12]);
    await stage.play();
    // Ten are acknowledged at 150. 40 ms and two jiffies later the last is sent again; that it comes
    // out of turn, as the other side says at once, tells that the one before it is missing too.
    expect(stage.lines('resent')).toEqual(['198 resent a b tell', '218 resent a b tell']);
    expect(lastAt(stage)).toBe(228);
  });

  it('at the end waits for the timeout without the probe', async () => {
    const stage = burst(12, { tailLossProbe: false });
    loses(stage, [11, 12]);
    await stage.play();
    expect(stage.lines('resent')[0]).toBe('370 resent a b tell');
  });

  it('of two is found by the one that follows it (early retransmit)', async () => {
    const stage = burst(2);
    loses(stage, [1]);
    await stage.play();
    expect(stage.lines('resent')).toEqual(['150 resent a b tell']);
  });

  it('is one of several in a window: each takes a round trip (NewReno)', async () => {
    const stage = burst(10);
    loses(stage, [3, 5]);
    await stage.play();
    expect(stage.lines('resent')).toEqual(['150 resent a b tell', '170 resent a b tell']);
  });

  it('that is lost again waits for the timeout', async () => {
    const stage = burst(10);
    // The eleventh transmission is the third one again.
    loses(stage, [3, 11]);
    await stage.play();
    // Nothing is probed while a loss is being mended (RFC 8985, 7.2): what is missing is known.
    expect(stage.lines('resent')).toEqual(['150 resent a b tell', '370 resent a b tell']);
    expect(lastAt(stage)).toBe(380);
  });
});

describe('a segment that is not lost', () => {
  it('is not sent again because its acknowledgement waits, however even the round trips are', async () => {
    const stage = connected({
      a: (wire, node) => {
        // Two at a time are acknowledged at once; the last one alone is, 40 ms later.
        for (let n = 0; n < 40; n++) {
          node.after(`${500 + n * 400}ms`, () => void wire.send('tell', { n }));
          if (n < 39) node.after(`${500 + n * 400}ms`, () => void wire.send('tell', { n }));
        }
      },
      link: { latency: { kind: 'constant', ns: 165_000_000 } },
    });
    await stage.play();
    expect(stage.got()).toHaveLength(79);
    expect(stage.lines('resent')).toEqual([]);
  });
});

describe('a burst after a silence', () => {
  it('is as large as the first one, and not as the window had grown to', async () => {
    let arrived = 0;
    const stage = connected({
      a: (wire, node) => {
        const hundred = (): void => {
          // 31 bytes, as many as a segment holds.
          for (let n = 0; n < 100; n++) wire.send('tell', { n: 123_456_789 });
        };
        for (const at of [100, 200, 300, 400, 5000]) node.after(`${at}ms`, hundred);
      },
      // What goes at once is there at 5,040 ms, what its acknowledgements let go 20 ms later.
      b: (wire, node) => {
        wire.on('tell', () => void (arrived += 1));
        node.after('5015ms', () => node.observe('got', { what: 'arrived', n: arrived }));
      },
      link: { latency: { kind: 'constant', ns: 10_000_000 }, mtuBytes: 71 },
    });
    await stage.play();
    expect(arrived).toBe(500);
    expect(stage.got()).toEqual(['b arrived 410 @5055']);
  });
});
