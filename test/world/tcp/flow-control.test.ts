import { describe, expect, it } from 'vitest';
import { connected } from './tcp-stage.ts';
import type { hearing, Wire } from './tcp-stage.ts';

describe('a process that does not take up what comes', () => {
  /** Sends until there is no room, then tries again every 100 ms; tells how many it could send. */
  const filling = (sent: number[]) => (wire: Wire, node: Parameters<typeof hearing>[1]) => {
    let n = 0;
    const fill = (): void => {
      while (wire.send('tell', { n })) n += 1;
      sent.push(n);
    };
    fill();
    node.every('100ms', fill);
  };
  const small = { receiveBufferBytes: 8192, sendBufferBytes: 8192 };

  it('fills its receive buffer, then the send buffer of the other side, which hears that there is no room', async () => {
    const sent: number[] = [];
    const stage = connected({ a: filling(sent), tcp: small, untilMs: 5000 });
    stage.between(5, 3000, () => stage.world.verbs.pause(1, 'sigstop'));
    await stage.play();
    const frozen = sent.slice(2, 28);
    // About 24 bytes each: both buffers full, and nothing more for three seconds.
    expect(new Set(frozen).size).toBe(1);
    expect(frozen[0]).toBeGreaterThan(500);
    expect(frozen[0]).toBeLessThan(900);
    expect(sent.at(-1)).toBeGreaterThan((frozen[0] ?? 0) * 2);
  });

  it('loses nothing: all arrive in order when it goes on', async () => {
    const sent: number[] = [];
    const stage = connected({ a: filling(sent), tcp: small, untilMs: 5000 });
    stage.between(5, 3000, () => stage.world.verbs.pause(1, 'sigstop'));
    await stage.play();
    const heard = stage.got().map((line) => Number(line.split(' ')[2]));
    expect(heard.length).toBeGreaterThan(1000);
    expect(heard).toEqual(heard.map((_, n) => n));
  });

  it('is asked again and again whether it has room: a lost word about that delays, and no more', async () => {
    const sent: number[] = [];
    const stage = connected({ a: filling(sent), tcp: small, untilMs: 10_000 });
    stage.between(5, 3000, () => stage.world.verbs.pause(1, 'sigstop'));
    // What b says when it goes on is lost.
    stage.between(2900, 3100, () => stage.world.verbs.cut([1], [0]));
    await stage.play();
    expect(stage.got().length).toBeGreaterThan(1000);
  });
});

describe('data for which the other side has no room', () => {
  const second = 1_000_000_000;
  /** Sends so many messages at once, of which 332 fill the other side's buffer, and one more later. */
  const waiting = async (
    first: number,
    moreAtMs: number,
    userTimeoutNs: number | null,
  ): Promise<string[]> => {
    const stage = connected({
      a: (wire, node) => {
        for (let n = 0; n < first; n++) wire.send('tell', { n });
        node.after(`${moreAtMs}ms`, () => void wire.send('tell', { n: first }));
      },
      tcp: { receiveBufferBytes: 8192, sendBufferBytes: 65_536, userTimeoutNs },
      untilMs: 3_000_000,
    });
    stage.at(5, () => void stage.world.verbs.pause(1, 'sigstop'));
    await stage.play();
    return stage.got();
  };

  it('waits as long as the other kernel says so, also when it was written after a long silence', async () => {
    expect(await waiting(332, 1_200_000, null)).toEqual([]);
    expect(await waiting(400, 1_200_000, null)).toEqual([]);
  });

  it('waits no longer than the user timeout, from when there was no room for it', async () => {
    expect(await waiting(400, 1000, 30 * second)).toEqual(['a closed timed-out 0 @30014']);
    expect(await waiting(332, 100_000, 30 * second)).toEqual(['a closed timed-out 0 @130012']);
  });
});

describe('a long message', () => {
  it('travels in segments, and is one message all the same', async () => {
    const stage = connected({
      // 20 bytes of payload in each segment.
      a: (wire) => {
        for (let n = 0; n < 200; n++) wire.send('tell', { n });
      },
      link: { mtuBytes: 60 },
    });
    await stage.play();
    expect(stage.lines('sent')).toHaveLength(200);
    expect(stage.got().map((line) => Number(line.split(' ')[2]))).toEqual(
      Array.from({ length: 200 }, (_, n) => n),
    );
  });
});
