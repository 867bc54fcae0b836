import { describe, expect, it } from 'vitest';
import { compileSampler } from '../../../src/base/sampler/sampler.ts';
import { readDistribution } from '../../../src/base/schema/read.ts';
import { smallNames } from './small-names.ts';

const MS = 1_000_000;

describe('reading distributions', () => {
  it.each([
    ['5ms', { kind: 'constant', ns: 5 * MS }],
    [0, { kind: 'constant', ns: 0 }],
    ['1ms..3ms', { kind: 'uniform', lowNs: MS, highNs: 3 * MS }],
    ['same-az', { kind: 'constant', ns: 500_000 }],
    [
      { distribution: 'lognormal', p50: '1ms', p99: '8ms' },
      { kind: 'lognormal', p50Ns: MS, p99Ns: 8 * MS },
    ],
    [
      { distribution: 'exponential', mean: '4ms', min: '1ms', max: '1s' },
      { kind: 'exponential', meanNs: 4 * MS, minNs: MS, maxNs: 1000 * MS },
    ],
    [
      { distribution: 'pareto', min: '50ms', shape: 1.1, max: '30s' },
      { kind: 'pareto', shape: 1.1, minNs: 50 * MS, maxNs: 30_000 * MS },
    ],
    [
      { distribution: 'normal', mean: '5ms', deviation: '1ms' },
      { kind: 'normal', meanNs: 5 * MS, deviationNs: MS },
    ],
    [
      { distribution: 'weibull', scale: '2ms', shape: 1.5 },
      { kind: 'weibull', scaleNs: 2 * MS, shape: 1.5 },
    ],
    [
      { distribution: 'table', points: { p99: '9ms', p50: '1ms' } },
      {
        kind: 'table',
        points: [
          { q: 0.5, ns: MS },
          { q: 0.99, ns: 9 * MS },
        ],
      },
    ],
    [
      {
        mixture: [
          { weight: '91.22%', latency: '1ms..3ms' },
          { weight: '8.78%', distribution: 'exponential', mean: '4ms' },
        ],
        max: '1s',
      },
      {
        kind: 'mixture',
        parts: [
          { weightPpb: 912_200_000, of: { kind: 'uniform', lowNs: MS, highNs: 3 * MS } },
          { weightPpb: 87_800_000, of: { kind: 'exponential', meanNs: 4 * MS } },
        ],
        maxNs: 1000 * MS,
      },
    ],
  ])('reads form %#, and a sampler takes it', (written, expected) => {
    const { value, problems } = readDistribution(written, smallNames);
    expect(problems).toStrictEqual([]);
    expect(value).toStrictEqual(expected);
    expect(value && compileSampler(value).sample(0.5)).toBeGreaterThanOrEqual(0);
  });

  it.each([
    [5, 'E_MISSING_UNIT', []],
    ['3ms..1ms', 'E_QUANTITY', []],
    ['same-azz', 'E_UNKNOWN_DELAY', []],
    [['5ms'], 'E_TYPE', []],
    [{ p50: '1ms' }, 'E_MISSING_KEY', []],
    [{ distribution: 'lognorma', p50: '1ms', p99: '2ms' }, 'E_UNKNOWN_WORD', ['distribution']],
    [{ distribution: 'lognormal', p50: '1ms' }, 'E_MISSING_KEY', []],
    [{ distribution: 'lognormal', p50: '1ms', p999: '2ms' }, 'E_UNKNOWN_KEY', ['p999']],
    [{ distribution: 'lognormal', p50: '2ms', p99: '2ms' }, 'E_BOUND', ['p99']],
    [{ distribution: 'exponential', mean: 0 }, 'E_BOUND', ['mean']],
    [{ distribution: 'exponential', mean: '1ms', min: '2s', max: '1s' }, 'E_BOUND', ['max']],
    [{ distribution: 'pareto', min: '1ms', shape: 0 }, 'E_BOUND', ['shape']],
    [{ distribution: 'pareto', min: '1ms', shape: '2' }, 'E_TYPE', ['shape']],
    [{ distribution: 'table', points: {} }, 'E_BOUND', ['points']],
    [{ distribution: 'table', points: { p50: '2ms', p99: '1ms' } }, 'E_BOUND', ['points']],
    [{ mixture: '5ms' }, 'E_TYPE', ['mixture']],
    [{ mixture: [{ weight: '99%', latency: '1ms' }] }, 'E_SHARES', ['mixture']],
    [{ mixture: [{ latency: '1ms' }] }, 'E_MISSING_KEY', ['mixture', 0]],
    [{ mixture: [{ weight: '100%', latency: '1' }] }, 'E_MISSING_UNIT', ['mixture', 0, 'latency']],
    [{ mixture: [5] }, 'E_TYPE', ['mixture', 0]],
  ])('refuses %#', (written, code, path) => {
    const { value, problems } = readDistribution(written, smallNames);
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([{ code, path }]);
  });
});
