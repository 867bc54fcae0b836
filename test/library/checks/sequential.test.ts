import { describe, expect, it } from 'vitest';
import type { ExampleRow } from '../../../src/library/checks/define.ts';
import { saw, wrote } from '../../../src/library/checks/operations/example-rows.ts';
import { sequential } from '../../../src/library/checks/sequential.ts';
import { told } from '../../support/told.ts';

const register = { model: 'register' };

describe('sequential', () => {
  it('lets a client be late, but not go back', () => {
    const late = [wrote('a', ['1s', '2s'], 'x', 1), saw('b', ['3s', '4s'], 'x', null)];
    expect(told(sequential, late, register).verdict).toBe('held');
    const back = [
      wrote('a', ['1s', '2s'], 'x', 1),
      saw('b', ['3s', '4s'], 'x', 1),
      saw('b', ['5s', '6s'], 'x', null),
    ];
    expect(told(sequential, back, register).verdict).toBe('violated');
  });

  it('judges all keys together: each for itself is not enough', () => {
    const rows = [
      wrote('a', ['1s', '2s'], 'x', 1),
      saw('a', ['3s', '4s'], 'y', null),
      wrote('b', ['1s', '2s'], 'y', 2),
      saw('b', ['3s', '4s'], 'x', null),
    ];
    expect(told(sequential, rows, register).verdict).toBe('violated');
    expect(told(sequential, rows.slice(0, 3), register).verdict).toBe('held');
  });

  it('takes a client with several operations at a time for several', () => {
    const rows: ExampleRow[] = [
      wrote('a', ['1s', '9s'], 'x', 1),
      saw('b', ['2s', '7s'], 'x', 1),
      saw('b', ['3s', '6s'], 'x', null),
    ];
    expect(told(sequential, rows, register).verdict).toBe('held');
  });

  it('knows a client again that went on after an operation of which nobody heard', () => {
    const rows: ExampleRow[] = [
      wrote('a', ['1s', '2s'], 'x', 1),
      wrote('a', ['3s', '4s'], 'x', 2),
      saw('b', ['5s', '6s'], 'x', 2),
      { at: '7s', client: 'b', op: 'read', body: { key: 'x' } },
      saw('b', ['8s', '9s'], 'x', 1),
    ];
    expect(told(sequential, rows, register).verdict).toBe('violated');
    expect(told(sequential, rows.toSpliced(2, 1), register).verdict).toBe('held');
  });

  it('is vacuous when nobody was answered', () => {
    const unknown: ExampleRow = { at: '1s', client: 'a', op: 'read', body: { key: 'x' } };
    expect(told(sequential, [unknown], register).verdict).toBe('vacuous');
  });
});
