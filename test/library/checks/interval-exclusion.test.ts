import { describe, expect, it } from 'vitest';
import { intervalExclusion } from '../../../src/library/checks/interval-exclusion.ts';
import { judgeSteps, type Step } from '../../support/event-rows.ts';

const enters = (node: string, lock = 'l'): Step => [node, 'acquired', { lock }];
const leaves = (node: string, lock = 'l'): Step => [node, 'released', { lock }];

describe('interval-exclusion', () => {
  it('holds while one leaves before the next one enters', () => {
    const steps = [enters('a'), leaves('a'), enters('b'), leaves('b')];
    expect(judgeSteps(intervalExclusion, steps).verdict).toBe('held');
  });

  it('is violated by two at once', () => {
    expect(judgeSteps(intervalExclusion, [enters('a'), enters('b')]).why).toBe(
      'b acquired the resource while a held it',
    );
  });

  it('keeps resources apart, and allows several holders if the scenario does', () => {
    const apart = [enters('a', 'l'), enters('b', 'm'), leaves('a', 'l'), enters('b', 'l')];
    const config = { resource: 'lock' };
    expect(judgeSteps(intervalExclusion, apart, { config }).verdict).toBe('held');
    const three = [enters('a'), enters('b'), enters('c')];
    expect(judgeSteps(intervalExclusion, three, { config: { 'at-most': 3 } }).verdict).toBe('held');
    expect(judgeSteps(intervalExclusion, three, { config: { 'at-most': 2 } }).why).toBe(
      'c acquired the resource while a, b held it',
    );
  });

  it('knows that a crashed process is inside no longer, and a paused one is', () => {
    expect(
      judgeSteps(intervalExclusion, [enters('a'), ['a', 'crashed'], enters('b')]).verdict,
    ).toBe('held');
    expect(judgeSteps(intervalExclusion, [enters('a'), ['a', 'paused'], enters('b')]).verdict).toBe(
      'violated',
    );
  });

  it('is vacuous with one holder', () => {
    const steps = [enters('a'), leaves('a'), enters('a')];
    expect(judgeSteps(intervalExclusion, steps).verdict).toBe('vacuous');
  });
});
