import { describe, expect, it } from 'vitest';
import { validity } from '../../../src/library/checks/validity.ts';
import { judgeSteps } from '../../support/event-rows.ts';

describe('validity', () => {
  it('holds when what is decided was proposed by anybody', () => {
    const { verdict } = judgeSteps(validity, [
      ['a', 'proposed', { value: 'x' }],
      ['b', 'proposed', { value: 'y' }],
      ['c', 'decided', { value: 'y' }],
    ]);
    expect(verdict).toBe('held');
  });

  it('is violated by what nobody proposed, or not yet', () => {
    const { verdict, why } = judgeSteps(validity, [
      ['a', 'decided', { value: 'x' }],
      ['a', 'proposed', { value: 'x' }],
    ]);
    expect({ verdict, why }).toEqual({
      verdict: 'violated',
      why: 'a decided x, which nobody had proposed',
    });
  });

  it('is vacuous without a decision', () => {
    expect(judgeSteps(validity, [['a', 'proposed', { value: 'x' }]]).verdict).toBe('vacuous');
  });

  it('reads events of other names', () => {
    const config = { event: 'delivered', proposal: 'broadcast', value: 'id' };
    const steps = [
      ['a', 'broadcast', { id: 1 }],
      ['b', 'delivered', { id: 2 }],
    ] as const;
    expect(judgeSteps(validity, steps, { config }).verdict).toBe('violated');
  });
});
