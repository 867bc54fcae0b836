import { describe, expect, it } from 'vitest';
import { pct } from '../../../src/search/strategies/pct.ts';
import { deskProgram, orderScenario } from '../../support/order-bug.ts';
import { replayed, searchIn, violated, violations } from '../../support/search-stage.ts';
import { readSteer } from '../../../src/search/steer.ts';
import { scratch } from '../../support/scratch.ts';

const folder = scratch();
folder.write('desk.ts', deskProgram);
const ties = folder.write('ties.yaml', orderScenario('1ms', 1));
const bounds = folder.write('bounds.yaml', orderScenario('1ms..4ms', 6));

describe('priorities', { timeout: 60_000 }, () => {
  it('find an order of ties that no seed draws', async () => {
    const [random] = await searchIn(ties, { strategy: 'random', seeds: 60 });
    expect(violated(random, 'in-order')).toBe(0);
    const [steered] = await searchIn(ties, { strategy: 'pct', seeds: 60 });
    // One order of six, and a node that loses its priority on the way gives more of them.
    expect(violated(steered, 'in-order')).toBeGreaterThan(60 / 8);
  });

  it('find a lean to one side within the bounds of links that single draws hardly have', async () => {
    const [random] = await searchIn(bounds, { strategy: 'random', seeds: 100 });
    const [steered] = await searchIn(bounds, { strategy: 'pct', seeds: 100 });
    expect(violated(random, 'in-order')).toBe(0);
    expect(violated(steered, 'in-order')).toBeGreaterThan(5);
  });

  it('play a seed again by how it was found', async () => {
    const [steered] = await searchIn(ties, { strategy: 'pct', seeds: 60 });
    const [found] = violations(steered, 'in-order');
    const [steer, seed] = [readSteer(found?.steer ?? ''), found?.seed ?? ''];
    if ('problem' in steer) throw new Error(steer.problem);
    expect(await replayed(ties, steer, seed)).toContain('violated');
  });

  it('refuse what is no number of decisions', () => {
    for (const how of ['', '0', 'x', '1e3'])
      expect(pct.replay({} as never, how)).toHaveProperty('problem');
  });
});
