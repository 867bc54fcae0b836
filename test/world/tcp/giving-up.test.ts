import { describe, expect, it } from 'vitest';
import type { TcpSettings } from '../../../src/world/tcp/settings.ts';
import { connected } from './tcp-stage.ts';
import type { Setting } from './tcp-stage.ts';

const second = 1_000_000_000;

describe('an opening that nobody answers', () => {
  const openingTo = async (setting: Setting): Promise<string[]> => {
    const stage = connected({ untilMs: 400_000, ...setting });
    stage.at(1, () => void stage.world.verbs.crash(1, 'host', ['memory']));
    return (await stage.play()).got();
  };

  it('fails after 127 s as Linux 5.15 has it, after 131 s as Linux 6.5 has it', async () => {
    expect(await openingTo({ preset: 'linux-5.15' })).toEqual(['a unknown timeout 0 @127010']);
    expect(await openingTo({ preset: 'linux-6.5' })).toEqual(['a unknown timeout 0 @131010']);
  });

  it('fails earlier with fewer retries, or where the user wants no longer to wait', async () => {
    const preset = 'linux-5.15';
    expect(await openingTo({ preset, tcp: { synRetries: 2 } })).toEqual([
      'a unknown timeout 0 @7010',
    ]);
    expect(await openingTo({ tcp: { userTimeoutNs: 10 * second } })).toEqual([
      'a unknown timeout 0 @10010',
    ]);
  });
});

describe('data that nobody acknowledges', () => {
  const sending = async (
    tcp: Partial<TcpSettings>,
  ): Promise<{ got: string[]; resent: string[] }> => {
    const stage = connected({
      a: (wire, node) => void node.after('1s', () => void wire.send('tell', { n: 1 })),
      untilMs: 1_100_000,
      tcp,
    });
    stage.at(500, () => void stage.world.verbs.crash(1, 'host', ['memory']));
    await stage.play();
    return { got: stage.got(), resent: stage.lines('resent') };
  };

  it('ends the connection with the first timer 924.6 s after it was sent or later', async () => {
    const { got, resent } = await sending({ tailLossProbe: false });
    expect(got).toEqual(['a closed timed-out 0 @927658']);
    // After 202 ms, doubling; from 120 s on no longer.
    expect(resent.slice(0, 3)).toEqual([
      '1214 resent a b tell',
      '1618 resent a b tell',
      '2426 resent a b tell',
    ]);
    expect(resent).toHaveLength(15);
  });

  it('ends it with the first timer after that, when a probe has put off the others', async () => {
    // The probe comes in place of the first timeout: all others are 202 ms later.
    const { got, resent } = await sending({});
    expect(got).toEqual(['a closed timed-out 0 @927860']);
    expect(resent).toHaveLength(16);
  });

  it('ends it after the user timeout, to the instant', async () => {
    const { got } = await sending({ userTimeoutNs: 30 * second });
    expect(got).toEqual(['a closed timed-out 0 @31012']);
  });

  it('ends it earlier with fewer retries', async () => {
    const { got } = await sending({ tailLossProbe: false, dataRetries: 3 });
    expect(got).toEqual(['a closed timed-out 0 @4042']);
  });
});

describe('data of a machine that was suspended before it was acknowledged', () => {
  const woken = async (
    cause: 'vm-suspend' | 'steal',
    lengthMs: number,
    tcp: Partial<TcpSettings>,
  ): Promise<string[]> => {
    const stage = connected({
      a: (wire, node) => void node.after('1s', () => void wire.send('tell', { n: 1 })),
      untilMs: 3_000_000,
      tcp,
    });
    stage.between(1000, 2000, () => stage.world.verbs.cut([0], [1]));
    stage.between(1100, 1100 + lengthMs, () => stage.world.verbs.pause(0, cause));
    return (await stage.play()).got();
  };

  it('is sent again when it wakes: what it slept is no silence of the other side', async () => {
    for (const tailLossProbe of [true, false]) {
      for (const cause of ['vm-suspend', 'steal'] as const) {
        expect(await woken(cause, 2_000_000, { tailLossProbe })).toEqual(['b tell 1 @2001101']);
        const hasty = { tailLossProbe, userTimeoutNs: 20 * second };
        expect(await woken(cause, 25_000, hasty)).toEqual(['b tell 1 @26101']);
      }
    }
  });
});

describe('a machine whose program writes as soon as it wakes, before its kernel has done what was due', () => {
  it('goes on from there: nothing happens in the past', async () => {
    for (const cause of ['steal', 'live-migration'] as const) {
      const stage = connected({
        a: (wire, node) => {
          node.after('1s', () => void wire.send('tell', { n: 1 }));
          node.after('1140ms', () => void wire.send('tell', { n: 2 }));
        },
        untilMs: 60_000,
      });
      stage.between(1000, 2000, () => stage.world.verbs.cut([0], [1]));
      stage.between(1100, 40_000, () => stage.world.verbs.pause(0, cause));
      expect((await stage.play()).got()).toEqual(['b tell 1 @40003', 'b tell 2 @40003']);
    }
  });
});

describe('an idle connection', () => {
  it('is asked whether it lives only where that is wanted: 2 h 11 min 15 s with the usual values', async () => {
    const dead = async (tcp: Partial<TcpSettings>): Promise<string[]> => {
      const stage = connected({ untilMs: 9_000_000, tcp });
      stage.at(500, () => void stage.world.verbs.crash(1, 'host', ['memory']));
      return (await stage.play()).got();
    };
    expect(await dead({})).toEqual([]);
    const keepalive = { idleNs: 7200 * second, everyNs: 75 * second, probes: 9 };
    expect(await dead({ keepalive })).toEqual(['a closed timed-out 0 @7875012']);
  });

  it('is given up after the user timeout, however many probes were wanted', async () => {
    const dead = async (userTimeoutS: number): Promise<string[]> => {
      const keepalive = { idleNs: 60 * second, everyNs: 10 * second, probes: 3 };
      const stage = connected({
        untilMs: 400_000,
        tcp: { keepalive, userTimeoutNs: userTimeoutS * second },
      });
      stage.at(500, () => void stage.world.verbs.crash(1, 'host', ['memory']));
      return (await stage.play()).got();
    };
    // Judged where a probe would be due, and not before one was sent.
    expect(await dead(30)).toEqual(['a closed timed-out 0 @70012']);
    expect(await dead(75)).toEqual(['a closed timed-out 0 @80012']);
    expect(await dead(300)).toEqual(['a closed timed-out 0 @300012']);
  });

  it('is asked again by a machine that slept between two probes', async () => {
    const keepalive = { idleNs: 60 * second, everyNs: 10 * second, probes: 3 };
    const stage = connected({
      untilMs: 400_000,
      tcp: { keepalive, userTimeoutNs: 75 * second },
    });
    stage.between(60_000, 60_500, () => stage.world.verbs.cut([0], [1]));
    stage.between(60_000, 60_500, () => stage.world.verbs.cut([1], [0]));
    stage.between(62_000, 78_000, () => stage.world.verbs.pause(0, 'steal'));
    expect((await stage.play()).got()).toEqual([]);
  });

  it('stays open while the other kernel answers, also for a stopped process', async () => {
    const keepalive = { idleNs: second, everyNs: second, probes: 2 };
    const stage = connected({ tcp: { keepalive } });
    stage.at(500, () => void stage.world.verbs.pause(1, 'sigstop'));
    expect((await stage.play()).got()).toEqual([]);
  });

  it('dies where a suspended machine has no kernel that answers', async () => {
    const keepalive = { idleNs: second, everyNs: second, probes: 2 };
    const stage = connected({ tcp: { keepalive } });
    stage.at(500, () => void stage.world.verbs.pause(1, 'vm-suspend'));
    expect((await stage.play()).got()).toEqual(['a closed timed-out 0 @3012']);
  });
});
