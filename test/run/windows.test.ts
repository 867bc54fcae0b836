import { describe, expect, it, vi } from 'vitest';
import { runScenario } from '../../src/index.ts';
import type { CheckReport, ScenarioInput } from '../../src/index.ts';

vi.setConfig({ testTimeout: 120_000 });

/** A crash at 9.5 s whose node is back 8 s later, as a check sees it. */
async function judged(
  check: object,
  options: { readonly maxEvents?: number } = {},
): Promise<CheckReport | undefined> {
  const scenario: ScenarioInput = {
    version: 1,
    name: 'windows',
    duration: '30s',
    nodes: { r: { count: 3, program: 'majority-failover' } },
    faults: { off: { fault: 'crash', target: 'r-1', at: '9500ms', duration: '8s' } },
    checks: { it: { check: 'occurs', ...check } },
  };
  const { runs } = await runScenario(scenario, options);
  return runs[0]?.checks.find(({ id }) => id === 'it');
}

const crashed = { event: 'crashed', during: '5s..20s' };
const started = { event: 'started', after: 'off begins', within: '9s' };

it('is undecided when the run is stopped before anybody wished', async () => {
  expect(await judged(started, { maxEvents: 100 })).toMatchObject({ verdict: 'undecided' });
});

describe('a wish with a window', () => {
  it('is wanted from where its window begins', async () => {
    expect(await judged({ ...crashed, within: '6s' })).toMatchObject({ verdict: 'held' });
    expect(await judged({ ...crashed, within: '2s' })).toMatchObject({
      verdict: 'violated',
      at: 7_000_000_000,
    });
  });

  it('is not overdue behind the end of its window, where it sees nothing', async () => {
    expect(await judged({ ...started, during: '5s..20s' })).toMatchObject({ verdict: 'held' });
    expect(await judged({ ...started, during: '5s..12s' })).toMatchObject({
      verdict: 'undecided',
    });
  });

  it('is not there if its reason comes outside of the window', async () => {
    expect(await judged({ ...started, during: '12s..16s' })).toMatchObject({ verdict: 'vacuous' });
  });

  it('sees what happens at the instants with which its window begins and ends', async () => {
    // The crash comes at 9.5 s, by itself.
    const at = (during: string) => judged({ event: 'crashed', during, within: '1s' });
    expect(await at('9s..9500ms')).toMatchObject({ verdict: 'held' });
    expect(await at('9500ms..20s')).toMatchObject({ verdict: 'held' });
    expect(await at('8s..9499ms')).toMatchObject({ verdict: 'violated' });
    const reason = (during: string) => judged({ ...started, during });
    expect(await reason('9500ms..20s')).toMatchObject({ verdict: 'held' });
    expect(await reason('5s..9500ms')).toMatchObject({ verdict: 'undecided' });
    expect(await reason('5s..9499ms')).toMatchObject({ verdict: 'vacuous' });
  });
});
