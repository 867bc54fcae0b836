import { describe, expect, it } from 'vitest';
import { MachineClocks } from '../../../src/world/time/clock.ts';
import { Oscillator } from '../../../src/world/time/oscillator.ts';
import { ClockStage, clock, second, sync } from '../../support/clock-stage.ts';

const day = 86_400 * second;
const ppm = 1000;

const start = { offsetNs: 0, driftPpb: 0, errorNs: 0, originNs: 0 };

describe('drift', () => {
  it('of 200 ppm is 6 ms in 30 s and 17.28 s in a day, exactly', () => {
    const fast = new Oscillator(0, 200 * ppm);
    expect(fast.read(30 * second) - 30 * second).toBe(6_000_000);
    expect(fast.read(day) - day).toBe(17_280_000_000);
  });

  it('stays exact for 104 days, however often the rate changes', () => {
    const clocks = new MachineClocks(start);
    const minute = 60 * second;
    let ppb = 0n;
    let gained = 0n;
    for (let n = 1; n <= 104 * 24 * 60; n += 1) {
      const step = ((n * 7919) % 2001) - 1000;
      gained += BigInt(minute) * ppb;
      ppb += BigInt(step);
      clocks.wander(n * minute, step);
    }
    const end = 104 * day;
    expect(BigInt(clocks.wall(end))).toBe(BigInt(end) + gained / 1_000_000_000n);
    expect(clocks.boot(end)).toBe(clocks.wall(end));
  });
});

describe('a lease by two clocks (Gray and Cheriton, 1989)', () => {
  const ttl = 10 * second;
  const rho = 100 * ppm;
  /** How long the holder may believe, for what the granter waits on its own clock. */
  const holds = Math.floor((ttl * (1e9 - rho)) / (1e9 + rho));

  const overlap = (driftPpb: number): number => {
    const holder = new Oscillator(0, -driftPpb);
    const granter = new Oscillator(0, driftPpb);
    return holder.instantOf(holds, 0) - granter.instantOf(ttl, 0);
  };

  it('never has two holders as long as both drift within the bound', () => {
    for (const drift of [-rho, -1, 0, 1, rho / 2, rho]) {
      expect(overlap(drift), `${drift} ppb`).toBeLessThanOrEqual(0);
    }
    // At the bound nothing is wasted: it is used up to the last nanosecond or two.
    expect(overlap(rho)).toBeGreaterThan(-3);
  });

  it('has two just beyond it', () => {
    expect(overlap(rho + 1)).toBeGreaterThan(0);
    expect(overlap(2 * rho)).toBeGreaterThan(900_000);
  });
});

describe('a second that is off', () => {
  it('takes 2,000 s at 500 ppm', async () => {
    const daemon = sync('ntp', ['s'], { stepAboveNs: 600 * second, intervalNs: 16 * second });
    const stage = new ClockStage({ s: clock(0) }, { a: clock(-second, 0, daemon) }, 2100);
    const seen: number[][] = [];
    for (let atS = 0; atS <= 2100; atS += 1) {
      stage.at(atS * 1000, () => seen.push([atS, stage.offset('a')]));
    }
    await stage.play();
    const first = stage.events().find(({ type }) => type === 'clock-changed');
    const fromS = (first?.at ?? 0) / second;
    for (const [atS = 0, offset = 0] of seen.filter(([at = 0]) => at > fromS)) {
      const left = Math.max(0, 1 - (atS - fromS) / 2000);
      expect(Math.abs(offset + left * second), `at ${atS} s`).toBeLessThan(1000);
    }
  });
});

describe('a leap second', () => {
  const around = 43_200;

  it('smeared over a day runs 11.574 ppm slow and is exact when it is over', async () => {
    const smeared = clock(0, 0, { leap: 'smear-24h' });
    const stage = new ClockStage({}, { a: smeared }, 90_000);
    stage.world.verbs.clock(0).foreseeLeap(around * second, 1);
    stage.at(around * 1000, () => stage.world.verbs.clock(0).leap(1));
    const offsets = await stage.seen([1, 43_200, 80_000, 86_400, 90_000], () => stage.offset('a'));
    expect(offsets).toEqual([-11_574, -499_996_800, -925_920_000, -second, -second]);
  });

  it('that lies less than half a day ahead finds the smear half done', async () => {
    const stage = new ClockStage({}, { a: clock(0, 0, { leap: 'smear-24h' }) }, 40_000);
    stage.world.verbs.clock(0).foreseeLeap(3_600 * second, 1);
    const offsets = await stage.seen([0, 3_600, 40_000], () => stage.offset('a'));
    expect(offsets).toEqual([-39_600 * 11_574, -43_200 * 11_574, -79_600 * 11_574]);
  });

  it('is stepped, slewed or ignored, as the setting says', async () => {
    const modes = ['step', 'slew', 'ignore'] as const;
    const nodes = Object.fromEntries(modes.map((leap) => [leap, clock(0, 0, { leap })]));
    const stage = new ClockStage({}, nodes, 4000);
    stage.at(10_000, () => modes.forEach((_, node) => stage.world.verbs.clock(node).leap(1)));
    const seen = await stage.seen([9, 11, 1010, 2010, 4000], () =>
      modes.map((id) => stage.offset(id)),
    );
    expect(seen).toEqual([
      [0, 0, 0],
      [-second, -500_000, 0],
      [-second, -second / 2, 0],
      [-second, -second, 0],
      [-second, -second, 0],
    ]);
  });

  it('may be left out: then the time of day jumps forward', async () => {
    const stage = new ClockStage({}, { a: clock(0) }, 20);
    stage.at(10_000, () => stage.world.verbs.clock(0).leap(-1));
    expect(await stage.seen([11], () => stage.offset('a'))).toEqual([second]);
  });
});
