import { describe, expect, it } from 'vitest';
import { integrity } from '../../../src/library/checks/integrity.ts';
import { judgeSteps, type Step } from '../../support/event-rows.ts';

const x: Step = ['a', 'decided', { value: 'x', slot: 1 }];
const y: Step = ['a', 'decided', { value: 'y', slot: 1 }];
const other: Step = ['a', 'decided', { value: 'y', slot: 2 }];

describe('integrity', () => {
  it('holds while each node decides once', () => {
    expect(judgeSteps(integrity, [x, ['b', 'decided', { value: 'y' }]]).verdict).toBe('held');
    expect(judgeSteps(integrity, [x, other], { config: { instance: 'slot' } }).verdict).toBe(
      'held',
    );
  });

  it('is violated by a second decision', () => {
    expect(judgeSteps(integrity, [x, y]).why).toBe('a decided y after it had decided x');
    expect(judgeSteps(integrity, [x, x]).verdict).toBe('violated');
  });

  it('may let the same decision be told again', () => {
    const config = { again: 'same-value', instance: 'slot' };
    expect(judgeSteps(integrity, [x, x], { config }).verdict).toBe('held');
    expect(judgeSteps(integrity, [x, y], { config }).why).toBe(
      'a decided y after it had decided x in slot 1',
    );
  });

  it('is vacuous without a decision', () => {
    expect(judgeSteps(integrity, [['a', 'proposed']]).verdict).toBe('vacuous');
  });
});
