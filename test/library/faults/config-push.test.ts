import { describe, expect, it, vi } from 'vitest';
import { runScenario } from '../../../src/index.ts';
import type { Run } from '../../../src/index.ts';

// The first run of a file pays for the loader, which takes long on a machine that is busy.
vi.setConfig({ testTimeout: 120_000 });

/** Two counters that are asked the same thing twice, every second. */
async function counters(target: string): Promise<Run> {
  const steps = Array.from({ length: 9 }, (_, n) =>
    ['counter-1', 'counter-2'].map((to) => ({
      at: `${n + 1}s`,
      node: 'client',
      to,
      op: 'increment',
      key: `k${n}`,
    })),
  ).flat();
  const report = await runScenario({
    version: 1,
    name: 'pushed',
    duration: '12s',
    nodes: {
      counter: { program: 'counter-service', count: 2, config: { deduplicate: true } },
      client: {},
    },
    // The answer is lost every time: the client asks once more, with the same id.
    workloads: {
      counts: { workload: 'script', timeout: '200ms', retry: { max: 1 }, steps },
    },
    faults: {
      silence: {
        fault: 'loss',
        target: 'counter -> client',
        match: { message: 'increment-reply', nth: '1..' },
        probability: '50%',
      },
      push: {
        fault: 'config-push',
        target,
        set: { deduplicate: false },
        at: '2500ms',
        duration: '4s',
      },
    },
    checks: { once: { check: 'exactly-once-effect', of: 'counts' } },
    metrics: { starts: { metric: 'count', event: 'started' } },
  });
  return report.runs[0] as Run;
}

describe('config-push', () => {
  it('gives programs other settings with a new start, and takes them back at its end', async () => {
    const run = await counters('counter');
    expect(run.coverage.find(({ id }) => id === 'push')).toMatchObject({ touched: 2, note: null });
    // Three nodes at the beginning, two at the push, two when it is taken back.
    expect(run.metrics[0]?.value).toBe(7_000_000);
    expect(run.checks.find(({ id }) => id === 'once')?.verdict).toBe('violated');
  });

  it('strikes whom it is pushed to', async () => {
    const run = await counters('one of counter');
    expect(run.metrics[0]?.value).toBe(5_000_000);
  });
});
