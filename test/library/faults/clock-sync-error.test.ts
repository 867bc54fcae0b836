import { describe, expect, it } from 'vitest';
import { readings } from '../../support/clock-scenario.ts';

const misled = { fault: 'clock-sync-error', target: 'a', by: '-40ms', at: '30s', duration: '45s' };

describe('clock-sync-error', () => {
  it('sets the clock wrong with confidence, and right again when it is over', async () => {
    const looks = [20, 70, 110].map((atS) => ({ atS, boundMs: 1 }));
    expect(await readings(misled, looks)).toEqual([true, false, true]);
    const near = [20, 70, 110].map((atS) => ({ atS, boundMs: 41 }));
    expect(await readings(misled, near)).toEqual([true, true, true]);
  });

  it('moves a satellite clock as forged signals do', async () => {
    const looks = [20, 70, 110].map((atS) => ({ atS, boundMs: 1 }));
    const gps = { clocks: { a: { source: 'gps' } } };
    expect(await readings(misled, looks, gps)).toEqual([true, false, true]);
  });
});
