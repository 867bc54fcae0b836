import { describe, expect, it } from 'vitest';
import { copyValue } from '../../../src/base/schema/value-copier.ts';

describe('a copy of any value', () => {
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
