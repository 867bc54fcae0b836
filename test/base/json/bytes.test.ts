import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonBytes } from '../../../src/base/json/bytes.ts';
import { compactJson } from '../../../src/base/json/json.ts';
import type { Value } from '../../../src/base/units.ts';

describe('the size of a value', () => {
  it('is that of its canonical JSON in UTF-8', () => {
    const values = fc.jsonValue({ stringUnit: 'binary' }).map((value) => value as Value);
    fc.assert(
      fc.property(values, (value) => {
        expect(jsonBytes(value)).toBe(new TextEncoder().encode(compactJson(value)).length);
      }),
      { seed: 42 },
    );
  });

  it('counts escapes, surrogate pairs and their lone halves', () => {
    for (const text of ['"\\', '\u0007\n', 'é', 'سلام', '😀', '\ud800', '\udc00x', '']) {
      expect(jsonBytes(text)).toBe(new TextEncoder().encode(JSON.stringify(text)).length);
    }
  });
});
