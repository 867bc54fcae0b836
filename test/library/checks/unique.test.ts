import { describe, expect, it } from 'vitest';
import { unique } from '../../../src/library/checks/unique.ts';
import { judge } from '../../support/check-stage.ts';

const config = { event: 'granted', field: 'token' };

describe('unique', () => {
  it('holds while all values differ', () => {
    const { verdict } = judge(unique, { config }, (stage) => {
      stage.at(1).observe('a', 'granted', { token: 1 });
      stage.at(2).observe('b', 'granted', { token: '1' });
    });
    expect(verdict).toBe('held');
  });

  it('is violated by a value that comes back', () => {
    const { verdict, witness } = judge(unique, { config }, (stage) => {
      stage.at(1).observe('a', 'granted', { token: 1 });
      stage.at(2).observe('b', 'granted', { token: 1 });
    });
    expect(verdict).toBe('violated');
    expect(witness?.events).toHaveLength(2);
  });

  it('asks nothing of events without the field', () => {
    const judged = (...tokens: readonly object[]) =>
      judge(unique, { config }, (stage) => {
        tokens.forEach((data, n) => void stage.at(n + 1).observe('a', 'granted', { ...data }));
      }).verdict;
    expect(judged({}, {}, { token: 1 })).toBe('vacuous');
    expect(judged({}, { token: 1 }, { token: 2 })).toBe('held');
  });

  it('may ask it of each node by itself', () => {
    const { verdict } = judge(unique, { config: { ...config, per: 'node' } }, (stage) => {
      stage.at(1).observe('a', 'granted', { token: 1 });
      stage.at(2).observe('b', 'granted', { token: 1 });
    });
    expect(verdict).toBe('held');
  });
});
