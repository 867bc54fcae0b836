import { describe, expect, it } from 'vitest';
import type { Value } from '../../../src/base/units.ts';
import type { ExampleRow } from '../../../src/library/checks/define.ts';
import { done } from '../../../src/library/checks/operations/example-rows.ts';
import { transactions } from '../../../src/library/checks/transactions.ts';
import { told } from '../../support/told.ts';

type Micro = readonly [what: string, key: string, value: Value];

function transact(client: string, from: number, ...micro: readonly Micro[]): ExampleRow {
  const answers = micro.map((one) => [...one]);
  const given = micro.map(([what, key, value]) => [what, key, what === 'r' ? null : value]);
  return done(
    client,
    [`${from}s`, `${from + 1}s`],
    'transact',
    { operations: given },
    { operations: answers },
  );
}

describe('transactions', () => {
  const skew = [
    transact('a', 1, ['r', 'x', null], ['append', 'y', 1]),
    transact('b', 1, ['r', 'y', null], ['append', 'x', 2]),
    transact('c', 3, ['r', 'x', [2]], ['r', 'y', [1]]),
  ];

  it('finds write skew, which snapshot isolation lets pass', () => {
    const found = told(transactions, skew, { model: 'serializable' });
    expect(found.verdict).toBe('violated');
    expect(found.why).toMatch(/^G2-item: .*\(T0: a, T1: b\)$/);
    expect(told(transactions, skew, { model: 'snapshot-isolation' }).verdict).toBe('held');
  });

  it('minds real time only where the model does', () => {
    const stale = [
      transact('a', 1, ['append', 'x', 1]),
      transact('b', 3, ['r', 'x', null]),
      transact('c', 5, ['r', 'x', [1]]),
    ];
    expect(told(transactions, stale).verdict).toBe('violated');
    expect(told(transactions, stale, { model: 'serializable' }).verdict).toBe('held');
  });

  it('judges registers as well', () => {
    const aborted: ExampleRow = {
      at: '1s',
      until: '2s',
      client: 'a',
      op: 'transact',
      body: { operations: [['w', 'x', 1]] },
      refused: 'conflict',
    };
    const rows = [aborted, transact('b', 3, ['r', 'x', 1])];
    const found = told(transactions, rows, { on: 'rw-register', model: 'read-committed' });
    expect(found.verdict).toBe('violated');
    expect(found.why).toMatch(/^G1a: /);
  });

  it('lets a transaction whose end nobody knows have happened, or not', () => {
    const unknown: ExampleRow = {
      at: '1s',
      client: 'a',
      op: 'transact',
      body: { operations: [['append', 'x', 1]] },
    };
    expect(told(transactions, [unknown, transact('b', 3, ['r', 'x', [1]])]).verdict).toBe('held');
    expect(told(transactions, [unknown, transact('b', 3, ['r', 'x', null])]).verdict).toBe('held');
  });

  it('knows a session again that went on after a transaction of which nobody heard', () => {
    const unheard: ExampleRow = {
      at: '5s',
      client: 'b',
      op: 'transact',
      body: { operations: [['r', 'y', null]] },
    };
    for (const on of ['list-append', 'rw-register'] as const) {
      const [put, shown] = on === 'list-append' ? (['append', [1]] as const) : (['w', 1] as const);
      const rows = [
        transact('a', 1, [put, 'x', 1]),
        transact('b', 3, ['r', 'x', shown]),
        unheard,
        transact('b', 7, ['r', 'x', on === 'list-append' ? [] : null]),
      ];
      const judged = (model: string) => told(transactions, rows, { on, model }).verdict;
      expect(judged('serializable')).toBe('held');
      expect(judged('strong-session-serializable')).toBe('violated');
    }
  });

  it('cannot read what is no list of micro-operations', () => {
    const found = told(transactions, [done('a', ['1s', '2s'], 'transact', { operations: 7 }, {})]);
    expect(found).toMatchObject({ verdict: 'undecided' });
    expect(told(transactions, [done('a', ['1s', '2s'], 'read', {})]).verdict).toBe('vacuous');
  });
});
