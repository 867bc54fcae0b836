import { describe, expect, it } from 'vitest';
import { sometimes } from '../../../src/library/checks/sometimes.ts';
import { judge } from '../../support/check-stage.ts';

const config = { event: 'refused', where: 'token < 3' };

describe('sometimes', () => {
  it('holds once the situation was reached', () => {
    const { verdict } = judge(sometimes, { config }, (stage) => {
      stage.at(1).observe('a', 'refused', { token: 2 });
    });
    expect(verdict).toBe('held');
  });

  it('is vacuous, which is no pass, when it never was', () => {
    const { verdict } = judge(sometimes, { config }, (stage) => {
      stage.at(1).observe('a', 'refused', { token: 3 });
    });
    expect(verdict).toBe('vacuous');
  });
});
