import { describe, expect, it } from 'vitest';
import type { RunPlan } from '../../../src/scenario/scenario.ts';
import { printSteer, readSteer } from '../../../src/search/steer.ts';
import { random } from '../../../src/search/strategies/random.ts';
import { runCli } from '../../support/cli.ts';
import { countingScenario } from '../../support/counting.ts';
import { scratch } from '../../support/scratch.ts';
import { searchIn, violations } from '../../support/search-stage.ts';

const folder = scratch();
const scenario = folder.write('counting.yaml', countingScenario);

describe('seeds as they are', { timeout: 60_000 }, () => {
  it('need no more than the seed to be played again', async () => {
    const [, careless] = await searchIn(scenario, { strategy: 'random', seeds: 30 });
    const [found] = violations(careless, 'counted-once');
    expect(found?.steer).toBeNull();
    const run = ['run', scenario, '--variant', 'careless', '--seed', found?.seed ?? '', '--json'];
    const [{ checks, trace }] = JSON.parse((await runCli(run)).stdout).runs;
    expect(checks[0]).toMatchObject({ id: 'counted-once', verdict: 'violated' });
    expect(trace.events).toBe(found?.events);
  });

  it('are a strategy like the others', async () => {
    expect(printSteer(random, '')).toBe('random');
    expect(readSteer('random')).toEqual({ strategy: random, how: '' });
    expect(readSteer('pct:41')).toMatchObject({ how: '41' });
    expect(readSteer('pctt')).toEqual({ problem: expect.stringContaining('did you mean pct?') });
  });

  it('takes nothing behind its name', () => {
    const plan = { seed: '1', nemesis: null } as RunPlan;
    expect(random.replay(plan, '7')).toEqual({
      problem: 'nothing stands behind the name of this strategy',
    });
  });
});
