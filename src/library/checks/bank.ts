import {
  add,
  compare,
  fromDecimal,
  mul,
  type Ratio,
  ratio,
  toDecimal,
  zero,
} from '../../base/quantity/ratio.ts';
import { integer, oneOf, text } from '../../base/schema.ts';
import type { Value } from '../../base/units.ts';
import { type Asked, byKey, clientOf, operationsNamed, seenOf } from './operations/answered.ts';
import { defineCheck } from './define.ts';
import { done } from './operations/example-rows.ts';

/** Balances of a list or map of accounts; null for anything else. */
function balancesIn(answer: Value): readonly number[] | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const balances: readonly Value[] = Object.values(answer);
  const isNumber = (balance: Value): balance is number => typeof balance === 'number';
  return balances.every(isNumber) ? balances : null;
}

/** A number as its decimals say it: a tenth is a tenth, and not the double next to it. */
function asWritten(balance: number): Ratio {
  const [digits = '', exponent = '0'] = String(balance).split('e');
  const places = Number(exponent);
  const power = BigInt(`1${'0'.repeat(Math.abs(places))}`);
  const scale = places < 0 ? ratio(1n, power) : ratio(power);
  return mul(fromDecimal(digits) ?? zero, scale);
}

function sumOf(balances: readonly number[]): Ratio {
  const whole = balances.reduce((a, b) => a + Math.abs(b), 0);
  // Whole numbers that are added up exactly as they are.
  if (balances.every(Number.isSafeInteger) && Number.isSafeInteger(whole)) {
    return ratio(BigInt(balances.reduce((a, b) => a + b, 0)));
  }
  return balances.map(asWritten).reduce(add, zero);
}

/**
 * Money is moved, never made or lost, and every read sees all accounts at one moment. By the rules
 * of the bank test of Jepsen.
 */
export const bank = defineCheck({
  name: 'bank',
  summary: 'Every read of all accounts adds up to the same total, and no account is below zero.',
  property: 'safety',
  wholeHistory: true,
  config: {
    read: text('The operation that reads all balances, as a list or a map.').default('read'),
    total: integer(
      'What all accounts hold together; what the first read adds up to, if not given.',
    ).optional(),
    negative: oneOf(['allowed', 'forbidden'], 'Whether an account may be below zero.').default(
      'forbidden',
    ),
  },
  example: 'money-is-kept: { check: bank, of: transfers, read: balances, total: 300 }',
  histories: () => ({
    config: { total: 100 },
    held: [
      done('c1', ['1s', '3s'], 'transfer', { from: 'ali', to: 'bahar', amount: 30 }),
      done('c2', ['1s', '2s'], 'read', {}, { balances: { ali: 100, bahar: 0 } }),
      done('c2', ['4s', '5s'], 'read', {}, { balances: { ali: 70, bahar: 30 } }),
    ],
    violated: [
      done('c1', ['1s', '3s'], 'transfer', { from: 'ali', to: 'bahar', amount: 30 }),
      done('c2', ['1s', '2s'], 'read', {}, { balances: { ali: 70, bahar: 0 } }),
    ],
  }),

  watch(run, config) {
    run.atEnd(() => {
      const operations = run.operations();
      const { values } = operations.columns;
      /** What a read adds up to must be the total, or what the first one adds up to. */
      const judge = (read: Asked, total: Ratio | null, first: Asked | null): Ratio | null => {
        const balances = balancesIn(values.valueOf(read.output));
        if (balances === null) {
          run.undecided(`an answer of ${config.read} is no list or map of numbers`);
          return null;
        }
        const sum = sumOf(balances);
        if (total !== null) run.exercised();
        const because = seenOf(operations, [read]);
        const reader = clientOf(operations, read);
        if (total !== null && compare(sum, total) !== 0) {
          run.violated(
            `all accounts together hold ${toDecimal(sum)} when ${reader} reads them, not ${toDecimal(total)}`,
            ...seenOf(operations, first === null ? [read] : [first, read]),
          );
        }
        if (config.negative === 'forbidden' && balances.some((balance) => balance < 0)) {
          run.violated(`an account is below zero when ${reader} reads them`, ...because);
        }
        return sum;
      };
      for (const reads of byKey(operationsNamed(operations, config.read)).values()) {
        let total = config.total === undefined ? null : ratio(BigInt(config.total));
        let first: Asked | null = null;
        for (const read of reads.filter(({ isOk }) => isOk)) {
          const sum = judge(read, total, first);
          if (total !== null || sum === null) continue;
          total = sum;
          first = read;
        }
      }
    });
  },
});
