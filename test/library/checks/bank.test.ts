import { describe, expect, it } from 'vitest';
import type { ExampleRow } from '../../../src/library/checks/define.ts';
import { bank } from '../../../src/library/checks/bank.ts';
import { done } from '../../../src/library/checks/operations/example-rows.ts';
import { judgeHistory } from '../../support/example-history.ts';
import { told } from '../../support/told.ts';

function look(from: number, balances: number[]): ExampleRow {
  return done('b', [`${from}s`, `${from + 1}s`], 'read', {}, { balances });
}

describe('bank', () => {
  it('is violated when money is made or lost', () => {
    expect(told(bank, [look(1, [50, 40])], { total: 100 })).toMatchObject({
      verdict: 'violated',
      why: 'all accounts together hold 90 when b reads them, not 100',
    });
  });

  it('takes the first read for the total when none is given', () => {
    expect(told(bank, [look(1, [50, 50]), look(3, [60, 40])]).verdict).toBe('held');
    expect(told(bank, [look(1, [50, 50]), look(3, [60, 60])]).verdict).toBe('violated');
    expect(told(bank, [look(1, [50, 50])]).verdict).toBe('vacuous');
  });

  it('shows the read that the total was taken from', () => {
    const rows = [look(1, [50, 50]), look(3, [50, 50]), look(5, [50, 40])];
    const histories = { held: [], violated: [] };
    const shown = (config: object) =>
      judgeHistory(bank, { ...histories, config: { ...config } }, rows).witness?.events.map(
        ({ at }) => at / 1e9,
      );
    expect(shown({})).toEqual([2, 6]);
    expect(shown({ total: 100 })).toEqual([6]);
  });

  it('is violated by an account below zero, unless that is allowed', () => {
    const rows = [look(1, [110, -10])];
    expect(told(bank, rows, { total: 100 }).why).toBe('an account is below zero when b reads them');
    expect(told(bank, rows, { total: 100, negative: 'allowed' }).verdict).toBe('held');
  });

  it('adds up decimals as they are written', () => {
    const tenths = look(1, [0.1, 0.2, 0.3]);
    expect(told(bank, [tenths, look(3, [0.3, 0.2, 0.1])]).verdict).toBe('held');
    expect(
      told(
        bank,
        [
          look(
            1,
            Array.from({ length: 10 }, () => 0.1),
          ),
        ],
        { total: 1 },
      ).verdict,
    ).toBe('held');
    expect(told(bank, [tenths, look(3, [0.3, 0.2, 0.2])]).why).toBe(
      'all accounts together hold 0.7 when b reads them, not 0.6',
    );
    const small = [look(1, [2 ** 53, 1e-7]), look(3, [2 ** 53, 2e-7])];
    expect(told(bank, small).verdict).toBe('violated');
  });

  it('cannot add up what is no number', () => {
    const words = done('b', ['1s', '2s'], 'read', {}, { balances: ['much'] });
    expect(told(bank, [words], { total: 100 }).verdict).toBe('undecided');
  });
});
