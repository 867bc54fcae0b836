import { describe, expect, it } from 'vitest';
import { readings, played } from '../../support/clock-scenario.ts';

const off = { fault: 'clock-sync-off', target: 'a', at: '30s', duration: '60s' };
const looks = [20, 85, 115].map((atS) => ({ atS, boundMs: 1 }));

describe('clock-sync-off', () => {
  it('leaves a clock to what is known of its oscillator, which may be nearly all', async () => {
    expect(await readings(off, looks)).toEqual([true, true, true]);
  });

  it('lets one that changes meanwhile go wrong unnoticed, until it is over', async () => {
    const drift = { fault: 'clock-drift', target: 'a', at: '30s', duration: '60s', by: '100ppm' };
    expect(await readings(off, looks, { faults: { off, drift } })).toEqual([true, false, true]);
  });

  it('hits nothing where nobody keeps the clock', async () => {
    const run = await played({
      faults: { f: { ...off, target: 's' } },
      metrics: {},
      checks: anything,
    });
    const note = 'nobody keeps the clock of s right';
    expect(run.coverage).toMatchObject([{ id: 'f', touched: 0, note }]);
  });
});

const anything = {
  any: { check: 'occurs', of: 'a', event: 'clock-read', within: '2m', after: '0s' },
};
