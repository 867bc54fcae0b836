import { describe, expect, it } from 'vitest';
import { singleLeader } from '../../../src/library/checks/single-leader.ts';
import { judge } from '../../support/check-stage.ts';

describe('single-leader', () => {
  it('holds with one leader in each term', () => {
    const { verdict } = judge(singleLeader, {}, (stage) => {
      stage.at(1).observe('a', 'elected', { term: 1 });
      stage.at(2).observe('b', 'elected', { term: 2 });
      stage.at(3).observe('b', 'elected', { term: 2 });
    });
    expect(verdict).toBe('held');
  });

  it('is violated by two leaders of one term', () => {
    const { verdict, witness } = judge(singleLeader, {}, (stage) => {
      stage.at(1).observe('a', 'elected', { term: 7 });
      stage.at(2).observe('b', 'elected', { term: 7 });
    });
    expect(verdict).toBe('violated');
    expect(witness?.why).toBe('a and b both lead term 7');
  });

  it('is vacuous without an election', () => {
    expect(judge(singleLeader, {}, () => undefined).verdict).toBe('vacuous');
  });
});
