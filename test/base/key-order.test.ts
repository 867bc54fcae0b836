import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/base/json/json.ts';
import { inKeyOrder } from '../../src/base/key-order.ts';
import type { Value } from '../../src/base/units.ts';

describe('inKeyOrder', () => {
  it('gives a value the order of keys that it has after it was saved', () => {
    const value: Value = {
      token: 1,
      by: [{ z: 1, a: null }, 'b', 'a'],
      '10': { B: true, a: '' },
      '9': [],
      ['__proto__']: { own: 1 },
    };
    const ordered = inKeyOrder(value);
    expect(JSON.stringify(ordered)).toBe(JSON.stringify(JSON.parse(canonicalJson(value))));
    expect(canonicalJson(ordered)).toBe(canonicalJson(value));
  });

  it('leaves what has no keys as it is', () => {
    for (const value of [null, 1, 'b a', true, []]) expect(inKeyOrder(value)).toEqual(value);
  });
});
