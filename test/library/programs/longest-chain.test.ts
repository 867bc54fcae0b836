import { describe, expect, it } from 'vitest';
import { runScenario, type ScenarioInput } from '../../../src/index.ts';
import { exp } from '../../../src/base/kernels.ts';

const miner = (power: string, more: object = {}) => ({
  program: 'longest-chain',
  config: { power, interval: '10m', confirmations: 3, ...more },
});

function chain(given: Partial<ScenarioInput> & { nodes: object }): ScenarioInput {
  return {
    version: 1,
    name: 'chain',
    duration: '12h',
    links: { defaults: { latency: '1s' } },
    metrics: {
      mined: { metric: 'count', event: 'mined' },
      reverted: { metric: 'count', event: 'reverted' },
    },
    ...given,
  };
}

async function counts(scenario: ScenarioInput): Promise<{ [metric: string]: number }[]> {
  const { runs } = await runScenario(scenario);
  return runs.map(({ metrics }) =>
    Object.fromEntries(metrics.map(({ id, value }) => [id, (value ?? 0) / 1e6])),
  );
}

/** The chance of n events of a Poisson process with this mean. */
function poisson(mean: number, n: number): number {
  let chance = exp(-mean);
  for (let i = 1; i <= n; i += 1) chance *= mean / i;
  return chance;
}

describe('longest-chain', () => {
  it('finds one block an interval, however many share the power', async () => {
    const found = await counts(
      chain({ nodes: { a: miner('20%'), b: miner('80%') }, matrix: { seed: '1..10' } }),
    );
    const total = found.reduce((sum, { mined = 0 }) => sum + mined, 0);
    // 72 in 12 hours, ten times: 720 with a deviation of 27.
    expect(Math.abs(total - 720)).toBeLessThan(3 * 27);
  });

  it('has one chain on all nodes: what one takes for final all do', async () => {
    const report = await runScenario(
      chain({
        nodes: { m: { count: 5, ...miner('20%', { confirmations: 6 }) } },
        links: { defaults: { latency: '1s..10s', loss: '5%' } },
        checks: {
          'one-chain': {
            check: 'agreement',
            of: 'm',
            event: 'final',
            instance: 'height',
            value: 'block',
          },
          grows: { check: 'sometimes', of: 'm-1', event: 'final', where: 'height > 30' },
        },
      }),
    );
    expect(report.verdict).toBe('pass');
  });

  it('forgets a chain when a longer one is shown, and says what was final', async () => {
    const report = await runScenario(
      chain({
        nodes: { strong: miner('70%'), weak: miner('30%') },
        faults: {
          cut: { fault: 'partition', target: 'strong <-> weak', at: '1h', duration: '6h' },
        },
        checks: {
          reverted: {
            check: 'never',
            of: 'weak',
            event: 'reverted',
            expect: 'violated',
          },
          'the-strong-one-does-not': { check: 'never', of: 'strong', event: 'reverted' },
        },
      }),
    );
    expect(report.verdict).toBe('pass');
  });

  it('is overtaken as often as two Poisson processes say', async () => {
    // Not quite three hours apart, and the secret chain is shown at the end.
    const blocks = 10_700 / 600;
    const share = 0.4;
    let expected = 0;
    for (let secret = 0; secret < 60; secret += 1) {
      for (let open = 3; open < secret; open += 1) {
        expected += poisson(blocks * share, secret) * poisson(blocks * (1 - share), open);
      }
    }
    const seeds = 200;
    const runs = await counts(
      chain({
        duration: '10800s',
        heal: '10700s',
        nodes: { secret: miner('40%'), open: miner('60%') },
        faults: { cut: { fault: 'hold', target: 'secret <-> open' } },
        metrics: { reverted: { metric: 'count', of: 'open', event: 'reverted' } },
        matrix: { seed: `1..${seeds}` },
      }),
    );
    const overtaken = runs.filter(({ reverted = 0 }) => reverted > 0).length / seeds;
    const deviation = Math.sqrt((expected * (1 - expected)) / seeds);
    expect(Math.abs(overtaken - expected)).toBeLessThan(3 * deviation);
    expect(expected).toBeGreaterThan(0.05);
  });
});
