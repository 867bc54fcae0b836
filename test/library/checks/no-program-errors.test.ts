import { describe, expect, it } from 'vitest';
import { noProgramErrors } from '../../../src/library/checks/no-program-errors.ts';
import { judge } from '../../support/check-stage.ts';

describe('no-program-errors', () => {
  it('holds where processes only crash', () => {
    const { verdict } = judge(noProgramErrors, {}, (stage) => {
      stage.at(1).process('a', 'crashed', 'fault');
    });
    expect(verdict).toBe('held');
  });

  it('is judged under any model: leaving the declared one excuses nothing', () => {
    expect(judge(noProgramErrors, { leftModelNs: 1 }, () => undefined).verdict).toBe('held');
  });

  it('is violated by a program that throws', () => {
    const { verdict, witness } = judge(noProgramErrors, {}, (stage) => {
      stage.at(1).process('a', 'program-error', 'TypeError: x is undefined (lock.ts:7)');
    });
    expect(verdict).toBe('violated');
    expect(witness?.why).toContain('lock.ts:7');
  });
});
