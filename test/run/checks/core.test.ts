import { describe, expect, it } from 'vitest';
import { NodeHost } from '../../../src/cli/host/host.ts';
import { outsideCore } from '../../../src/run/checks/core.ts';
import { loadScenario } from '../../../src/scenario/load.ts';
import type { RunPlan } from '../../../src/scenario/scenario.ts';

const host = new NodeHost(process.env, () => import('../../../src/index.ts'));

async function firstPlan(path: string): Promise<RunPlan> {
  const { runs } = await loadScenario(path, {}, host);
  const [plan] = runs;
  if (plan === undefined) throw new Error(`${path} has no run`);
  return plan;
}

/** Chooses what it is told, in turn, and keeps what it was asked. */
function dice(...lots: readonly number[]) {
  const asked: number[] = [];
  return {
    asked,
    choose: (_subject: string, options: number): number => {
      asked.push(options);
      return Math.min(options - 1, lots[asked.length - 1] ?? 0);
    },
  };
}

describe('who is outside of a core', () => {
  it('is one of those who serve, or as many as a majority can spare', async () => {
    const plan = await firstPlan('scenarios/majority/raft-core.yaml');
    const one = dice(0, 2);
    expect([...outsideCore(plan, one.choose)]).toEqual(['raft-3']);
    expect(one.asked).toEqual([2, 5]);
    const two = dice(1, 4, 0);
    expect([...outsideCore(plan, two.choose)]).toEqual(['raft-5', 'raft-1']);
    expect(two.asked).toEqual([2, 5, 4]);
  });

  it('is nobody where no majority can spare one, and no client', async () => {
    const plan = await firstPlan('scenarios/transactions/two-phase-commit-under-nemesis.yaml');
    const none = dice();
    expect(outsideCore(plan, none.choose).size).toBe(0);
    expect(none.asked).toEqual([]);
  });
});
