import { describe, expect, it } from 'vitest';
import { prefixEqual } from '../../../src/library/checks/prefix-equal.ts';
import { judgeSteps, type Step } from '../../support/event-rows.ts';

const applies = (node: string, ...values: readonly string[]): Step[] =>
  values.map((value) => [node, 'applied', { value }]);

describe('prefix-equal', () => {
  it('holds while one sequence begins as the other does', () => {
    const steps = [...applies('a', 'x', 'y', 'z'), ...applies('b', 'x', 'y')];
    expect(judgeSteps(prefixEqual, steps).verdict).toBe('held');
  });

  it('is violated at the first place where they differ', () => {
    const steps = [...applies('a', 'x', 'y'), ...applies('b', 'x', 'z')];
    expect(judgeSteps(prefixEqual, steps).why).toBe('at position 2 a has y and b has z');
  });

  it('goes by positions that are told', () => {
    const at = (node: string, index: number, value: string): Step => [
      node,
      'applied',
      { index, value },
    ];
    const config = { index: 'index' };
    const skips = [at('a', 1, 'x'), at('a', 2, 'y'), at('b', 2, 'y'), at('b', 2, 'y')];
    expect(judgeSteps(prefixEqual, skips, { config }).verdict).toBe('held');
    const changes = [at('a', 1, 'x'), at('a', 1, 'y')];
    expect(judgeSteps(prefixEqual, changes, { config }).verdict).toBe('violated');
  });

  it('is vacuous while only one node tells', () => {
    expect(judgeSteps(prefixEqual, applies('a', 'x', 'y')).verdict).toBe('vacuous');
  });
});
