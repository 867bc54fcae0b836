import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Configurations } from '../../../src/history/linearizability/configurations.ts';

describe('configurations', () => {
  it('know what got to the same place with the same optional operations or fewer', () => {
    const given = fc.record({
      exact: fc.array(fc.nat(2), { minLength: 1, maxLength: 3 }),
      bits: fc.array(fc.nat(7), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(given, { maxLength: 200 }), (all) => {
        const configurations = new Configurations();
        const known: { readonly exact: string; readonly bits: readonly number[] }[] = [];
        for (const { exact, bits } of all) {
          const text = exact.join();
          const isKnown = known.some(
            (one) =>
              one.exact === text && one.bits.every((word, i) => (word & ~(bits[i] ?? 0)) === 0),
          );
          const words = Int32Array.from([...exact, ...bits]);
          // One hash for many, so that they meet.
          const hash = exact.length;
          expect(configurations.add(hash, words, exact.length, bits.length)).toBe(!isKnown);
          if (!isKnown) known.push({ exact: text, bits });
        }
      }),
      { seed: 42 },
    );
  });

  it('say beforehand how much memory they will take', () => {
    const configurations = new Configurations();
    for (let i = 0; i < 3000; i += 1) {
      const most = configurations.bytesWith(2);
      configurations.add(i, Int32Array.from([i, 0]), 1, 1);
      expect(configurations.bytes).toBeLessThanOrEqual(most);
    }
  });
});
