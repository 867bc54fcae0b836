import { describe, expect, it } from 'vitest';
import { runScenario } from '../../../src/index.ts';
import type { Run } from '../../../src/index.ts';

/** Four clients ask an echo server once every 100 ms; its answers take 40 ms. */
async function asked(faults: { readonly [id: string]: object }, seed = 1): Promise<Run> {
  const report = await runScenario({
    version: 1,
    name: 'reset',
    duration: '5s',
    seed,
    nodes: { server: { program: 'echo' }, client: { count: 4 } },
    links: { defaults: { latency: '20ms' } },
    workloads: {
      asks: { workload: 'requests', from: 'client', to: 'server', every: '100ms', until: '4s' },
    },
    faults,
    checks: {
      answered: { check: 'responds', of: 'asks', within: '1s', expect: 'held or violated' },
    },
  });
  return report.runs[0] as Run;
}

describe('reset', () => {
  it('breaks what is open when it begins: requests under way are unknown, later ones are not', async () => {
    const run = await asked({
      broken: { fault: 'reset', target: 'client <-> server', at: '2010ms' },
    });
    const reset = run.ledger.filter(({ outcome }) => outcome !== 'ok');
    expect(reset.length).toBeGreaterThan(0);
    expect(reset.every(({ outcome }) => outcome === 'unknown')).toBe(true);
    expect(run.coverage).toMatchObject([{ id: 'broken', touched: 4, note: null }]);
    expect(run.faults).toMatchObject([{ from: 2_010_000_000, until: 2_010_000_000 }]);
  });

  it('takes a share of the connections, each by a draw of its own', async () => {
    const half = { fault: 'reset', target: 'client <-> server', at: '2010ms', probability: '50%' };
    const touched = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(
        async (seed) => (await asked({ half }, seed)).coverage[0]?.touched ?? -1,
      ),
    );
    expect(new Set(touched).size).toBeGreaterThan(1);
    for (const count of touched) expect(count).toBeLessThanOrEqual(4);
  });

  it('with `match` breaks the connection on which such a message is sent', async () => {
    const third = {
      fault: 'reset',
      target: 'client-1 -> server',
      at: '1s',
      duration: '1s',
      match: { message: 'echo', nth: 3 },
    };
    const run = await asked({ third });
    expect(run.coverage).toMatchObject([{ touched: 1, note: null }]);
    const lost = run.ledger.filter(({ outcome }) => outcome !== 'ok');
    expect(lost.map(({ client, outcome }) => [client, outcome])).toEqual([['client-1', 'unknown']]);
  });

  it('tells when there was nothing to break', async () => {
    const run = await asked({
      none: { fault: 'reset', target: 'client-1 <-> client-2', at: '1s' },
    });
    expect(run.coverage).toMatchObject([
      { touched: 0, note: expect.stringContaining('client-1 and client-2 had no connection') },
    ]);
  });

  it('has no duration unless it waits for messages', async () => {
    const wrong = { fault: 'reset', target: 'client <-> server', at: '1s', duration: '1s' };
    await expect(asked({ wrong })).rejects.toThrow(/a reset is an instant/);
  });

  it('finds no connection that begins or ends at a switch', async () => {
    const report = await runScenario({
      version: 1,
      name: 'switched',
      duration: '2s',
      nodes: { echo: { program: 'echo' }, client: {} },
      switches: { s: { connects: ['client', 'echo'] } },
      workloads: { w: { workload: 'requests', every: '100ms' } },
      faults: { r: { fault: 'reset', target: 'client <-> s', at: '1s' } },
      checks: { sound: { check: 'no-program-errors' } },
    });
    expect(report.runs[0]?.coverage).toMatchObject([{ touched: 0 }]);
    expect(report.runs[0]?.ledger.every(({ outcome }) => outcome === 'ok')).toBe(true);
  });
});
