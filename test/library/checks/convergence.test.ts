import { describe, expect, it } from 'vitest';
import { convergence } from '../../../src/library/checks/convergence.ts';
import { finalRead, saw, wrote } from '../../../src/library/checks/operations/example-rows.ts';
import type { Value } from '../../../src/base/units.ts';
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

  const replicas = (a: Value, b: Value) => [
    finalRead('a', ['7s', '8s'], 'x', a),
    finalRead('b', ['7s', '8s'], 'x', b),
  ];

  it('says that lists differ in their order alone', () => {
    expect(told(convergence, replicas(['p', 'q'], ['q', 'p']))).toMatchObject({
      verdict: 'violated',
      why: 'a reads x = ["p" "q"] at the end, and b reads the same elements in another order',
    });
  });

  it('says what only one of two lists holds, and shortens long ones', () => {
    const long = Array.from({ length: 40 }, (_, nth) => nth);
    expect(
      told(convergence, replicas(long, [...long.slice(0, 20), ...long.slice(21), 99])).why,
    ).toBe(
      'a reads x = [0 1 ... 38 39] (40 elements) at the end, and b reads x = [0 1 ... 39 99] (40 elements): only a has 20, and only b has 99',
    );
    expect(told(convergence, replicas([1, 2, 3, 4], [4])).why).toBe(
      'a reads x = [1 2 3 4] at the end, and b reads x = [4]: only a has 1 and 2 more',
    );
    expect(told(convergence, replicas([4], [4, 4])).why).toBe(
      'a reads x = [4] at the end, and b reads x = [4 4]: only b has 4',
    );
  });

  it.each([
    [['p', 'q'], ['q', 'p'], 'held'],
    [[['p', 'q'], 1], [1, ['q', 'p']], 'held'],
    [{ left: ['p', 'q'] }, { left: ['q', 'p'] }, 'held'],
    [{ left: ['p'], right: ['q'] }, { left: ['q'], right: ['p'] }, 'violated'],
    [['p', 'p', 'q'], ['p', 'q', 'q'], 'violated'],
    [['p'], null, 'violated'],
  ] as const)('takes %j and %j, where the order is ignored, for %s', (a, b, verdict) => {
    expect(told(convergence, replicas(a, b), { order: 'ignored' }).verdict).toBe(verdict);
  });
});
