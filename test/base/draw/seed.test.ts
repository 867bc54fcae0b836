import { describe, expect, it } from 'vitest';
import { parseSeed } from '../../../src/base/draw/seed.ts';

describe('a seed', () => {
  it('is a whole number below 2^64 in decimal', () => {
    expect(parseSeed('0')).toEqual({ seed: 0n });
    expect(parseSeed('007')).toEqual({ seed: 7n });
    expect(parseSeed('18446744073709551615')).toEqual({ seed: (1n << 64n) - 1n });
  });

  it.each(['', 'x', '-1', '1.5', '1e3', '0x10', ' 1', '18446744073709551616', '9'.repeat(21)])(
    'is not %j',
    (text) => {
      expect(parseSeed(text)).toEqual({ problem: 'a seed is a whole number from 0 to 2^64 - 1' });
    },
  );
});
