import { describe, expect, it } from 'vitest';
import { runScenario } from '../../../../src/index.ts';

/** What becomes of a check when a fault strikes a disk in a synchronous model. */
async function judged(fault: string, keys: object = {}): Promise<string | undefined> {
  const report = await runScenario({
    version: 1,
    name: 'synchronous',
    duration: '5s',
    model: { timing: 'synchronous' },
    nodes: { store: { program: 'log-store' }, client: {} },
    workloads: { w: { workload: 'requests', every: '100ms', ops: { write: '100%' } } },
    faults: { disk: { fault, target: 'store', at: '1s', duration: '1s', ...keys } },
    checks: { stored: { check: 'never', event: 'draining' } },
  });
  const [run] = report.runs;
  expect([fault, (run?.coverage[0]?.touched ?? 0) > 0]).toEqual([fault, true]);
  return run?.checks.find(({ id }) => id === 'stored')?.verdict;
}

describe('a disk in a model with bounds', () => {
  it('leaves it when it takes longer', async () => {
    expect(await judged('disk-stall')).toBe('out-of-model');
    expect(await judged('disk-slow', { by: '5ms' })).toBe('out-of-model');
  });

  it('does not leave it by failing', async () => {
    expect(await judged('disk-error')).not.toBe('out-of-model');
    expect(await judged('disk-sync-lost')).not.toBe('out-of-model');
  });
});
