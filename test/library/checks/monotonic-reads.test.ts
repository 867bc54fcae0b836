import { describe, expect, it } from 'vitest';
import { saw, wrote } from '../../../src/library/checks/operations/example-rows.ts';
import { monotonicReads } from '../../../src/library/checks/monotonic-reads.ts';
import { told } from '../../support/told.ts';

describe('monotonic-reads', () => {
  const writes = [wrote('w', ['1s', '2s'], 'x', 1), wrote('w', ['3s', '4s'], 'x', 2)];

  it('is violated when something older is read after something newer', () => {
    const found = told(monotonicReads, [
      ...writes,
      saw('a', ['5s', '6s'], 'x', 2),
      saw('a', ['7s', '8s'], 'x', 1),
    ]);
    expect(found).toMatchObject({
      verdict: 'violated',
      why: 'a read x = 2 and then reads x = 1, which is older',
    });
  });

  it('speaks of one client at a time', () => {
    const found = told(monotonicReads, [
      ...writes,
      saw('a', ['5s', '6s'], 'x', 2),
      saw('b', ['7s', '8s'], 'x', 1),
      saw('b', ['9s', '10s'], 'x', 2),
    ]);
    expect(found.verdict).toBe('held');
  });

  it('goes by when a read was answered, not by when it was asked', () => {
    // The first question is the last to be answered: until then its client knows of 1 alone.
    const found = told(monotonicReads, [
      ...writes,
      saw('a', ['2500ms', '20s'], 'x', 2),
      saw('a', ['2600ms', '3s'], 'x', 1),
      saw('a', ['5s', '6s'], 'x', 1),
    ]);
    expect(found.verdict).toBe('held');
  });

  it('knows from a read that a write had happened of which its client never heard', () => {
    const found = told(monotonicReads, [
      { at: '1s', client: 'w', op: 'write', body: { key: 'x', value: 1 } },
      saw('a', ['2s', '3s'], 'x', 1),
      wrote('v', ['4s', '5s'], 'x', 2),
      saw('a', ['6s', '7s'], 'x', 2),
      saw('a', ['8s', '9s'], 'x', 1),
    ]);
    expect(found.verdict).toBe('violated');
  });

  it('lets two reads of writes at one time see either order, but not both', () => {
    const concurrent = [wrote('w', ['1s', '20s'], 'x', 1), wrote('v', ['1s', '20s'], 'x', 2)];
    const there = [saw('a', ['2s', '3s'], 'x', 1), saw('a', ['4s', '5s'], 'x', 2)];
    expect(told(monotonicReads, [...concurrent, ...there]).verdict).toBe('held');
    const back = told(monotonicReads, [...concurrent, ...there, saw('a', ['6s', '7s'], 'x', 1)]);
    expect(back).toMatchObject({
      verdict: 'violated',
      why: 'a reads x = 1, then x = 2, then x = 1 again',
    });
  });
});
