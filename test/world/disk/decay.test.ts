import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../../src/base/units.ts';
import { decayed } from '../../../src/world/disk/decay.ts';
import { type Cell, damaged, Records } from '../../../src/world/disk/records.ts';

const draw = (share: number) => (): number => share;

/** What a file of one value holds when that has changed and nobody can tell. */
function silently(value: Value, share = 0): Cell {
  const content = decayed({ value }, true, draw(share));
  return 'value' in content ? content.value : damaged;
}

describe('a value that decays in silence', () => {
  it('is another one of the same shape', () => {
    expect([true, false].map((value) => silently(value))).toEqual([false, true]);
    expect([6, 0, -1].map((value) => silently(value, 0.3))).toEqual([2, 4, -5]);
    expect(silently('abc', 0.5)).toBe('a`c');
    expect(silently({ a: 1, b: true }, 0.9)).toEqual({ a: 1, b: false });
    expect(silently([1, 'x'], 0)).toEqual([0, 'x']);
  });

  it('is something where there was nothing', () => {
    expect([null, '', [], {}].map((value) => silently(value))).toEqual([0, '?', [0], { '?': 0 }]);
  });

  it('is never the one that it was', () => {
    const share = fc.double({ min: 0, max: 0.999_999, noNaN: true });
    fc.assert(
      fc.property(fc.jsonValue(), share, (value, at) => {
        const was = JSON.stringify(value);
        expect(JSON.stringify(silently(JSON.parse(was) as Value, at))).not.toBe(was);
      }),
      { seed: 42 },
    );
  });
});

describe('a log of which one record decays', () => {
  const log = { records: Records.of([1, 2, 3]) };
  const cells = (silent: boolean, share: number): Cell[] => {
    const content = decayed(log, silent, draw(share));
    return 'records' in content ? content.records.all() : [];
  };

  it('keeps the others', () => {
    expect([0, 0.34, 0.99].map((share) => cells(false, share))).toEqual([
      [damaged, 2, 3],
      [1, damaged, 3],
      [1, 2, damaged],
    ]);
    expect(cells(true, 0)).toEqual([0, 2, 3]);
    expect(log.records.all()).toEqual([1, 2, 3]);
  });

  it('stays damaged where it was', () => {
    const content = decayed({ value: damaged as never }, true, draw(0));
    expect('value' in content && content.value).toBe(damaged);
  });
});
