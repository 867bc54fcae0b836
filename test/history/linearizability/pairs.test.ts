import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pairs } from '../../../src/history/linearizability/pairs.ts';

describe('pairs', () => {
  it('have one number each, in order of appearance', () => {
    const word = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.integer());
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word), { maxLength: 300 }), (asked) => {
        const pairs = new Pairs();
        const numbers = new Map<string, number>();
        for (const [first, second] of asked) {
          const text = `${first | 0} ${second | 0}`;
          const number = numbers.get(text) ?? numbers.size;
          numbers.set(text, number);
          expect(pairs.of(first | 0, second | 0)).toBe(number);
        }
        expect(pairs.count).toBe(numbers.size);
      }),
      { seed: 42 },
    );
  });
});
