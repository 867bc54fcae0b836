import { describe, expect, it } from 'vitest';
import { quietDriver } from '../../../src/cli/driver.ts';
import { NodeHost } from '../../../src/cli/host/host.ts';
import { Player } from '../../../src/cli/play/player.ts';
import { judgedMetrics } from '../../../src/run/checks/judgement.ts';
import { loadScenario } from '../../../src/scenario/load.ts';

const host = new NodeHost(process.env, () => import('../../../src/index.ts'));
const player = new Player({
  host,
  driver: quietDriver(host),
  storeEvents: false,
  maxEvents: 1_000_000,
});

const played = [
  'scenarios/majority/raft-under-nemesis.yaml',
  'scenarios/leases/lease-under-nemesis.yaml',
  'scenarios/replication/multi-leader-under-nemesis.yaml',
  'scenarios/transactions/two-phase-commit-under-nemesis.yaml',
];

describe('a run that is only judged', { timeout: 60_000 }, () => {
  it.each(played)(
    'has the verdicts, the coverage and the trace of its report: %s',
    async (path) => {
      const scenario = await loadScenario(path, {}, host);
      for (const plan of scenario.runs) {
        const { run } = await player.play(plan, scenario);
        const { run: judgement, stopped } = await player.judge(plan, scenario);
        expect(stopped).toBeNull();
        expect({ ...judgement, checks: undefined }).toEqual({
          scenario: run.scenario,
          seed: run.seed,
          coverage: run.coverage,
          trace: run.trace,
          checks: undefined,
        });
        const byId = new Map(judgement.checks.map((check) => [check.id, check]));
        expect(run.checks.map(({ id }) => byId.get(id))).toEqual(run.checks);
      }
    },
  );

  it('computes no metric but those that a check reads', async () => {
    const scenario = await loadScenario('scenarios/majority/raft-under-nemesis.yaml', {}, host);
    const [plan] = scenario.runs;
    expect(plan && judgedMetrics(plan).map(({ id }) => id)).toEqual(['disturbances']);
  });
});
