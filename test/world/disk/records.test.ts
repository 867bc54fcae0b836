import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cell, damaged, Records } from '../../../src/world/disk/records.ts';

test('what was read before stays as it was when records are added behind it', () => {
  const none = Records.of([]);
  const one = none.with('a');
  const two = one.with('b');
  const other = one.with('c');
  expect([none, one, two, other].map((records) => records.all())).toEqual([
    [],
    ['a'],
    ['a', 'b'],
    ['a', 'c'],
  ]);
});

test('the platter and the cache, which get the same records one after the other, share one list', () => {
  const record = { term: 1 };
  const cache = Records.of([]).with(record).with('b');
  const platter = cache.first(0).with(record);
  expect(platter.all()).toEqual([{ term: 1 }]);
  expect(platter.with('b').all()).toEqual(cache.all());
  // A list that the caller got is the caller's own.
  cache.all().push('x');
  expect(cache.all()).toEqual([{ term: 1 }, 'b']);
});

test('a torn tail does not count, damage with whole records behind it does', () => {
  expect(Records.of(['a', damaged, damaged]).whole).toBe(1);
  expect(Records.of([damaged, 'a']).whole).toBe(2);
  expect(Records.of([]).whole).toBe(0);
});

test('any mixture of adding and cutting is that of plain lists', () => {
  const step = fc.record({
    from: fc.nat(20),
    what: fc.oneof(
      fc.record({ add: fc.constantFrom<Cell>(1, 2, 'a', damaged) }),
      fc.record({ first: fc.nat(6) }),
    ),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const lists: (readonly Cell[])[] = [[]];
      const all = [Records.of([])];
      for (const { from, what } of steps) {
        const place = from % lists.length;
        const list = lists[place] ?? [];
        const records = all[place] ?? Records.of([]);
        lists.push('add' in what ? [...list, what.add] : list.slice(0, what.first));
        all.push('add' in what ? records.with(what.add) : records.first(what.first));
      }
      expect(all.map((records) => records.all())).toEqual(lists);
      expect(all.map((records) => records.length)).toEqual(lists.map(({ length }) => length));
    }),
    { seed: 7, numRuns: 300 },
  );
});
