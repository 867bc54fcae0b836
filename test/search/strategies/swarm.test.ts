import { describe, expect, it } from 'vitest';
import { runCli } from '../../support/cli.ts';
import { quietScenario } from '../../support/small-scenarios.ts';
import { swarm } from '../../../src/search/strategies/swarm.ts';
import type { RunPlan } from '../../../src/scenario/scenario.ts';
import { countingScenario } from '../../support/counting.ts';
import { scratch } from '../../support/scratch.ts';
import { searchIn } from '../../support/search-stage.ts';

const folder = scratch();
const scenario = folder.write('counting.yaml', countingScenario);

describe('a swarm', { timeout: 60_000 }, () => {
  it('leaves faults of the pool out of some runs, which single seeds hardly do', async () => {
    const [plain] = await searchIn(scenario, { strategy: 'random', seeds: 40 });
    const [mixed] = await searchIn(scenario, { strategy: 'swarm', seeds: 40 });
    const without = (faults: readonly { readonly runs: number }[] = []): number[] =>
      faults.map(({ runs }) => 40 - runs);
    const [usual, drawn] = [without(plain?.faults), without(mixed?.faults)];
    for (const [nth, runs] of drawn.entries()) expect(runs).toBeGreaterThan((usual[nth] ?? 0) + 5);
  });

  it('changes nothing where there is no nemesis', () => {
    const plan = { seed: '1', nemesis: null } as RunPlan;
    expect(swarm.replay(plan, '')).toEqual({ plan, steering: null });
  });

  it('takes nothing behind its name', () => {
    const plan = { seed: '1', nemesis: null } as RunPlan;
    expect(swarm.replay(plan, '7')).toEqual({
      problem: 'nothing stands behind the name of this strategy',
    });
  });

  it('has nothing to do where there is no nemesis', async () => {
    const path = folder.write('quiet.yaml', quietScenario('quiet'));
    const { code, stderr } = await runCli(['explore', path, '--strategy', 'swarm', '-q']);
    expect(code).toBe(2);
    expect(stderr).toContain('--strategy swarm has nothing to do in quiet: it has no `nemesis`');
  });
});
