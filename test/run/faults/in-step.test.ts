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
