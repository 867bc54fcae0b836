import { describe, expect, it } from 'vitest';
import { Draws, hashText } from '../../../src/base/draw/draw.ts';
import * as kernels from '../../../src/base/kernels.ts';
import { highWord, lowWord } from '../../../src/base/kernels/float-bits.ts';

const bits = new BigInt64Array(1);
const double = new Float64Array(bits.buffer);

/** The place of a double in the order of all doubles. */
function place(value: number): bigint {
  double[0] = value;
  const raw = bits[0] ?? 0n;
  return raw < 0n ? -(raw & 0x7fffffffffffffffn) : raw;
}

/** How many doubles lie between two values. */
function ulps(a: number, b: number): number {
  if (a !== a || b !== b) return a !== a && b !== b ? 0 : Infinity;
  const distance = place(a) - place(b);
  return Number(distance < 0n ? -distance : distance);
}

type Unary = (x: number) => number;
const stream = new Draws('42').stream('kernel inputs');
const COUNT = 4000;

function spread(low: number, high: number): number[] {
  return Array.from({ length: COUNT }, (_, i) => low + stream.at(1, i, 0, 0) * (high - low));
}

/** Both signs, exponents spread evenly. */
function scales(low: number, high: number): number[] {
  return Array.from({ length: COUNT }, (_, i) => {
    const size = 2 ** (low + stream.at(2, i, 0, 0) * (high - low));
    return stream.at(3, i, 0, 0) < 0.5 ? -size : size;
  });
}

function positive(values: number[]): number[] {
  return values.map(Math.abs);
}

const angles = [...spread(-10, 10), ...scales(-30, 20), ...scales(20, 1023)];
const cases: readonly [string, Unary, Unary, number[]][] = [
  ['log', kernels.log, Math.log, [...positive(scales(-1074, 1023)), ...spread(0.5, 2)]],
  ['log2', kernels.log2, Math.log2, [...positive(scales(-1074, 1023)), ...spread(0.5, 2)]],
  ['log10', kernels.log10, Math.log10, [...positive(scales(-1074, 1023)), ...spread(0.5, 2)]],
  [
    'log1p',
    kernels.log1p,
    Math.log1p,
    [...positive(scales(-60, 1000)), ...spread(-1, 1), ...scales(-60, -1)],
  ],
  ['exp', kernels.exp, Math.exp, [...spread(-745, 709.7), ...scales(-30, 3)]],
  ['expm1', kernels.expm1, Math.expm1, [...spread(-50, 709), ...scales(-60, 3)]],
  ['sin', kernels.sin, Math.sin, angles],
  ['cos', kernels.cos, Math.cos, angles],
  ['tan', kernels.tan, Math.tan, angles],
  ['asin', kernels.asin, Math.asin, [...spread(-1, 1), ...scales(-40, 0)]],
  ['acos', kernels.acos, Math.acos, spread(-1, 1)],
  ['atan', kernels.atan, Math.atan, [...scales(-40, 60), ...spread(-5, 5)]],
  ['sinh', kernels.sinh, Math.sinh, [...spread(-710.4, 710.4), ...scales(-30, 4)]],
  ['cosh', kernels.cosh, Math.cosh, [...spread(-710.4, 710.4), ...scales(-30, 4)]],
  ['tanh', kernels.tanh, Math.tanh, scales(-30, 5)],
  ['cbrt', kernels.cbrt, Math.cbrt, scales(-1074, 1023)],
];
const special = [
  0,
  -0,
  1,
  -1,
  Infinity,
  -Infinity,
  NaN,
  5e-324,
  -5e-324,
  2.3e-308,
  Number.MAX_VALUE,
  0.5,
  2,
  -2,
  3,
  -3,
  -0.5,
  1e300,
  1023,
  -1074,
  1024,
];

describe('accuracy against the built-in functions', () => {
  it.each(cases)('%s is within 2 units in the last place', (_name, own, builtIn, inputs) => {
    let worst = { ulps: 0, x: 0 };
    for (const x of inputs) {
      const distance = ulps(own(x), builtIn(x));
      if (distance > worst.ulps) worst = { ulps: distance, x };
    }
    expect(worst.ulps, `at ${worst.x}`).toBeLessThanOrEqual(2);
  });

  it.each(cases)('%s treats zeros, infinities and NaN alike', (_name, own, builtIn) => {
    for (const x of special) {
      expect(ulps(own(x), builtIn(x)), `at ${x}`).toBeLessThanOrEqual(1);
      if (builtIn(x) === 0)
        expect(Object.is(own(x), builtIn(x)), `sign of zero at ${x}`).toBe(true);
    }
  });

  it('pow, atan2 and hypot agree too', () => {
    const pairs: readonly [
      string,
      (a: number, b: number) => number,
      (a: number, b: number) => number,
    ][] = [
      ['pow', kernels.pow, Math.pow],
      ['atan2', kernels.atan2, Math.atan2],
      ['hypot', kernels.hypot, Math.hypot],
    ];
    const xs = scales(-20, 20);
    const ys = spread(-60, 60);
    for (const [name, own, builtIn] of pairs) {
      xs.forEach((x, i) => {
        const y = ys[i] ?? 1;
        const first = name === 'pow' ? Math.abs(x) : x;
        expect(
          ulps(own(first, y), builtIn(first, y)),
          `${name}(${first}, ${y})`,
        ).toBeLessThanOrEqual(2);
      });
      for (const x of special) {
        for (const y of special) {
          const [got, wanted] = [own(x, y), builtIn(x, y)];
          expect(ulps(got, wanted), `${name}(${x}, ${y})`).toBeLessThanOrEqual(1);
          if (wanted === 0)
            expect(Object.is(got, wanted), `sign of ${name}(${x}, ${y})`).toBe(true);
        }
      }
    }
  });

  it('is exact where the result is a double', () => {
    for (let n = 0; n <= 22; n += 1) {
      const power = Number(`1e${n}`);
      expect(kernels.pow(10, n)).toBe(power);
      expect(kernels.log10(power)).toBe(n);
    }
    for (let n = -1074; n <= 1023; n += 1) expect(kernels.log2(2 ** n)).toBe(n);
    for (let n = 0; n < 1000; n += 1) {
      expect(kernels.cbrt(n * n * n)).toBe(n);
      expect(kernels.pow(n, 3)).toBe(n * n * n);
      expect(kernels.pow(-n - 1, 3)).toBe(-((n + 1) ** 3));
    }
    expect(kernels.pow(1.5, 8)).toBe(25.62890625);
    expect(kernels.hypot(3, 4)).toBe(5);
    expect(kernels.hypot()).toBe(0);
  });
});

describe('the inverse normal distribution', () => {
  it('has the published quantiles', () => {
    const published: readonly [number, number][] = [
      [0.5, 0],
      [0.75, 0.6744897501960817],
      [0.9, 1.2815515655446004],
      [0.975, 1.959963984540054],
      [0.99, 2.3263478740408408],
      [0.999, 3.090232306167813],
      [1e-10, -6.361340902404056],
      [1e-20, -9.262340089798408],
    ];
    for (const [p, z] of published) expect(kernels.inverseNormal(p)).toBeCloseTo(z, 13);
    expect([0, 1, -0.1, 1.1].map(kernels.inverseNormal)).toEqual([-Infinity, Infinity, NaN, NaN]);
  });

  it('undoes the distribution function', () => {
    // The upper tail as a continued fraction (Laplace), which converges fast for z >= 2.5.
    const tail = (z: number): number => {
      let fraction = z;
      for (let k = 400; k >= 1; k -= 1) fraction = z + k / fraction;
      return Math.exp(-0.5 * z * z) / (fraction * Math.sqrt(2 * Math.PI));
    };
    for (let z = 2.5; z < 35; z += 0.37) {
      expect(Math.abs(-kernels.inverseNormal(tail(z)) / z - 1), `at ${z}`).toBeLessThan(1e-14);
    }
    for (const p of positive(scales(-60, -1.01))) {
      if (p > 2 ** -50)
        expect(kernels.inverseNormal(1 - p)).toBe(-kernels.inverseNormal(1 - (1 - p)));
    }
  });
});

describe('identity', () => {
  it('gives the same bits as ever', () => {
    // Made by exact operations only; NaN is named, since its bits differ between processors.
    const inputs = [...spread(0, 1), ...spread(-9, 9), ...spread(-700, 700), ...spread(-1e9, 1e9)];
    const fingerprint = (own: Unary): string => {
      let words = '';
      for (const x of inputs) {
        const value = own(x);
        words += value === value ? `${highWord(value)}.${lowWord(value)},` : 'NaN,';
      }
      return hashText(words).toString(16);
    };
    const seen = cases.map(([name, own]) => `${name} ${fingerprint(own)}`);
    seen.push(`inverseNormal ${fingerprint(kernels.inverseNormal)}`);
    seen.push(`pow ${fingerprint((x) => kernels.pow(Math.abs(x) + 0.25, 3.7))}`);
    seen.push(`atan2 ${fingerprint((x) => kernels.atan2(x, 3 - x))}`);
    expect(seen).toMatchInlineSnapshot(`
      [
        "log 8012571e",
        "log2 3a268f3d",
        "log10 77071115",
        "log1p 2f407ca6",
        "exp 4b49e7a9",
        "expm1 5cb5dfa0",
        "sin 52419761",
        "cos 7c6781bf",
        "tan e089b357",
        "asin a26fc2d0",
        "acos b7ec514b",
        "atan ab3b37e2",
        "sinh e3fa5119",
        "cosh 276a749d",
        "tanh 26b33e32",
        "cbrt 821d1216",
        "inverseNormal 134d96db",
        "pow 2667b66d",
        "atan2 d7a39bed",
      ]
    `);
  });
});
