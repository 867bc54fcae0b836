import { describe, expect, it } from 'vitest';
import { convergence } from '../../../src/library/checks/convergence.ts';
import { finalRead, saw, wrote } from '../../../src/library/checks/example-rows.ts';
import { told } from '../../support/told.ts';

describe('convergence', () => {
  it('is violated when two clients read different values at the end', () => {
    const found = told(convergence, [
      wrote('a', ['1s', '2s'], 'x', 1),
      finalRead('a', ['9s', '10s'], 'x', 1),
      finalRead('b', ['9s', '10s'], 'x', null),
    ]);
    expect(found).toMatchObject({
      verdict: 'violated',
      why: 'a reads x = 1 at the end, and b reads x = nothing',
    });
  });

  it('compares each key by itself', () => {
    const found = told(convergence, [
      finalRead('a', ['7s', '8s'], 'x', 1),
      finalRead('a', ['9s', '10s'], 'y', 2),
      finalRead('b', ['7s', '8s'], 'x', 1),
      finalRead('b', ['9s', '10s'], 'y', 2),
    ]);
    expect(found.verdict).toBe('held');
  });

  it('is vacuous without final reads of two clients', () => {
    const rows = [saw('a', ['1s', '2s'], 'x', 1), saw('b', ['1s', '2s'], 'x', 2)];
    expect(told(convergence, rows).verdict).toBe('vacuous');
    expect(told(convergence, [finalRead('a', ['1s', '2s'], 'x', 1)]).verdict).toBe('vacuous');
  });
});
