import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  compare,
  div,
  mul,
  type Ratio,
  ratio,
  sub,
  toDecimal,
  toNumber,
} from '../../../src/base/quantity/ratio.ts';
import {
  asNumber,
  compileFormula,
  evaluateConstant,
  parseFormula,
  plainOf,
  printTyped,
  type Typed,
  typedOf,
} from '../../../src/scenario/formula.ts';
import { readNumber } from '../../../src/scenario/formula/read-number.ts';
import { wholeRoot } from '../../../src/scenario/formula/square-root.ts';
import { ratioOfNumber } from '../../../src/scenario/formula/typed.ts';
import { isTextProblem } from '../../../src/scenario/diagnostics/text-problem.ts';

const seeded = { seed: 42 };

interface Sum {
  readonly text: string;
  readonly strength: number;
  /** Undefined: somewhere is a division by zero. */
  readonly value: Ratio | undefined;
}

function bracketed(sum: Sum, strength: number): string {
  return sum.strength < strength ? `(${sum.text})` : sum.text;
}

const operations = {
  '+': { strength: 1, compute: add },
  '-': { strength: 1, compute: sub },
  '*': { strength: 2, compute: mul },
  '/': { strength: 2, compute: div },
} as const;

function combined(sign: keyof typeof operations, left: Sum, right: Sum): Sum {
  const { strength, compute } = operations[sign];
  const text = `${bracketed(left, strength)} ${sign} ${bracketed(right, strength + 1)}`;
  const zero = sign === '/' && right.value?.numerator === 0n;
  const missing = left.value === undefined || right.value === undefined || zero;
  return { text, strength, value: missing ? undefined : compute(left.value, right.value) };
}

const { sum } = fc.letrec<{ sum: Sum; leaf: Sum; node: Sum }>((tie) => ({
  sum: fc.oneof({ maxDepth: 5 }, tie('leaf'), tie('node')),
  leaf: fc.tuple(fc.nat(999), fc.nat(3)).map(([digits, places]) => {
    const value = ratio(BigInt(digits), BigInt(`1${'0'.repeat(places)}`));
    return { text: toDecimal(value) ?? '', strength: 3, value };
  }),
  node: fc
    .tuple(fc.constantFrom('+', '-', '*', '/'), tie('sum'), tie('sum'))
    .map(([sign, left, right]) => combined(sign, left, right)),
}));

function constant(text: string): Typed | undefined {
  const parsed = parseFormula(text);
  if (isTextProblem(parsed)) throw new Error(`${text}: ${parsed.message}`);
  const result = evaluateConstant(parsed.ast, new Map());
  return isTextProblem(result) ? undefined : result;
}

describe('arithmetic', () => {
  test('is exact, with the usual precedence, to the left', () => {
    fc.assert(
      fc.property(sum, ({ text, value }) => {
        const result = constant(text);
        expect(result === undefined ? undefined : asNumber(result)).toStrictEqual(value);
      }),
      { ...seeded, numRuns: 1000 },
    );
  });

  test('a result that is written down reads back as the same value', () => {
    const kinds = ['s', 'ms', '%', '/s', '/h', 'ppm', 'KiB', 'Mbit/s', 'x', 'GB/s'];
    fc.assert(
      fc.property(fc.nat(10_000), fc.constantFrom(...kinds), fc.nat(50), (digits, unit, times) => {
        const result = constant(`${digits}${unit} * ${times} / 8`);
        const text = constant(printTyped(result ?? typedOf('')));
        expect(text === undefined ? undefined : plainOf(text)).toBe(result && plainOf(result));
      }),
      seeded,
    );
  });

  test('the square root is the nearest whole one', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 60n }), (value) => {
        const root = wholeRoot(value);
        expect(root * root <= value && (root + 1n) * (root + 1n) > value).toBe(true);
      }),
      seeded,
    );
  });

  test('a number of JavaScript is read as it is written', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const exact = ratioOfNumber(value);
        expect(exact && Number(toDecimal(exact))).toBe(value === 0 ? 0 : value);
      }),
      seeded,
    );
  });
});

describe('numbers read from a run', () => {
  const quotient = fc
    .tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 1, max: 1_000_000 }))
    .map(([top, bottom]) => ratio(BigInt(top), BigInt(bottom)));

  test('a quotient that became a double comes back exactly', () => {
    fc.assert(
      fc.property(quotient, (exact) => {
        expect(readNumber(toNumber(exact))).toStrictEqual(exact);
      }),
      { ...seeded, numRuns: 1000 },
    );
  });

  test('what is read has the double as its nearest one', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const exact = readNumber(value);
        expect(exact && toNumber(exact)).toBe(value === 0 ? 0 : value);
      }),
      seeded,
    );
    expect(readNumber(Infinity)).toBeUndefined();
  });

  test('are compared alike the quick way and the exact way', () => {
    const sign = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
    const names = new Map([['x', 'number' as const]]);
    const judge = (text: string, value: number): unknown => {
      const parsed = parseFormula(text);
      if (isTextProblem(parsed)) throw new Error(parsed.message);
      const formula = compileFormula(parsed.ast, new Map(), names);
      if (isTextProblem(formula)) throw new Error(formula.message);
      return formula.evaluate(() => value);
    };
    const near = fc
      .tuple(quotient, quotient, fc.boolean())
      .map(([a, b, same]) => [a, same ? a : b] as const);
    fc.assert(
      fc.property(near, sign, ([exact, limit], comparison) => {
        const order = compare(exact, limit);
        const truth = {
          '=': order === 0,
          '!=': order !== 0,
          '<': order < 0,
          '<=': order <= 0,
          '>': order > 0,
          '>=': order >= 0,
        };
        const written = `${limit.numerator < 0n ? '- ' : ''}${String(limit.numerator).replace('-', '')} / ${limit.denominator}`;
        expect(judge(`x ${comparison} ${written}`, toNumber(exact))).toBe(truth[comparison]);
        expect(judge(`${written} - x ${comparison} 0`, toNumber(exact))).toBe(
          {
            '=': order === 0,
            '!=': order !== 0,
            '<': order > 0,
            '<=': order >= 0,
            '>': order < 0,
            '>=': order <= 0,
          }[comparison],
        );
      }),
      { ...seeded, numRuns: 1000 },
    );
  });
});

describe('robustness', () => {
  test('any text is read or refused with a place inside it, and nothing is thrown', () => {
    const pieces = fc.constantFrom(
      '$a',
      'x',
      '3',
      '3s',
      '5%',
      '"t"',
      '+',
      '-',
      ' - ',
      '(',
      ')',
      ',',
      '=',
      '<',
      ' if ',
      ' else ',
      ' and ',
      ' or ',
      'not ',
      'min(',
      'sqrt(',
      ' ',
      '..',
      '"',
      '۵',
      '*',
      '/',
    );
    const text = fc.oneof(
      fc.array(pieces, { maxLength: 12 }).map((all) => all.join('')),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    fc.assert(
      fc.property(text, (written) => {
        const parsed = parseFormula(written);
        const answer = isTextProblem(parsed)
          ? parsed
          : evaluateConstant(parsed.ast, new Map([['a', typedOf('2s')]]));
        if (!isTextProblem(answer)) return;
        expect(answer.offset).toBeGreaterThanOrEqual(0);
        expect(answer.offset + answer.length).toBeLessThanOrEqual(written.length);
        expect(answer.message).not.toBe('');
      }),
      { ...seeded, numRuns: 3000 },
    );
  });
});
