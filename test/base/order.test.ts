import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNatural, compareText, sortedBy } from '../../src/base/order.ts';

const idLike = fc.stringMatching(/^[ab0-3-]{0,8}$/);

describe('order', () => {
  it('compares text by code units', () => {
    expect(['b', 'B', 'a', 'é', '\u{1f600}', '\uffff'].sort(compareText)).toEqual([
      'B',
      'a',
      'b',
      'é',
      '\u{1f600}',
      '\uffff',
    ]);
  });

  it('puts db-2 before db-10', () => {
    const names = ['db-10', 'db-2', 'db-1', 'db', 'a-3-10', 'a-3-9', 'a-03-9', '10', '9'];
    expect(names.sort(compareNatural)).toEqual([
      '9',
      '10',
      'a-03-9',
      'a-3-9',
      'a-3-10',
      'db',
      'db-1',
      'db-2',
      'db-10',
    ]);
  });

  it('compares digit runs longer than a double can hold', () => {
    expect(compareNatural('x99999999999999999998', 'x99999999999999999999')).toBe(-1);
    expect(compareNatural('x00', 'x000')).toBe(-1);
  });

  it('is a total order: antisymmetric, transitive, zero only for equal text', () => {
    fc.assert(
      fc.property(idLike, idLike, idLike, (a, b, c) => {
        expect(compareNatural(a, b) + compareNatural(b, a)).toBe(0);
        expect(compareNatural(a, b) === 0).toBe(a === b);
        if (compareNatural(a, b) < 0 && compareNatural(b, c) < 0)
          expect(compareNatural(a, c)).toBe(-1);
      }),
      { seed: 42, numRuns: 2000 },
    );
  });

  it('sorts a copy by a key, stably', () => {
    const items = [
      { id: 'n-10', at: 1 },
      { id: 'n-9', at: 2 },
      { id: 'm', at: 1 },
    ];
    expect(sortedBy(items, (item) => item.at).map((item) => item.id)).toEqual(['n-10', 'm', 'n-9']);
    expect(sortedBy(items, (item) => item.id, compareNatural).map((item) => item.id)).toEqual([
      'm',
      'n-9',
      'n-10',
    ]);
    expect(items[0]?.id).toBe('n-10');
  });
});
