import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../../src/scenario/load.ts';
import { NodeHost } from '../../../src/cli/host/host.ts';
import { canarySeeds, drillReport, mutantReport } from '../../../src/search/mutation/drill.ts';
import type { Hunt, MutantReport } from '../../../src/search/mutation/drill.ts';
import { mutants } from '../../../src/search/mutation/mutants.ts';
import type { Mutant } from '../../../src/search/mutation/mutants.ts';
import { programs } from '../../../src/library/programs/index.ts';

const host = new NodeHost(process.env, () => import('../../../src/index.ts'));
const all = mutants.names.flatMap((name): readonly Mutant[] => {
  const mutant = mutants.get(name);
  return mutant === undefined ? [] : [mutant];
});

const bug: Mutant = {
  kind: 'mutant',
  name: 'bug',
  program: 'echo',
  summary: 'Something is wrong.',
  scenario: 'a.yaml',
  variant: 'sound',
  set: ['a=b'],
};
const canary: Mutant = { ...bug, name: 'canary', isCanary: true };

function hunt(
  strategy: string,
  played: number | null,
  isFalseAlarm = false,
  seeds = canarySeeds,
): Hunt {
  const kill =
    played === null
      ? null
      : { seed: String(played), steer: null, played, check: 'c', signature: 'c violated' };
  return { strategy, seeds, kill, isFalseAlarm };
}

const facts = { engine: '1', seeds: '1..9', stopped: null, strategies: ['x', 'y'] };

describe('mutants', () => {
  it.each(all.map((one) => [one.name, one] as const))(
    '%s changes one design that is expected to hold, and no other thing',
    async (_name, { scenario, variant, set, program }) => {
      expect(programs.get(program)).toBeDefined();
      const options = { variants: [variant] };
      const path = `scenarios/${scenario}`;
      const sound = await loadScenario(path, options, host);
      const broken = await loadScenario(path, { ...options, set: [...set] }, host);
      const [plan] = sound.runs;
      for (const { expect: expected, id } of plan?.checks ?? [])
        expect([id, expected]).toEqual([id, ['held']]);
      expect(broken.warnings).toEqual([]);
      const changed = broken.runs[0]?.nodes.filter((node, nth) => {
        return JSON.stringify(node.config) !== JSON.stringify(plan?.nodes[nth]?.config);
      });
      expect(changed?.length).toBeGreaterThan(0);
      expect(new Set(changed?.map((node) => node.program?.name))).toEqual(new Set([program]));
    },
  );
});

describe('a drill', () => {
  it('counts kills by strategy, with the middle one of the seeds that they took', () => {
    const report = drillReport(facts, [
      mutantReport(canary, [hunt('x', 1), hunt('y', 2)]),
      mutantReport(bug, [hunt('x', 7), hunt('y', null)]),
    ]);
    expect(report).toMatchObject({ verdict: 'pass', canary: 'killed' });
    expect(report.strategies).toEqual([
      { strategy: 'x', killed: 2, of: 2, killRatePpm: 1_000_000, medianSeeds: 1 },
      { strategy: 'y', killed: 1, of: 2, killRatePpm: 500_000, medianSeeds: 2 },
    ]);
  });

  it('fails when a mutant survives all, when the canary survives one, and at a false alarm', () => {
    const verdictOf = (...hunts: readonly Hunt[]) =>
      drillReport(facts, [mutantReport(bug, hunts)]).verdict;
    expect(verdictOf(hunt('x', 3), hunt('y', null))).toBe('pass');
    expect(verdictOf(hunt('x', null), hunt('y', null))).toBe('fail');
    expect(verdictOf(hunt('x', 3), hunt('y', 4, true))).toBe('fail');
    const bird = drillReport(facts, [mutantReport(canary, [hunt('x', 3), hunt('y', null)])]);
    expect(bird).toMatchObject({ verdict: 'fail', canary: 'survived' });
  });

  it('cannot tell of a search whose canary had too few seeds, but what else went wrong', () => {
    const few = canarySeeds - 1;
    const short = mutantReport(canary, [hunt('x', 3), hunt('y', null, false, few)]);
    const found = mutantReport(bug, [hunt('x', 3), hunt('y', 4)]);
    expect(drillReport(facts, [short, found])).toMatchObject({
      verdict: 'unknown',
      canary: 'too few seeds',
    });
    const unfound = mutantReport(bug, [hunt('x', null), hunt('y', null)]);
    expect(drillReport(facts, [short, unfound]).verdict).toBe('fail');
    const blamed = mutantReport(canary, [hunt('x', 3), hunt('y', 4, true, few)]);
    expect(drillReport(facts, [blamed])).toMatchObject({ verdict: 'fail', canary: 'survived' });
  });

  it('cannot tell what was not hunted, but what went wrong until then', () => {
    const stoppedAfter = (...told: readonly MutantReport[]) =>
      drillReport({ ...facts, stopped: 'SIGINT' }, told).verdict;
    expect(stoppedAfter()).toBe('unknown');
    expect(stoppedAfter(mutantReport(bug, [hunt('x', 3), hunt('y', null)]))).toBe('unknown');
    expect(stoppedAfter(mutantReport(bug, [hunt('x', null), hunt('y', null)]))).toBe('fail');
  });
});
