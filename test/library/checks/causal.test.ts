import { describe, expect, it } from 'vitest';
import { causal } from '../../../src/library/checks/causal.ts';
import { saw, wrote } from '../../../src/library/checks/operations/example-rows.ts';
import { told } from '../../support/told.ts';

describe('causal', () => {
  it('follows causes over several clients', () => {
    const chain = [
      wrote('a', ['1s', '2s'], 'x', 1),
      saw('b', ['3s', '4s'], 'x', 1),
      wrote('b', ['5s', '6s'], 'y', 2),
      saw('c', ['7s', '8s'], 'y', 2),
      wrote('c', ['9s', '10s'], 'z', 3),
      saw('d', ['11s', '12s'], 'z', 3),
    ];
    expect(told(causal, [...chain, saw('d', ['13s', '14s'], 'x', null)])).toMatchObject({
      verdict: 'violated',
      why: 'd reads x = nothing although x = 1 is among the causes of what it had seen',
    });
    expect(told(causal, [...chain, saw('d', ['13s', '14s'], 'x', 1)]).verdict).toBe('held');
    expect(told(causal, [...chain, saw('e', ['13s', '14s'], 'x', null)]).verdict).not.toBe(
      'violated',
    );
  });

  it('lets clients see writes that do not know of one another in two orders', () => {
    const found = told(causal, [
      wrote('a', ['1s', '2s'], 'x', 1),
      wrote('b', ['3s', '4s'], 'x', 2),
      saw('c', ['5s', '6s'], 'x', 1),
      saw('c', ['7s', '8s'], 'x', 2),
      saw('d', ['5s', '6s'], 'x', 2),
      saw('d', ['7s', '8s'], 'x', 1),
    ]);
    expect(found.verdict).toBe('held');
  });

  it('does not let a value come back that was replaced by one who knew it', () => {
    const found = told(causal, [
      wrote('a', ['1s', '2s'], 'x', 1),
      saw('b', ['3s', '4s'], 'x', 1),
      wrote('b', ['5s', '6s'], 'x', 2),
      saw('c', ['7s', '8s'], 'x', 2),
      saw('c', ['9s', '10s'], 'x', 1),
    ]);
    expect(found).toMatchObject({
      verdict: 'violated',
      why: 'c reads x = 1 although x = 2, which replaced x = 1, is among the causes of what it had seen',
    });
  });

  it('knows that nothing can be read before its own cause', () => {
    const found = told(causal, [
      saw('a', ['1s', '2s'], 'x', 1),
      wrote('a', ['3s', '4s'], 'y', 2),
      saw('b', ['1s', '2s'], 'y', 2),
      wrote('b', ['3s', '4s'], 'x', 1),
    ]);
    expect(found).toMatchObject({ verdict: 'violated' });
    expect(found.why).toMatch(/is a cause of itself$/);
  });

  it('demands nothing of a write of which nobody knows whether it happened', () => {
    const found = told(causal, [
      wrote('a', ['1s', '2s'], 'x', 1),
      { at: '3s', client: 'a', op: 'write', body: { key: 'x', value: 2 } },
      saw('a', ['5s', '6s'], 'x', 1),
    ]);
    expect(found.verdict).toBe('held');
  });
});
