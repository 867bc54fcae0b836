import { describe, expect, it } from 'vitest';
import { queueBound } from '../../../src/library/checks/queue-bound.ts';
import { judgeSteps } from '../../support/event-rows.ts';

const config = { 'at-most': 100 };

describe('queue-bound', () => {
  it('holds up to the bound', () => {
    const { verdict } = judgeSteps(queueBound, [['a', 'queue-length', { length: 100 }]], {
      config,
    });
    expect(verdict).toBe('held');
  });

  it('is violated above it', () => {
    const { verdict, why } = judgeSteps(queueBound, [['b', 'queue-length', { length: 101 }]], {
      config,
    });
    expect({ verdict, why }).toEqual({
      verdict: 'violated',
      why: 'length of b was 101, more than 100',
    });
  });

  it('is vacuous without a reading, and undecided about one without a number', () => {
    expect(judgeSteps(queueBound, [['a', 'hello']], { config }).verdict).toBe('vacuous');
    expect(judgeSteps(queueBound, [['a', 'queue-length']], { config }).verdict).toBe('undecided');
  });
});
