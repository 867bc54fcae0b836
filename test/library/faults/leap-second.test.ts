import { describe, expect, it } from 'vitest';
import { leapSecond } from '../../../src/library/faults/leap-second.ts';
import { fault, FaultStage, second } from '../../run/faults/fault-stage.ts';
import { readings } from '../../support/clock-scenario.ts';

describe('leap-second', () => {
  it('is an instant: a kernel shows one second twice', () => {
    const stage = new FaultStage([
      fault('a', { definition: leapSecond, atNs: 3 * second, params: { seconds: 1 } }),
    ]);
    const seen: number[] = [];
    for (const atS of [2.5, 3.5, 4.5])
      stage.at(atS * second, () => seen.push(stage.world.clockOf('n1').wallNs / second));
    stage.play();
    expect(seen).toEqual([2.5, 2.5, 3.5]);
    expect(stage.windows('a')).toEqual([[3000, 3000]]);
  });

  const leap = { fault: 'leap-second', target: 'a', at: '60s' };
  const looks = [
    { atS: 50, boundMs: 1 },
    { atS: 110, boundMs: 500 },
  ];
  const withMode = (mode: string) => ({ clocks: { a: { leap: mode } } });

  it('is what the setting of the clock makes of it', async () => {
    expect(await readings(leap, looks, withMode('step'))).toEqual([true, false]);
    expect(await readings(leap, looks, withMode('slew'))).toEqual([true, true]);
    expect(await readings(leap, looks, withMode('ignore'))).toEqual([true, true]);
  });

  it('is announced: a clock that smears has begun half a day before', async () => {
    expect(await readings(leap, looks, withMode('smear-24h'))).toEqual([false, false]);
    const half = [50, 110].map((atS) => ({ atS, boundMs: 501 }));
    expect(await readings(leap, half, withMode('smear-24h'))).toEqual([true, true]);
  });

  it('adds up with another one at the same instant, also where it is spread', async () => {
    const with2 = (seconds: number) => ({
      ...withMode('smear-24h'),
      faults: { f: leap, also: { ...leap, seconds } },
    });
    const at110 = (boundMs: number) => [{ atS: 110, boundMs }];
    expect(await readings(leap, at110(999), with2(1))).toEqual([false]);
    expect(await readings(leap, at110(1005), with2(1))).toEqual([true]);
    expect(await readings(leap, looks, with2(-1))).toEqual([true, true]);
  });

  it('is not announced when it will not come, or may not', async () => {
    for (const not of [{ probability: '0%' }, { while: 's is down' }]) {
      expect(await readings({ ...leap, ...not }, looks, withMode('smear-24h'))).toEqual([
        true,
        true,
      ]);
    }
  });
});
