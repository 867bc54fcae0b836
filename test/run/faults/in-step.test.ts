import { expect, it } from 'vitest';
import { played } from '../../support/clock-scenario.ts';

it('a clock is synced while its daemon believes that it is right', async () => {
  const pause = { fault: 'pause', target: 'a', duration: '1s' };
  const run = await played({
    faults: {
      found: { ...pause, when: 'a is synced' },
      cut: { fault: 'partition', target: 'a -> s', at: '60s' },
      lost: { ...pause, when: 'a is not synced', delay: '30s' },
    },
    checks: { any: { check: 'sometimes', of: 'a', event: 'clock-read', where: 'synchronised' } },
  });
  const began = (id: string): number[] =>
    run.faults.filter((fault) => fault.id === id).map(({ from }) => Math.floor(from / 1e9));
  expect(began('found')).toHaveLength(1);
  expect(began('found')[0]).toBeLessThan(20);
  expect(began('lost')).toEqual([30]);
});

it('a clock that nobody sets is not synced from the instant on at which it may be 16 s off', async () => {
  const sync = { protocol: 'ntp', servers: 's', interval: '16s' };
  const run = await played({
    duration: '9h',
    nodes: {
      s: { program: 'time-server' },
      a: { program: 'clock-reader', config: { every: '10m' } },
    },
    clocks: { a: { sync } },
    faults: {
      stopped: { fault: 'clock-sync-off', target: 'a', at: '60s' },
      found: { fault: 'pause', target: 'a', duration: '1s', when: 'a is not synced', times: 2 },
    },
    checks: { any: { check: 'sometimes', of: 'a', event: 'clock-read', where: 'synchronised' } },
  });
  const [first, second = 0] = run.faults
    .filter(({ id }) => id === 'found')
    .map(({ from }) => from / 1e9);
  expect(first).toBe(0);
  // 16 s at 500 ppm, for its oscillator was not known yet, after it was set for the last time.
  expect(second).toBeGreaterThan(32_000);
  expect(second).toBeLessThan(32_060);
});
