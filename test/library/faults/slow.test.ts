import { describe, expect, it, vi } from 'vitest';
import { runScenario } from '../../../src/index.ts';
import type { Run } from '../../../src/index.ts';

// The first run of a file pays for the loader, which takes long on a machine that is busy.
vi.setConfig({ testTimeout: 120_000 });

/** A shop with one core asked ten times a second, whose orders cost 50 ms each. */
async function shop(
  faults: { readonly [id: string]: object },
  node: object = { cores: 1 },
): Promise<Run> {
  const report = await runScenario({
    version: 1,
    name: 'limping',
    duration: '10s',
    nodes: {
      shop: {
        program: 'counter-service',
        config: { deduplicate: true },
        ...node,
        ...('cores' in node && { cost: { increment: '50ms' } }),
      },
      client: {},
    },
    workloads: {
      orders: {
        workload: 'requests',
        ops: { increment: '100%' },
        keys: 1,
        every: '100ms',
        until: '5s',
        timeout: '5s',
      },
    },
    faults,
    metrics: { slowest: { metric: 'latency', of: 'orders', stat: 'max' } },
  });
  return report.runs[0] as Run;
}

const slowest = (run: Run): number => Math.floor((run.metrics[0]?.value ?? 0) / 1_000_000);

describe('slow', () => {
  it('makes each piece of work longer, and lets a queue grow where there was none', async () => {
    expect(slowest(await shop({}))).toBe(54);
    // 100 ms each, as fast as they come.
    const hot = { fault: 'slow', target: 'shop', factor: '2x', at: '1s', duration: '2s' };
    expect(slowest(await shop({ hot }))).toBe(102);
    // 400 ms each: after 2 s there is a queue, which it takes long to serve.
    const hotter = await shop({ hot, hotter: { ...hot } });
    expect(slowest(hotter)).toBeGreaterThan(1000);
  });

  it('counts each piece of work that it made longer', async () => {
    const hot = { fault: 'slow', target: 'shop', factor: '2x', at: '1s', duration: '2s' };
    const { coverage } = await shop({ hot });
    expect(coverage).toMatchObject([{ id: 'hot', touched: 20, note: null }]);
  });

  it('says why it did nothing', async () => {
    const late = { fault: 'slow', target: 'shop', factor: '2x', at: '8s' };
    expect((await shop({ late })).coverage[0]?.note).toBe('shop did no work on its CPU');
    expect((await shop({ late }, {})).coverage[0]?.note).toBe(
      'shop has no cores: CPU time is free there',
    );
  });
});
