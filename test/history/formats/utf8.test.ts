import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { badUtf8At, decodeUtf8, encodeUtf8 } from '../../../src/history/formats/utf8.ts';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function expected(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

describe('UTF-8', () => {
  it('is decoded as the platform does it, or refused', () => {
    const byte = fc.oneof(
      fc.constantFrom(0xc0, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0x80, 0x9f, 0xa0, 0xbf),
      fc.integer({ min: 0, max: 255 }),
    );
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 6 }), (list) => {
        const bytes = Uint8Array.from(list);
        expect(decodeUtf8(bytes, 0, bytes.length)).toBe(expected(bytes));
        expect(badUtf8At(bytes, 0, bytes.length) < 0).toBe(expected(bytes) !== null);
      }),
      { seed: 42, numRuns: 5000 },
    );
  });

  it('is encoded as the platform does it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = encodeUtf8(text);
        expect(bytes).toEqual(new TextEncoder().encode(text));
        expect(decodeUtf8(bytes, 0, bytes.length)).toBe(text);
      }),
      { seed: 42, numRuns: 500 },
    );
  });

  it('may be long', () => {
    const text = 'a'.repeat(10_000) + 'é𝄞'.repeat(10_000);
    const bytes = encodeUtf8(text);
    expect(decodeUtf8(bytes, 0, bytes.length)).toBe(text);
    expect(decodeUtf8(bytes, 1, 4)).toBe('aaa');
  });

  it('is refused at the byte that is wrong', () => {
    expect(badUtf8At(Uint8Array.of(0x61, 0xc3, 0xa9, 0xff, 0x61), 0, 5)).toBe(3);
    expect(badUtf8At(Uint8Array.of(0x61, 0xe2, 0x82), 0, 3)).toBe(1);
  });
});
