import { expect, it } from 'vitest';
import { runScenario } from '../../src/index.ts';

/** Fifty writes and reads of five keys, one a second; `to`: over the network. */
const steps = (node: string, to: object) =>
  Array.from({ length: 50 }, (_, n) => {
    const asked = { at: `${n + 1}s`, node, ...to, key: `k${n % 5}` };
    return n % 2 === 0 ? { ...asked, op: 'write', value: `v${n}` } : { ...asked, op: 'read' };
  });

/** How many different runs five seeds give of a store that loses power once. */
async function runsOf(world: object, ...asked: Parameters<typeof steps>): Promise<number> {
  const report = await runScenario({
    version: 1,
    name: 'one-machine',
    duration: '1m',
    nodes: { machine: { program: 'log-store' } },
    workloads: { own: { workload: 'script', steps: steps(...asked) } },
    faults: {
      off: { fault: 'crash', scope: 'host', target: 'machine', at: '20s', duration: '5s' },
    },
    checks: { right: { check: 'linearizable', of: 'own', model: 'register' } },
    matrix: { seed: '1..5' },
    ...world,
  });
  expect(report.verdict).toBe('pass');
  return new Set(report.runs.map(({ trace }) => trace.digest)).size;
}

it('one machine without a network plays the same under every seed, and with one it does not', async () => {
  expect(await runsOf({}, 'machine', {})).toBe(1);
  const apart = {
    nodes: { machine: { program: 'log-store' }, client: {} },
    links: { defaults: { latency: '1ms..5ms' } },
  };
  expect(await runsOf(apart, 'client', { to: 'machine' })).toBe(5);
}, 120_000);
