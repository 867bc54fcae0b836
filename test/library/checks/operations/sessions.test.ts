import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckDefinition } from '../../../../src/library/checks/define.ts';
import { monotonicReads } from '../../../../src/library/checks/monotonic-reads.ts';
import { monotonicWrites } from '../../../../src/library/checks/monotonic-writes.ts';
import { readYourWrites } from '../../../../src/library/checks/read-your-writes.ts';
import { writesFollowReads } from '../../../../src/library/checks/writes-follow-reads.ts';
import { type Play, plays, readsIn, rowsOf, writeReadBy } from '../../../support/register-play.ts';
import { told } from '../../../support/told.ts';

type Pairs = (all: readonly Play[], read: Play) => Play[];

const wrote: Pairs = (all, { client, from }) =>
  all.filter((one) => one.isWrite && one.client === client && one.to < from);

const sawWrites: Pairs = (all, { client, from }) =>
  readsIn(all)
    .filter((one) => one.client === client && one.to < from)
    .flatMap((one) => writeReadBy(all, one) ?? []);

/** What each guarantee demands of a read, written down as its definition has it. */
const demands: { readonly check: CheckDefinition; readonly of: Pairs }[] = [
  { check: readYourWrites, of: wrote },
  { check: monotonicReads, of: sawWrites },
  {
    check: monotonicWrites,
    of: (all, read) => sawWrites(all, read).flatMap((seen) => wrote(all, seen)),
  },
  {
    check: writesFollowReads,
    of: (all, read) => sawWrites(all, read).flatMap((seen) => sawWrites(all, seen)),
  },
];

function knownAt(all: readonly Play[], write: Play | null): number {
  if (write === null) return -1;
  const seen = readsIn(all).filter((read) => writeReadBy(all, read) === write);
  return Math.min(write.to, ...seen.map(({ to }) => to));
}

/** One version, another one, and the first again. */
function returns(all: readonly Play[]): boolean {
  const reads = readsIn(all);
  return reads.some((last) =>
    reads.some((middle) =>
      reads.some(
        (first) =>
          [first, middle].every(({ client, key }) => client === last.client && key === last.key) &&
          first.to < middle.from &&
          middle.to < last.from &&
          first.value === last.value &&
          middle.value !== last.value,
      ),
    ),
  );
}

describe.each(demands)('$check.name', ({ check, of }) => {
  it('is what its definition says, for every read by itself', () => {
    const verdicts = new Set<string>();
    fc.assert(
      fc.property(plays, (all) => {
        const broken = readsIn(all).some((read) =>
          of(all, read).some(
            (write) => write.key === read.key && knownAt(all, writeReadBy(all, read)) < write.from,
          ),
        );
        const { verdict } = told(check, rowsOf(all));
        verdicts.add(verdict);
        // Going to and fro is judged beside the definition, for clients that ask one thing at a time.
        if (check === monotonicReads && !broken && returns(all)) return;
        expect(verdict === 'violated').toBe(broken);
      }),
      { seed: 42, numRuns: 300 },
    );
    expect([...verdicts].toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      'held',
      'vacuous',
      'violated',
    ]);
  });
});
