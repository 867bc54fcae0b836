import { describe, expect, it } from 'vitest';
import { checkTransactions } from '../../../src/history/transactions/check.ts';
import { transactionsOf } from '../../support/transactions.ts';

describe('an own append to a list', () => {
  const lists = (...lines: readonly string[]) =>
    checkTransactions(transactionsOf(...lines), { workload: 'list-append' });

  it('loses an update of another one also where the list was read only after it', () => {
    const lost = lists('a x 1', 'a x 2, r x [2]', 'r x [1 2]');
    expect(lost.satisfies('cursor-stability')).toBe('violated');
    const [first] = lost.anomalies.filter(({ name }) => name === 'lost-update');
    expect(first?.why).toBe(
      'T1 appended 2 to "x" and then read "x" = [2]; T0 appended 1 to "x" in between',
    );
    const both = lists('a x 2, r x [1 2]', 'a x 3, r x [1 3]', 'a x 1');
    expect(both.satisfies('cursor-stability')).toBe('violated');
    const neither = lists('a x 1', 'a x 2, r x [1 2]', 'r x [1 2]');
    expect(neither.satisfies('strict-serializable')).toBe('held');
  });
});
