import { describe, expect, it } from 'vitest';
import { saw, wrote } from '../../../src/library/checks/operations/example-rows.ts';
import { monotonicWrites } from '../../../src/library/checks/monotonic-writes.ts';
import { told } from '../../support/told.ts';

describe('monotonic-writes', () => {
  const writes = [wrote('w', ['1s', '2s'], 'x', 1), wrote('w', ['3s', '4s'], 'y', 2)];

  it('is violated when the second write is seen without the first', () => {
    const found = told(monotonicWrites, [
      ...writes,
      saw('a', ['5s', '6s'], 'y', 2),
      saw('a', ['7s', '8s'], 'x', null),
    ]);
    expect(found).toMatchObject({
      verdict: 'violated',
      why: 'a has seen y = 2 of w, who had written x = 1 before; it reads x = nothing, which is older',
    });
  });

  it('demands nothing of whoever has not seen the second write', () => {
    const found = told(monotonicWrites, [
      ...writes,
      saw('a', ['5s', '6s'], 'x', null),
      saw('b', ['5s', '6s'], 'y', 2),
    ]);
    expect(found.verdict).toBe('vacuous');
  });

  it('says nothing of writes of two clients', () => {
    const found = told(monotonicWrites, [
      wrote('w', ['1s', '2s'], 'x', 1),
      wrote('v', ['3s', '4s'], 'y', 2),
      saw('a', ['5s', '6s'], 'y', 2),
      saw('a', ['7s', '8s'], 'x', null),
    ]);
    expect(found.verdict).toBe('vacuous');
  });
});
