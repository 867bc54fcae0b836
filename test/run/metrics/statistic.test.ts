import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ratio, toNumber } from '../../../src/base/quantity/ratio.ts';
import { countsNothing, statistic, statisticOf } from '../../../src/run/metrics/statistic.ts';

const big = (...values: number[]): bigint[] => values.map(BigInt);
const value = (what: Parameters<typeof statistic>[0], ...values: number[]): number | null => {
  const exact = statistic(what, big(...values), 2_000_000_000);
  return exact === null ? null : toNumber(exact);
};

describe('statistic', () => {
  it('is exact', () => {
    expect(value('mean', 1, 2)).toBe(1.5);
    expect(value('sum', 1, 2)).toBe(3);
    expect(value('count', 7, 7, 7)).toBe(3);
    expect(value('rate', 7, 7, 7)).toBe(1.5);
    expect([value('min', 3, 1, 2), value('max', 3, 1, 2)]).toEqual([1, 3]);
  });

  it('takes the nearest rank for quantiles', () => {
    const values = Array.from({ length: 10 }, (_, n) => n + 1);
    expect(value({ quantilePpb: 0 }, ...values)).toBe(1);
    expect(value({ quantilePpb: 500_000_000 }, ...values)).toBe(5);
    expect(value({ quantilePpb: 990_000_000 }, ...values)).toBe(10);
    expect(value({ quantilePpb: 100_000_000 }, ...values)).toBe(1);
    expect(value({ quantilePpb: 0 }, ...values)).toBe(1);
  });

  it('has no value without samples, except where nothing is one', () => {
    expect([value('mean'), value('max'), value({ quantilePpb: 500_000_000 })]).toEqual([
      null,
      null,
      null,
    ]);
    expect([value('count'), value('sum'), value('rate')]).toEqual([0, 0, 0]);
  });

  it('has nothing as a value where it counts or adds up, and nowhere else', () => {
    const counting = (['count', 'sum', 'rate', 'share', 'mean', 'min', 'max'] as const).filter(
      (what) => countsNothing(what),
    );
    expect(counting).toEqual(['count', 'sum', 'rate', 'share']);
    expect(countsNothing({ quantilePpb: 500_000_000 })).toBe(false);
  });

  it('has no value per second of a window without a length, and one of a window of 1 ns', () => {
    for (const what of ['rate', 'share'] as const) {
      expect(statistic(what, [], 0)).toBeNull();
      expect(statistic(what, big(1), 0)).toBeNull();
    }
    expect(statistic('rate', big(1), 1)).toEqual(ratio(1_000_000_000n));
    expect(statistic('share', big(1), 1)).toEqual(ratio(1n));
  });

  it('does not depend on the order of the samples', () => {
    const samples = fc.array(fc.bigInt({ min: -1_000_000n, max: 1_000_000n }), { minLength: 1 });
    fc.assert(
      fc.property(samples, fc.nat(1_000_000_000), (all, quantilePpb) => {
        const reversed = all.toReversed();
        for (const what of ['mean', 'min', 'max', 'sum', { quantilePpb }] as const) {
          expect(statistic(what, reversed, 1)).toEqual(statistic(what, all, 1));
        }
      }),
      { seed: 42 },
    );
  });

  it('is what the scenario names, or else the metric itself', () => {
    expect(statisticOf(null, 'p50')).toEqual({ quantilePpb: 500_000_000 });
    expect(statisticOf(null, 'rate')).toBe('rate');
    expect(statisticOf({ kind: 'quantile', quantilePpb: 9, text: 'p0' }, 'rate')).toEqual({
      quantilePpb: 9,
    });
  });
});
