import { describe, expect, it, vi } from 'vitest';
import type { ExampleRow } from '../../../src/library/checks/define.ts';
import { done } from '../../../src/library/checks/operations/example-rows.ts';
import { setFull } from '../../../src/library/checks/set-full.ts';
import { judgeHistory } from '../../support/example-history.ts';
import { told } from '../../support/told.ts';

const add = done('a', ['1s', '2s'], 'add', { value: 7 });
const unknownAdd: ExampleRow = { at: '1s', client: 'a', op: 'add', body: { value: 7 } };

function look(from: number, values: number[]): ExampleRow {
  return done('b', [`${from}s`, `${from + 1}s`], 'read', {}, { values });
}

/** Why it is violated, and when what is shown for it was over, in s. */
function judged(rows: readonly ExampleRow[]): { why: string | undefined; shown: unknown } {
  const { witness } = judgeHistory(setFull, { held: [], violated: [] }, rows);
  return { why: witness?.why, shown: witness?.events.map(({ at }) => at / 1e9) };
}

describe('set-full', () => {
  it('is violated when the last read misses what was acknowledged', () => {
    expect(told(setFull, [add, look(3, [])])).toMatchObject({
      verdict: 'violated',
      why: '7, which a had added, is not in what b reads at the end',
    });
  });

  it('is violated when what was seen once is gone, though nobody was told that it is there', () => {
    expect(told(setFull, [unknownAdd, look(3, [7]), look(5, [])]).verdict).toBe('violated');
    expect(told(setFull, [unknownAdd, look(3, []), look(5, [])]).verdict).toBe('vacuous');
  });

  it('shows the read that held what nobody was told is there', () => {
    const seen = [unknownAdd, done('c', ['3s', '4s'], 'read', {}, { values: [7] }), look(5, [])];
    const { why, shown } = judged(seen);
    expect(why).toBe('7, which c had read, is not in what b reads at the end');
    expect(shown).toEqual([4, 6]);
    expect(judged([add, ...seen.slice(1)]).shown).toEqual([2, 6]);
  });

  it('looks at each element of a read once, and not at all adds for all reads', () => {
    const lookedUp = (count: number, late: string): number => {
      const rows = Array.from({ length: count }, (_, n) => {
        const times = [`${n}us`, `${n}us`] as const;
        return n % 2 === 0
          ? done('a', times, 'add', { value: n })
          : done('b', times, 'read', {}, { values: [0] });
      });
      const spy = vi.spyOn(Set.prototype, 'has');
      told(setFull, rows, { late });
      const { length } = spy.mock.calls;
      spy.mockRestore();
      return length;
    };
    for (const late of ['allowed', 'forbidden']) {
      expect(lookedUp(400, late)).toBeLessThan(3 * lookedUp(200, late));
    }
  });

  it('lets reads be late, unless the scenario forbids it', () => {
    const rows = [add, look(3, []), look(5, [7])];
    expect(told(setFull, rows).verdict).toBe('held');
    expect(told(setFull, rows, { late: 'forbidden' })).toMatchObject({
      verdict: 'violated',
      why: '7, which a had added, is not in what b reads afterwards',
    });
  });

  it('is violated by what nobody added, or what is there twice', () => {
    expect(told(setFull, [add, look(3, [7, 8])]).why).toBe('b reads 8, which nobody added');
    expect(told(setFull, [add, look(3, [7, 7])]).why).toBe('b reads 7 twice');
  });

  it('cannot read answers that are no lists', () => {
    const found = told(setFull, [add, done('b', ['3s', '4s'], 'read', {}, { values: 7 })]);
    expect(found.verdict).toBe('undecided');
  });
});
