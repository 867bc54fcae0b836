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

  it('knows that a key begins with one value: a second one that nobody wrote came out of thin air', () => {
    const began = saw('a', ['1s', '2s'], 'x', 0);
    const written = wrote('b', ['3s', '4s'], 'x', 1);
    const why =
      'a reads x = 0, and c reads x = 7: nobody wrote either, and it began with one of them at most';
    const strange = saw('c', ['5s', '6s'], 'x', 7);
    expect(told(causal, [began, written, strange])).toMatchObject({ verdict: 'violated', why });
    expect(told(causal, [began, saw('c', ['5s', '6s'], 'x', null)]).verdict).toBe('violated');
    // Another key may have begun otherwise, and a write of unknown outcome may have happened.
    const other = saw('c', ['5s', '6s'], 'y', 7);
    expect(told(causal, [began, written, other]).verdict).not.toBe('violated');
    const lost = { at: '3s', client: 'b', op: 'write', body: { key: 'x', value: 7 } } as const;
    expect(told(causal, [began, lost, strange]).verdict).not.toBe('violated');
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
