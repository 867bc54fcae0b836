import { describe, expect, it } from 'vitest';
import { MachineClocks, ProgramClock } from '../../../src/world/time/clock.ts';
import { Stage } from '../../support/world-stage.ts';

const second = 1_000_000_000;
const start = { offsetNs: 0, driftPpb: 0, errorNs: 0, originNs: 1000 };

describe("a machine's clocks", () => {
  it('are three: time of day from its offset, the others from an origin of their own', () => {
    const clocks = new MachineClocks({ ...start, offsetNs: -5 });
    const read = [clocks.wall(100), clocks.monotonic(100), clocks.boot(100)];
    expect(read).toEqual([95, 1100, 1100]);
  });

  it('run apart in a suspended machine: only the monotonic one stands still', () => {
    const clocks = new MachineClocks(start);
    clocks.suspend(10 * second);
    expect(clocks.monotonic(15 * second) - clocks.monotonic(10 * second)).toBe(0);
    clocks.resume(20 * second);
    expect(clocks.monotonic(30 * second)).toBe(1000 + 20 * second);
    expect(clocks.boot(30 * second)).toBe(1000 + 30 * second);
    expect(clocks.wall(30 * second)).toBe(30 * second);
  });

  it('stand still until the last of several suspensions is over', () => {
    const clocks = new MachineClocks(start);
    clocks.suspend(0);
    clocks.suspend(1 * second);
    clocks.resume(2 * second);
    expect(clocks.monotonic(3 * second)).toBe(1000);
    clocks.resume(3 * second);
    expect(clocks.monotonic(4 * second)).toBe(1000 + second);
  });

  it('drift together; drifts add and are taken back, what was gained stays', () => {
    const clocks = new MachineClocks({ ...start, driftPpb: 100_000_000 });
    clocks.addDrift(0, 200_000_000);
    clocks.addDrift(1 * second, 300_000_000);
    clocks.addDrift(2 * second, -200_000_000);
    clocks.addDrift(3 * second, -300_000_000);
    // 1.3 s, 1.6 s, 1.4 s, then 1.1 s.
    expect(clocks.wall(4 * second)).toBe(5.4 * second);
    expect(clocks.monotonic(4 * second)).toBe(1000 + 5.4 * second);
  });

  it('do not run backwards however slow the oscillator is made', () => {
    const clocks = new MachineClocks(start);
    clocks.addDrift(second, -1_500_000_000);
    expect(clocks.wall(9 * second)).toBe(second);
    clocks.addDrift(9 * second, 1_500_000_000);
    expect(clocks.wall(10 * second)).toBe(2 * second);
  });

  it('are stepped in their time of day alone, and steps add', () => {
    const clocks = new MachineClocks(start);
    clocks.stepWall(-3 * second);
    clocks.stepWall(1 * second);
    expect([clocks.wall(second), clocks.monotonic(second)]).toEqual([-second, 1000 + second]);
  });
});

describe('what a program reads', () => {
  const read = (offsetNs: number, errorNs: number): ProgramClock =>
    new ProgramClock(new MachineClocks({ ...start, offsetNs, errorNs }), { nowNs: second });

  it('as an interval holds the true time when its error is as large as its offset', () => {
    for (const offset of [-50, 0, 50]) {
      const { earliest, latest } = read(offset, 50).interval();
      expect(earliest).toBeLessThanOrEqual(second);
      expect(latest).toBeGreaterThanOrEqual(second);
      expect(latest - earliest).toBe(100);
    }
  });

  it('claims more and more error from the instant when its clock was last set right', () => {
    const clocks = new MachineClocks({ ...start, errorNs: 50, errorGrowthPpb: 200_000 });
    const claimed = (atS: number) => clocks.errorNs(atS * second);
    // 200 us a second on top of what it began with.
    expect([0, 1, 10].map(claimed)).toEqual([50, 200_050, 2_000_050]);
    clocks.keeper = {
      synchronised: true,
      stratum: 2,
      syncedAtBootNs: clocks.boot(8 * second),
      errorNs: () => 7,
    } as unknown as NonNullable<MachineClocks['keeper']>;
    expect([8, 10].map(claimed)).toEqual([50, 400_050]);
    // Asleep it goes wrong as well.
    clocks.suspend(10 * second);
    expect(claimed(13)).toBe(1_000_050);
  });

  it('as a status without sync is honest', () => {
    expect(read(0, 50).status()).toEqual({ synchronised: false, stratum: 16, claimedError: 50 });
  });
});

describe('a machine that is switched on again', () => {
  const readings = async (scope: 'process' | 'host') => {
    const stage = new Stage({ nodes: { a: {} }, untilMs: 60_000 });
    stage.between(1000, 3000, () => stage.world.verbs.pause(0, 'vm-suspend'));
    stage.between(10_000, 20_000, () => stage.world.verbs.crash(0, scope, []));
    stage.between(30_000, 40_000, () => stage.world.verbs.crash(0, scope, []));
    const read: ReturnType<typeof stage.world.clockOf>[] = [];
    for (const at of [5000, 20_001, 40_001]) {
      stage.at(at, () => read.push(stage.world.clockOf('a')));
    }
    await stage.play();
    return read;
  };
  const slept = (read: readonly { readonly monotonicNs: number; readonly bootNs: number }[]) =>
    read.map(({ monotonicNs, bootNs }) => bootNs - monotonicNs);

  it('begins its monotonic and its boot-time clock anew, and keeps the time of day', async () => {
    const read = await readings('host');
    // CLOCK_MONOTONIC and CLOCK_BOOTTIME count from boot: since then nobody has slept.
    expect(slept(read)).toEqual([2 * second, 0, 0]);
    const origins = read.map(({ wallNs, bootNs }) => bootNs - wallNs);
    expect(new Set(origins).size).toBe(3);
    expect(read.map(({ wallNs }) => wallNs)).toEqual([5e9, 20.001e9, 40.001e9]);
    expect(await readings('host')).toEqual(read);
  });

  it('is another thing than a process that is started again: its clocks go on', async () => {
    const read = await readings('process');
    expect(slept(read)).toEqual([2 * second, 2 * second, 2 * second]);
    const origins = read.map(({ wallNs, bootNs }) => bootNs - wallNs);
    expect(new Set(origins).size).toBe(1);
  });
});
