import { describe, expect, it } from 'vitest';
import { saw, wrote } from '../../../src/library/checks/operations/example-rows.ts';
import { safeRegister } from '../../../src/library/checks/safe-register.ts';
import { told } from '../../support/told.ts';

describe('safe-register', () => {
  it('promises nothing to a read that a write overlaps, and the last value to every other one', () => {
    const write = wrote('a', ['1s', '6s'], 'x', 1);
    expect(told(safeRegister, [write, saw('b', ['2s', '3s'], 'x', 7)]).verdict).toBe('held');
    expect(told(safeRegister, [write, saw('b', ['7s', '8s'], 'x', 7)]).verdict).toBe('violated');
    expect(told(safeRegister, [write, saw('b', ['7s', '8s'], 'x', 1)]).verdict).toBe('held');
  });

  it('starts from the value that the scenario gives', () => {
    const rows = [saw('b', ['2s', '3s'], 'x', 7)];
    expect(told(safeRegister, rows, { initial: 7 }).verdict).toBe('held');
    expect(told(safeRegister, rows).verdict).toBe('violated');
  });
});
