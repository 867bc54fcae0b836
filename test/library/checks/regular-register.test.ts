import { describe, expect, it } from 'vitest';
import { saw, wrote } from '../../../src/library/checks/operations/example-rows.ts';
import { regularRegister } from '../../../src/library/checks/regular-register.ts';
import { told } from '../../support/told.ts';

describe('regular-register', () => {
  it('lets reads go back while a write is under way, and not afterwards', () => {
    const write = wrote('a', ['1s', '6s'], 'x', 1);
    const both = [write, saw('b', ['2s', '3s'], 'x', 1), saw('b', ['4s', '5s'], 'x', null)];
    expect(told(regularRegister, both).verdict).toBe('held');
    const late = [write, saw('b', ['7s', '8s'], 'x', null)];
    expect(told(regularRegister, late).verdict).toBe('violated');
  });

  it('does not let a read show what nobody wrote', () => {
    const rows = [wrote('a', ['1s', '6s'], 'x', 1), saw('b', ['2s', '3s'], 'x', 7)];
    expect(told(regularRegister, rows).verdict).toBe('violated');
  });

  it('starts from the value that the scenario gives', () => {
    const rows = [saw('b', ['2s', '3s'], 'x', 7)];
    expect(told(regularRegister, rows, { initial: 7 }).verdict).toBe('held');
    expect(told(regularRegister, rows).verdict).toBe('violated');
  });
});
