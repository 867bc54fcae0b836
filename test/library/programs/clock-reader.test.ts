import { expect, it } from 'vitest';
import { played } from '../../support/clock-scenario.ts';

it('notes what its clock shows, and what it claims', async () => {
  const reads = (where: string) => ({ check: 'never', of: 'a', event: 'clock-read', where });
  const run = await played({
    checks: {
      inside: { check: 'clock-containment', of: 'a' },
      'without-a-daemon': { ...reads('synchronised or stratum < 16'), during: '0s..2s' },
      'with-it': { ...reads('not synchronised or stratum > 2'), during: '20s..2m' },
      width: reads('latest - earliest != 2 * claimed'),
    },
  });
  expect(run.checks.map(({ verdict }) => verdict)).toEqual(run.checks.map(() => 'held'));
});
