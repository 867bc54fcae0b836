import { expect, it } from 'vitest';
import { Draws } from '../../src/base/draw/draw.ts';
import { compileSampler, type Distribution } from '../../src/base/sampler/sampler.ts';

const MS = 1_000_000;

/** Abramowitz and Stegun 7.1.26: exact to 1.5e-7. */
function normalCdf(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const [a, b, c, d, e] = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429];
  const erf = 1 - ((((e * t + d) * t + c) * t + b) * t + a) * t * Math.exp(-x * x);
  return z < 0 ? (1 - erf) / 2 : (1 + erf) / 2;
}

/** Between its points a table is straight over -ln(1 - q), as an exponential tail is; to the end over q. */
function tableLaw(ns: number): number {
  const x = ns / MS;
  if (x < 10) return 1 - Math.exp((-x / 10) * Math.LN2);
  if (x < 20) return 1 - Math.exp(-Math.LN2 - ((x - 10) / 10) * Math.log(5));
  return Math.min(1, 0.9 + (0.1 * (x - 20)) / 40);
}

/** The share of draws up to a length, by the text book. */
const laws: readonly [string, Distribution, (ns: number) => number][] = [
  ['uniform', { kind: 'uniform', lowNs: MS, highNs: 3 * MS }, (x) => (x - MS) / (2 * MS)],
  ['exponential', { kind: 'exponential', meanNs: 4 * MS }, (x) => 1 - Math.exp(-x / (4 * MS))],
  [
    'normal',
    { kind: 'normal', meanNs: 50 * MS, deviationNs: 5 * MS },
    (x) => normalCdf((x - 50 * MS) / (5 * MS)),
  ],
  [
    'lognormal',
    { kind: 'lognormal', p50Ns: MS, p99Ns: 20 * MS },
    (x) => normalCdf((Math.log(x / MS) / Math.log(20)) * 2.3263478740408408),
  ],
  ['pareto', { kind: 'pareto', minNs: 3 * MS, shape: 3.35 }, (x) => 1 - (x / (3 * MS)) ** -3.35],
  [
    'weibull',
    { kind: 'weibull', scaleNs: 2 * MS, shape: 1.5 },
    (x) => 1 - Math.exp(-((x / (2 * MS)) ** 1.5)),
  ],
  [
    'table',
    {
      kind: 'table',
      points: [
        { q: 0.5, ns: 10 * MS },
        { q: 0.9, ns: 20 * MS },
        { q: 1, ns: 60 * MS },
      ],
    },
    tableLaw,
  ],
  [
    'mixture',
    {
      kind: 'mixture',
      parts: [
        { weightPpb: 700_000_000, of: { kind: 'exponential', meanNs: 4 * MS } },
        { weightPpb: 300_000_000, of: { kind: 'uniform', lowNs: 2 * MS, highNs: 9 * MS } },
      ],
    },
    (x) =>
      0.7 * (1 - Math.exp(-x / (4 * MS))) + 0.3 * Math.min(1, Math.max(0, (x - 2 * MS) / (7 * MS))),
  ],
];

it.each(laws)('keyed draws of a %s are of its distribution (Kolmogorov and Smirnov)', (...row) => {
  const [name, distribution, law] = row;
  const count = 50_000;
  const sampler = compileSampler(distribution);
  const stream = new Draws('1').stream(`link ${name}`);
  // As of messages that are sent every millisecond.
  const drawn = Array.from({ length: count }, (_, n) => sampler.sample(stream.at(2, n * MS, 0, 0)));
  drawn.sort((a, b) => a - b);
  const apart = drawn.map((ns, n) =>
    Math.max(Math.abs(law(ns) - n / count), Math.abs(law(ns) - (n + 1) / count)),
  );
  // Exceeded by one sample of a hundred whose law it is.
  expect(Math.max(...apart.slice(0, 25_000), ...apart.slice(25_000))).toBeLessThan(
    1.63 / Math.sqrt(count),
  );
});
