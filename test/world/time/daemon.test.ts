import { describe, expect, it } from 'vitest';
import { ClockStage, clock, ms, second, sync } from '../../support/clock-stage.ts';

const fast = { intervalNs: 4 * second };
const four = ['s1', 's2', 's3', 's4'];
const perfect = Object.fromEntries(four.map((id) => [id, clock(0)]));

describe('a time daemon', () => {
  it('is wrong by half the difference of the two ways, and knows the bound', async () => {
    const stage = new ClockStage({ s: clock(0) }, { a: clock(0, 0, sync('ntp', ['s'], fast)) }, 60);
    stage.slower('a', 's', 11 * ms);
    stage.slower('s', 'a', 3 * ms);
    const [offset = 0] = await stage.seen([60], () => stage.offset('a'));
    expect(Math.abs(offset - 4 * ms)).toBeLessThan(100);
    const [low, high] = stage.bounds('a');
    expect(low).toBeLessThanOrEqual(0);
    expect(high).toBeGreaterThanOrEqual(0);
  });

  it('passes over one falseticker of four', async () => {
    const servers = { ...perfect, s4: clock(400 * ms) };
    const stage = new ClockStage(servers, { a: clock(50 * ms, 0, sync('ntp', four, fast)) }, 300);
    const [offset = 0] = await stage.seen([300], () => stage.offset('a'));
    expect(Math.abs(offset)).toBeLessThan(1000);
    expect(stage.keeper('a')).toEqual({ synchronised: true, stratum: 2 });
  });

  it('cannot decide between two that differ, and leaves the clock alone', async () => {
    const servers = { s1: clock(0), s2: clock(400 * ms) };
    const node = clock(50 * ms, 0, sync('ntp', ['s1', 's2'], fast));
    const stage = new ClockStage(servers, { a: node }, 300);
    expect(await stage.seen([10, 300], () => stage.offset('a'))).toEqual([50 * ms, 50 * ms]);
    expect(stage.keeper('a')).toEqual({ synchronised: false, stratum: 16 });
  });

  it('forgets nothing when what misleads it is nothing', async () => {
    const offsets = async (byNs: number | null): Promise<readonly number[]> => {
      const node = clock(0, 0, sync('ntp', ['s'], fast));
      const stage = new ClockStage({ s: clock(0) }, { a: node }, 40);
      // From now on what it measures is worse than what it knows.
      stage.at(20_000, () => stage.slower('s', 'a', 50 * ms));
      stage.at(21_000, () => {
        if (byNs !== null) stage.world.verbs.clock(1).misleadSync(byNs);
      });
      return stage.seen([25, 30, 40], () => stage.offset('a'));
    };
    const alone = await offsets(null);
    expect(await offsets(0)).toEqual(alone);
    expect(await offsets(ms)).not.toEqual(alone);
  });

  it('believes a single liar', async () => {
    const node = clock(0, 0, sync('ntp', ['s'], fast));
    const stage = new ClockStage({ s: clock(400 * ms) }, { a: node }, 300);
    const [offset = 0] = await stage.seen([300], () => stage.offset('a'));
    expect(Math.abs(offset - 400 * ms)).toBeLessThan(1000);
  });

  it('takes the mean of all when it is told to, and so a quarter of a lie', async () => {
    const servers = { ...perfect, s4: clock(100 * ms) };
    const node = clock(0, 0, sync('ntp', four, { ...fast, select: 'average' }));
    const stage = new ClockStage(servers, { a: node }, 600);
    const [offset = 0] = await stage.seen([600], () => stage.offset('a'));
    expect(Math.abs(offset - 25 * ms)).toBeLessThan(100_000);
  });

  it('steps a large offset at the start, and later only when it has stayed for 900 s', async () => {
    const node = clock(-2 * second, 0, sync('ntp', ['s'], fast));
    const stage = new ClockStage({ s: clock(0) }, { a: node }, 1200);
    stage.at(100_000, () => stage.world.verbs.stepWall(1, 3 * second));
    const [early = 0, spike = 0, late = 0] = await stage.seen([50, 900, 1100], () =>
      stage.offset('a'),
    );
    expect([early, late].map((offset) => Math.abs(offset) < 1000)).toEqual([true, true]);
    expect(Math.abs(spike - 3 * second)).toBeLessThan(1000);
  });

  it('gives up when the clock is off by more than it would believe', async () => {
    const node = clock(-2000 * second, 0, sync('ntp', ['s'], fast));
    const stage = new ClockStage({ s: clock(0) }, { a: node }, 300);
    expect(await stage.seen([300], () => stage.offset('a'))).toEqual([-2000 * second]);
    expect(stage.keeper('a').synchronised).toBe(false);
    expect(stage.changes('a')).toContainEqual({ sync: 'gave-up', offsetNs: 2000 * second });
    expect(stage.lines('sent').filter((line) => line.includes('a s time-request'))).toHaveLength(4);
  });

  it('learns what its oscillator does, and hardly needs servers then', async () => {
    const node = clock(0, 50_000, sync('ntp', ['s'], { intervalNs: 16 * second }));
    const stage = new ClockStage({ s: clock(0) }, { a: node }, 2000);
    stage.at(1_000_000, () => stage.world.verbs.clock(1).stopSync());
    const [end = 0] = await stage.seen([2000], () => stage.offset('a'));
    // Left to itself from the start it would be 50 ms off by the second half alone.
    expect(Math.abs(end)).toBeLessThan(1 * ms);
  });

  it('notices that nobody answers any more', async () => {
    const stage = new ClockStage(
      { s: clock(0) },
      { a: clock(0, 0, sync('ntp', ['s'], fast)) },
      100,
    );
    stage.at(30_000, () => stage.world.verbs.cut([0], [1]));
    const seen = await stage.seen([20, 45, 100], () => stage.keeper('a').synchronised);
    expect(seen).toEqual([true, true, false]);
  });

  it('stands still with a suspended machine and dies with its host', async () => {
    const stage = new ClockStage(
      { s: clock(0) },
      { a: clock(0, 0, sync('ntp', ['s'], fast)) },
      100,
    );
    stage.between(20_000, 40_000, () => stage.world.verbs.pause(1, 'vm-suspend'));
    stage.between(60_000, 80_000, () => stage.world.verbs.crash(1, 'host', []));
    await stage.play();
    const sent = stage.events().filter(({ type, node }) => type === 'sent' && node === 'a');
    const inside = (from: number, to: number): number =>
      sent.filter(({ at }) => at > from * second && at < to * second).length;
    expect([inside(20, 40), inside(60, 80)]).toEqual([0, 0]);
    expect([inside(5, 20), inside(45, 60), inside(81, 100)].every((polls) => polls > 2)).toBe(true);
  });

  it('asks nobody while its machine has no processor, and goes on once afterwards', async () => {
    for (const cause of ['steal', 'live-migration', 'vm-suspend'] as const) {
      const node = clock(0, 0, sync('ntp', ['s1'], { intervalNs: second }));
      const stage = new ClockStage({ s1: clock(0) }, { a: node }, 40);
      stage.between(10_500, 30_500, () => stage.world.verbs.pause(1, cause));
      await stage.play();
      const asked = stage.events().filter(({ type, node: by }) => type === 'sent' && by === 'a');
      expect(asked.filter(({ at }) => at > 10.5e9 && at < 30.5e9)).toEqual([]);
      expect(asked.filter(({ at }) => at >= 30.5e9 && at < 32e9).length).toBeLessThan(4);
      expect(asked.filter(({ at }) => at > 32e9).length).toBeGreaterThan(6);
    }
  });

  it('goes on while its program stands still or is dead', async () => {
    const stage = new ClockStage({ s: clock(0) }, { a: clock(0, 0, sync('ntp', ['s'], fast)) }, 60);
    stage.between(10_000, 30_000, () => stage.world.verbs.pause(1, 'gc'));
    stage.between(40_000, 60_000, () => stage.world.verbs.crash(1, 'process', []));
    await stage.play();
    const heard = stage.events().filter(({ type, node }) => type === 'delivered' && node === 'a');
    expect(heard.filter(({ at }) => at > 10 * second && at < 30 * second).length).toBeGreaterThan(
      3,
    );
    expect(heard.filter(({ at }) => at > 40 * second).length).toBeGreaterThan(3);
  });

  it('does not believe packets that answer no question of its own', async () => {
    const stage = new ClockStage({ s: clock(0) }, { a: clock(0, 0, sync('ntp', ['s'], fast)) }, 60);
    stage.world.verbs.addRule({
      from: [0],
      to: [1],
      kind: null,
      again: null,
      ask: ({ body }) => ({ body: { ...(body as object), originate: 5, received: 9e15 } }),
    });
    expect(await stage.seen([60], () => stage.offset('a'))).toEqual([0]);
    expect(stage.keeper('a').synchronised).toBe(false);
  });
});

describe('a daemon like chrony', () => {
  it('steps in its first three corrections only; after that the time of day never goes back', async () => {
    const node = clock(-5 * second, 30_000, sync('chrony', ['s'], fast));
    const stage = new ClockStage({ s: clock(0) }, { a: node }, 400);
    stage.at(200_000, () => stage.world.verbs.stepWall(1, 3 * second));
    const readings: number[] = [];
    for (let atS = 201; atS <= 400; atS += 1)
      stage.at(atS * 1000, () => readings.push(stage.world.clockOf('a').wallNs));
    const [early = 0, end = 0] = await stage.seen([100, 400], () => stage.offset('a'));
    expect([early, end].map((offset) => Math.abs(offset) < 10_000)).toEqual([true, true]);
    expect(readings).toEqual(readings.toSorted((a, b) => a - b));
  });
});

describe('a clock of PTP', () => {
  it('follows the best master, and the next when that falls silent', async () => {
    const servers = { g1: clock(0), g2: clock(5_000) };
    const node = clock(0, 1_000, sync('ptp', ['g1', 'g2']));
    const stage = new ClockStage(servers, { a: node }, 120, {
      g1: { priority: 10 },
      g2: { priority: 20 },
    });
    stage.at(60_000, () => stage.world.verbs.crash(0, 'host', []));
    const seen = await stage.seen([59, 120], () => stage.offset('a'));
    expect(seen.map((offset) => Math.abs(offset) < 100)).toEqual([true, false]);
    expect(Math.abs((seen[1] ?? 0) - 5_000)).toBeLessThan(100);
    // A failover is a slew: the clock goes back nowhere.
    const steps = stage.changes('a').filter((how) => Object.hasOwn(how as object, 'steppedNs'));
    expect(steps).toEqual([]);
  });
});

describe('what an interval claims', () => {
  const honest = (error: object) => {
    const node = clock(20 * ms, 80_000, { ...sync('ntp', four, fast), ...error });
    const stage = new ClockStage({ ...perfect, s4: clock(-300 * ms) }, { a: node }, 900);
    for (const [place, id] of four.entries()) stage.slower('a', id, place * 2 * ms);
    return stage;
  };
  const instants = Array.from({ length: 900 }, (_, at) => at + 0.5);

  it('holds the true time at every instant, before and after the first correction', async () => {
    const stage = honest({});
    const bounds = await stage.seen(instants, () => stage.bounds('a'));
    expect(bounds.filter(([low, high]) => low > 0 || high < 0)).toEqual([]);
  });

  it('holds it too when a path that was slow looked like an oscillator that drifts', async () => {
    const node = clock(0, 0, sync('ntp', ['s1'], { intervalNs: 64 * second }));
    const stage = new ClockStage({ s1: clock(0) }, { a: node }, 900);
    const isFastAgain = stage.slower('a', 's1', 60 * ms);
    stage.at(300_000, isFastAgain);
    const bounds = await stage.seen(instants, () => stage.bounds('a'));
    expect(bounds.filter(([low, high]) => low > 0 || high < 0)).toEqual([]);
  });

  it('holds it too when the daemon was stopped before a slew was over', async () => {
    for (const fromMs of [20_000, 100_000]) {
      const node = clock(100 * ms, 0, sync('ntp', ['s1'], { intervalNs: 64 * second }));
      const stage = new ClockStage({ s1: clock(0) }, { a: node }, 900);
      stage.between(fromMs, 400_000, () => stage.world.verbs.clock(1).stopSync());
      const bounds = await stage.seen(instants, () => stage.bounds('a'));
      expect(bounds.filter(([low, high]) => low > 0 || high < 0)).toEqual([]);
    }
  });

  it('holds it too while samples are old: their age is reckoned with as the oscillator is known', async () => {
    for (const protocol of ['ntp', 'chrony', 'ptp'] as const) {
      const node = clock(0, 100_000, sync(protocol, ['s1'], { intervalNs: 16 * second }));
      const stage = new ClockStage({ s1: clock(0) }, { a: node }, 900);
      // Every other packet is late, and by more and more: what was heard before is worth more.
      for (let at = 600; at < 900; at += 20) {
        stage.between(at * 1000, (at + 15) * 1000, () => stage.slower('a', 's1', at * ms));
      }
      const bounds = await stage.seen(instants, () => stage.bounds('a'));
      expect(
        bounds.filter(([low, high]) => low > 0 || high < 0),
        protocol,
      ).toEqual([]);
    }
  });

  it('holds it too after its machine has slept: what it counts went on meanwhile', async () => {
    for (const protocol of ['ntp', 'chrony', 'ptp'] as const) {
      const node = clock(0, 50_000, sync(protocol, ['s1'], { intervalNs: 16 * second }));
      const stage = new ClockStage({ s1: clock(0) }, { a: node }, 3000);
      stage.between(600_000, 2_400_000, () => stage.world.verbs.pause(1, 'vm-suspend'));
      const after = Array.from({ length: 600 }, (_, at) => 2_400.5 + at);
      const bounds = await stage.seen(after, () => stage.bounds('a'));
      expect(
        bounds.filter(([low, high]) => low > 0 || high < 0),
        protocol,
      ).toEqual([]);
    }
  });

  it('holds it too while a slew bends what the way there and back is measured with', async () => {
    const node = clock(0, 0, sync('chrony', ['s1'], fast));
    const stage = new ClockStage({ s1: clock(0) }, { a: node }, 900);
    stage.slower('s1', 'a', 1000 * ms);
    const bounds = await stage.seen(instants, () => stage.bounds('a'));
    expect(bounds.filter(([low, high]) => low > 0 || high < 0)).toEqual([]);
  });

  it('holds it too when its samples came in a crowd and one alone after a long silence', async () => {
    const node = clock(0, 0, sync('ptp', ['s1'], { intervalNs: second }));
    const stage = new ClockStage({ s1: clock(0) }, { a: node }, 2000);
    // Ever slower while it asks every second: among themselves these look like a clock that drifts.
    for (let at = 5; at < 20; at += 1)
      stage.between(at * 1000, (at + 1) * 1000, () => stage.slower('a', 's1', at * ms));
    stage.between(20_000, 600_000, () => stage.world.verbs.pause(1, 'live-migration'));
    // It hears one more answer, and then none.
    stage.at(600_900, () => stage.world.verbs.crash(0, 'host', []));
    const bounds = await stage.seen([900, 1500, 2000], () => stage.bounds('a'));
    expect(bounds.filter(([low, high]) => low > 0 || high < 0)).toEqual([]);
  });

  it('holds it too while its server is only just finding the time itself', async () => {
    for (const protocol of ['ntp', 'chrony'] as const) {
      const node = clock(800 * ms, 0, sync(protocol, ['m'], fast));
      const own = clock(-500 * ms, 0, sync('chrony', ['g'], fast));
      const stage = new ClockStage({ g: clock(0), m: own }, { a: node }, 900);
      const undo = stage.slower('m', 'g', 300 * ms);
      stage.at(30_000, undo);
      const bounds = await stage.seen(instants, () => stage.bounds('a'));
      expect(
        bounds.filter(([low, high]) => low > 0 || high < 0),
        protocol,
      ).toEqual([]);
    }
  });

  it('does not when its error is understated', async () => {
    const stage = honest({ errorNs: 10_000 });
    const bounds = await stage.seen(instants, () => stage.bounds('a'));
    expect(bounds.some(([low, high]) => low > 0 || high < 0)).toBe(true);
  });
});
