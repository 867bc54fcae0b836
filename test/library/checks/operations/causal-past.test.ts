import fc from 'fast-check';
import { expect, it } from 'vitest';
import { causal } from '../../../../src/library/checks/causal.ts';
import { type Play, plays, readsIn, rowsOf, writeReadBy } from '../../../support/register-play.ts';
import { told } from '../../../support/told.ts';

/** Which operations are causes of which, closed step by step. */
function causesIn(all: readonly Play[]): Map<Play, Set<Play>> {
  const reads = readsIn(all);
  const happened = all.filter(
    (one) =>
      one.isWrite && (one.to < Infinity || reads.some((read) => writeReadBy(all, read) === one)),
  );
  const members = [...reads, ...happened];
  const causes = new Map(
    members.map((one) => {
      const before = members.filter(({ client, to }) => client === one.client && to < one.from);
      const write = one.isWrite ? null : writeReadBy(all, one);
      return [one, new Set(write === null ? before : [...before, write])];
    }),
  );
  for (const through of members) {
    for (const of of causes.values()) {
      if (!of.has(through)) continue;
      for (const cause of causes.get(through) ?? []) of.add(cause);
    }
  }
  return causes;
}

it('finds what the bad patterns of causal consistency say', () => {
  const verdicts = new Set<string>();
  let circles = 0;
  fc.assert(
    fc.property(plays, (all) => {
      const causes = causesIn(all);
      const isCircle = [...causes].some(([one, of]) => of.has(one));
      const isStale = readsIn(all).some((read) => {
        const shown = writeReadBy(all, read);
        return [...(causes.get(read) ?? [])].some(
          (later) =>
            later.isWrite &&
            later.key === read.key &&
            later !== shown &&
            (shown === null || causes.get(later)?.has(shown) === true),
        );
      });
      if (isCircle) circles += 1;
      const { verdict } = told(causal, rowsOf(all));
      verdicts.add(verdict);
      expect(verdict === 'violated').toBe(isCircle || isStale);
    }),
    { seed: 42, numRuns: 500 },
  );
  expect([...verdicts].toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    'held',
    'vacuous',
    'violated',
  ]);
  expect(circles).toBeGreaterThan(20);
});
