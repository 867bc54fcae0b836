import { describe, expect, it } from 'vitest';
import { fingerprint, fingerprintValue } from '../../../src/base/schema/copier.ts';
import { copyValue } from '../../../src/base/schema/value-copier.ts';

function stampOf(value: unknown): string {
  fingerprintValue(value);
  return `${fingerprint.hi}:${fingerprint.lo}`;
}

describe('a copy of any value', () => {
  it('is made once of what its owner froze, and cannot change', () => {
    const entry = Object.freeze({ term: 1, key: 'k1', value: null });
    const [first] = copyValue([entry]) as object[];
    const [again, other] = copyValue([entry, Object.freeze({ ...entry })]) as object[];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(other).toEqual(first);
    expect(stampOf([entry, { ...entry }])).toBe(stampOf([first, other]));
  });

  it('is made anew of what may still change, frozen outside or not', () => {
    const inner = { term: 1 };
    const outer = Object.freeze({ inner });
    const open = { term: 1 };
    let read = 0;
    const counting = Object.freeze({
      get term() {
        read += 1;
        return read;
      },
    });
    const before = copyValue({ outer, open, counting });
    inner.term = 2;
    open.term = 2;
    expect(before).toEqual({
      outer: { inner: { term: 1 } },
      open: { term: 1 },
      counting: { term: 1 },
    });
    expect(copyValue({ outer, open, counting })).toEqual({
      outer: { inner: { term: 2 } },
      open: { term: 2 },
      counting: { term: 2 },
    });
  });
});
