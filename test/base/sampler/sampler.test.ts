import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compileSampler,
  type Distribution,
  printDistribution,
} from '../../../src/base/sampler/sampler.ts';

const MS = 1_000_000;
const exponential: Distribution = { kind: 'exponential', meanNs: 4 * MS };
const normal: Distribution = { kind: 'normal', meanNs: 50 * MS, deviationNs: 5 * MS };
const lognormal: Distribution = { kind: 'lognormal', p50Ns: MS, p99Ns: 20 * MS };
const pareto: Distribution = { kind: 'pareto', minNs: 3 * MS, shape: 3.35 };
const weibull: Distribution = { kind: 'weibull', scaleNs: 2 * MS, shape: 1.5 };
const table: Distribution = {
  kind: 'table',
  points: [
    { q: 0.5, ns: MS },
    { q: 0.99, ns: 20 * MS },
    { q: 0.999, ns: 200 * MS },
  ],
};
const mixture: Distribution = {
  kind: 'mixture',
  parts: [
    { weightPpb: 912_200_000, of: pareto },
    { weightPpb: 87_800_000, of: exponential },
  ],
};
const simple: readonly [string, Distribution][] = [
  ['constant', { kind: 'constant', ns: 5 * MS }],
  ['uniform', { kind: 'uniform', lowNs: MS, highNs: 3 * MS }],
  ['exponential', exponential],
  ['normal', normal],
  ['lognormal', lognormal],
  ['pareto', pareto],
  ['weibull', weibull],
  ['table', table],
];
const all: readonly [string, Distribution][] = [...simple, ['mixture', mixture]];

/** Quantile functions by the text book, on the built-in functions. */
const textBook: readonly [string, Distribution, (u: number) => number][] = [
  ['exponential', exponential, (u) => -4 * MS * Math.log1p(-u)],
  ['pareto', pareto, (u) => 3 * MS * (1 - u) ** (-1 / 3.35)],
  ['weibull', weibull, (u) => 2 * MS * (-Math.log1p(-u)) ** (1 / 1.5)],
];
const Z = new Map([
  [0.5, 0],
  [0.9, 1.2815515655446004],
  [0.99, 2.3263478740408408],
  [0.999, 3.090232306167813],
  [0.9999, 3.719016485455709],
]);
/** One point in each of 200,000 equal strata, so that means converge fast. */
const uniforms = Array.from({ length: 200_000 }, (_, i) => (i + 0.5) / 200_000);

describe('samplers', () => {
  it('are made once for a distribution, however many runs ask for it', () => {
    const distribution = { kind: 'exponential', meanNs: 1_000_000 } as const;
    expect(compileSampler(distribution)).toBe(compileSampler(distribution));
  });

  it.each(textBook)('%s has its quantiles, far into the tail', (_name, distribution, quantile) => {
    const sampler = compileSampler(distribution);
    for (const u of [
      0.001,
      0.01,
      0.1,
      0.25,
      0.5,
      0.9,
      0.99,
      0.995,
      0.997,
      0.999,
      0.9999,
      0.999999,
      1 - 2 ** -40,
    ]) {
      expect(Math.abs(sampler.sample(u) / quantile(u) - 1), `at ${u}`).toBeLessThan(2e-4);
    }
  });

  it('normal and lognormal have their quantiles, and the p50 and p99 that were asked for', () => {
    for (const [u, z] of Z) {
      const bell = compileSampler(normal).sample(u);
      const skewed = compileSampler(lognormal).sample(u);
      expect(Math.abs(bell / (50 * MS + 5 * MS * z) - 1)).toBeLessThan(2e-4);
      expect(Math.abs(skewed / (MS * 20 ** (z / 2.3263478740408408)) - 1)).toBeLessThan(2e-4);
    }
  });

  it('tables go through their points and end at the last', () => {
    const sampler = compileSampler(table);
    expect([0.5, 0.99, 0.999, 0.9999].map((u) => sampler.sample(u))).toEqual([
      MS,
      20 * MS,
      200 * MS,
      200 * MS,
    ]);
    const whole = compileSampler({
      kind: 'table',
      points: [
        { q: 0, ns: 10 },
        { q: 1, ns: 1_000_010 },
      ],
    });
    expect(whole.sample(0.25)).toBe(250_010);
    expect([whole.minNs, whole.maxNs]).toEqual([10, 1_000_010]);
  });

  it.each<[string, Distribution, number]>([
    ['exponential', exponential, 4 * MS],
    ['normal', normal, 50 * MS],
    ['lognormal', lognormal, MS * Math.exp((Math.log(20) / 2.3263478740408408) ** 2 / 2)],
    ['pareto', pareto, (3 * MS * 3.35) / 2.35],
    ['weibull', weibull, 2 * MS * 0.9027452929509336],
    ['uniform', { kind: 'uniform', lowNs: MS, highNs: 3 * MS }, 2 * MS],
    ['mixture', mixture, 0.9122 * ((3 * MS * 3.35) / 2.35) + 0.0878 * 4 * MS],
  ])('%s has the mean of its formula, and so have its draws', (_name, distribution, mean) => {
    const sampler = compileSampler(distribution);
    expect(Math.abs(sampler.meanNs / mean - 1)).toBeLessThan(1e-4);
    const sum = uniforms.reduce((total, u) => total + sampler.sample(u), 0);
    expect(Math.abs(sum / uniforms.length / mean - 1)).toBeLessThan(2e-3);
  });

  it.each(simple)('%s rises with u', (_name, distribution) => {
    const sampler = compileSampler(distribution);
    let before = -1;
    for (let i = 0; i < 4096 * 16; i += 1) {
      const ns = sampler.sample(i / 65_536);
      if (ns < before) expect.fail(`${ns} after ${before} at ${i / 65_536}`);
      before = ns;
    }
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1 - 2 ** -53, noNaN: true }),
        fc.double({ min: 0, max: 1 - 2 ** -53, noNaN: true }),
        (u, v) => {
          expect(sampler.sample(Math.min(u, v))).toBeLessThanOrEqual(
            sampler.sample(Math.max(u, v)),
          );
        },
      ),
      { seed: 42, numRuns: 2000 },
    );
  });

  it.each(all)('%s yields whole nanoseconds within its bounds', (_name, distribution) => {
    for (const d of [distribution, { ...distribution, maxNs: 4 * MS }]) {
      const sampler = compileSampler(d);
      for (const u of [
        0,
        5e-324,
        1e-9,
        1 / 4096,
        0.3,
        0.5,
        0.912_2,
        0.95,
        0.9961,
        0.9999,
        1 - 2 ** -53,
      ]) {
        const ns = sampler.sample(u);
        expect(Number.isSafeInteger(ns) && ns >= 0, `${ns} at ${u}`).toBe(true);
        expect(ns).toBeGreaterThanOrEqual(sampler.minNs);
        expect(ns).toBeLessThanOrEqual(sampler.maxNs);
      }
    }
  });

  it('uniform includes both ends, each as likely as the rest', () => {
    const dice = compileSampler({ kind: 'uniform', lowNs: 1, highNs: 6 });
    const counts = new Map<number, number>();
    for (let i = 0; i < 6000; i += 1) {
      const eyes = dice.sample((i + 0.5) / 6000);
      counts.set(eyes, (counts.get(eyes) ?? 0) + 1);
    }
    expect([...counts]).toEqual([1, 2, 3, 4, 5, 6].map((eyes) => [eyes, 1000]));
    expect(compileSampler({ kind: 'uniform', lowNs: 7, highNs: 7 }).sample(0.9)).toBe(7);
  });

  it('min shifts every draw, max cuts those above', () => {
    const plain = compileSampler(exponential);
    const bounded = compileSampler({ ...exponential, minNs: MS, maxNs: 6 * MS });
    for (const u of [0, 0.2, 0.5, 0.7, 0.9, 0.9999]) {
      expect(bounded.sample(u)).toBe(Math.min(plain.sample(u) + MS, 6 * MS));
    }
    expect([bounded.minNs, bounded.maxNs]).toEqual([MS, 6 * MS]);
    // E[min(X, c)] of an exponential is mean * (1 - e^(-c / mean)).
    expect(Math.abs(bounded.meanNs / (MS + 4 * MS * (1 - Math.exp(-5 / 4))) - 1)).toBeLessThan(
      1e-4,
    );
    const cutMixture = compileSampler({ ...mixture, maxNs: 3 * MS });
    expect(cutMixture.maxNs).toBe(3 * MS);
    expect(cutMixture.meanNs).toBeLessThanOrEqual(3 * MS);
  });

  it('mixtures split one number among their parts by weight', () => {
    const two = compileSampler({
      kind: 'mixture',
      parts: [
        { weightPpb: 990_000_000, of: { kind: 'constant', ns: 2 } },
        { weightPpb: 0, of: { kind: 'constant', ns: 9 } },
        { weightPpb: 10_000_000, of: { kind: 'uniform', lowNs: 100, highNs: 199 } },
      ],
    });
    expect([0, 0.5, 0.9899, 0.99, 0.995, 1 - 2 ** -53].map((u) => two.sample(u))).toEqual([
      2, 2, 2, 100, 150, 199,
    ]);
    const parts = compileSampler(mixture);
    expect(parts.sample(0.9122 / 2)).toBe(compileSampler(pareto).sample(0.5));
  });

  it('says that a tail may be too heavy for a mean, until it is cut', () => {
    const heavy: Distribution = { kind: 'pareto', minNs: 50 * MS, shape: 1 };
    expect(compileSampler(heavy).meanNs).toBe(Infinity);
    expect(compileSampler(heavy).sample(1 - 2 ** -53)).toBe(Number.MAX_SAFE_INTEGER);
    // E[min(X, c)] = m * (1 + ln(c / m)) for shape 1.
    expect(
      Math.abs(
        compileSampler({ ...heavy, maxNs: 5000 * MS }).meanNs / (50 * MS * (1 + Math.log(100))) - 1,
      ),
    ).toBeLessThan(1e-4);
  });

  it('has a fingerprint of its parameters, always the same', () => {
    const prints = all.map(([, distribution]) => compileSampler(distribution).fingerprint);
    expect(new Set(prints).size).toBe(all.length);
    expect(compileSampler({ ...exponential, maxNs: MS }).fingerprint).not.toBe(
      compileSampler(exponential).fingerprint,
    );
    expect(prints).toMatchInlineSnapshot(`
      [
        "f4d1cc32e819cc71",
        "42e8099b9fa170d2",
        "2b9fd95e39a81891",
        "bb4594df478a2bc7",
        "ab3b6e47c3e3e3cd",
        "fe2355b2d5652d1f",
        "4678ee4af7dd5d2a",
        "ecd677398f4578df",
        "b139fb82bebc796a",
      ]
    `);
  });

  it('refuses parameters that make no sense', () => {
    const bad: readonly [Distribution, string][] = [
      [{ kind: 'constant', ns: 1.5 }, 'whole number of nanoseconds'],
      [{ kind: 'uniform', lowNs: 3, highNs: 1 }, 'cannot be below'],
      [{ kind: 'lognormal', p50Ns: 5, p99Ns: 4 }, 'p99'],
      [{ kind: 'lognormal', p50Ns: 0, p99Ns: 4 }, 'must be above 0'],
      [{ kind: 'pareto', minNs: 5, shape: 0 }, 'must be above 0'],
      [
        { kind: 'normal', meanNs: 5, deviationNs: -1 },
        'deviationNs (normal distribution) must be a whole',
      ],
      [{ kind: 'exponential', meanNs: NaN }, 'not NaN'],
      [{ kind: 'table', points: [] }, 'at least one point'],
      [
        {
          kind: 'table',
          points: [
            { q: 0.9, ns: 1 },
            { q: 0.5, ns: 2 },
          ],
        },
        'must rise',
      ],
      [
        {
          kind: 'table',
          points: [
            { q: 0.5, ns: 2 },
            { q: 0.9, ns: 1 },
          ],
        },
        'cannot fall',
      ],
      [{ kind: 'mixture', parts: [{ weightPpb: 999_999_999, of: exponential }] }, 'exactly 100%'],
      [{ kind: 'exponential', meanNs: 5, minNs: -1 }, 'minNs (exponential distribution)'],
    ];
    for (const [distribution, problem] of bad)
      expect(() => compileSampler(distribution), problem).toThrow(problem);
  });

  it('prints in a few words', () => {
    expect(all.map(([, distribution]) => printDistribution(distribution))).toEqual([
      '5ms',
      '1ms..3ms',
      'exponential, mean 4ms',
      'normal, mean 50ms, deviation 5ms',
      'lognormal, p50 1ms, p99 20ms',
      'pareto, min 3ms, shape 3.35',
      'weibull, scale 2ms, shape 1.5',
      'table, p50 1ms, p99 20ms, p99.9 200ms',
      '91.22% (pareto, min 3ms, shape 3.35) + 8.78% (exponential, mean 4ms)',
    ]);
    expect(printDistribution({ ...exponential, minNs: MS, maxNs: 30_000 * MS })).toBe(
      'exponential, mean 4ms, plus 1ms, at most 30s',
    );
  });
});
