import { expect, it } from 'vitest';
import { Draws } from '../../../src/base/draw/draw.ts';
import { KeyedRandom } from '../../../src/base/draw/random.ts';
import { transactions } from '../../../src/library/workloads/transactions.ts';

interface Transaction {
  readonly operations: readonly (readonly [string, string, unknown])[];
}

function played(config: object, count = 200): Transaction[] {
  return Array.from({ length: count }, (_, n) => {
    const random = new KeyedRandom(new Draws('42').stream('c'), () => n);
    const context = {
      served: {},
      pickOp: () => 'transact',
      pickKey: (from: typeof random) => `k${from.for('key').integer(1, 3)}`,
      ownNumber: (number: number) => number,
      ownText: (id: string, nth: number) => `${id}#${nth}`,
    };
    const client = { id: 'c', index: 1, count: 2, random };
    const made = transactions.next(client, n, config, context);
    return made?.body as Transaction;
  });
}

const config = { on: 'list-append', most: 4, field: 'operations' };

it('makes transactions of all lengths, on several keys each', () => {
  const made = played(config);
  expect(new Set(made.map(({ operations }) => operations.length))).toEqual(new Set([1, 2, 3, 4]));
  const keysOf = ({ operations }: Transaction): number =>
    new Set(operations.map(([, key]) => key)).size;
  expect(Math.max(...made.map(keysOf))).toBe(3);
});

it('reads and writes, and writes no value twice', () => {
  const micro = played(config).flatMap(({ operations }) => operations);
  expect(new Set(micro.map(([what]) => what))).toEqual(new Set(['r', 'append']));
  const values = micro.filter(([what]) => what === 'append').map(([, , value]) => value);
  expect(new Set(values).size).toBe(values.length);
  expect(micro.filter(([what, , value]) => what === 'r' && value !== null)).toEqual([]);
});

it('overwrites registers where that is asked', () => {
  const micro = played({ ...config, on: 'rw-register' }).flatMap(({ operations }) => operations);
  expect(new Set(micro.map(([what]) => what))).toEqual(new Set(['r', 'w']));
});
