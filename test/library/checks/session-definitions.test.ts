import fc from 'fast-check';
import { expect, it } from 'vitest';
import { causal } from '../../../src/library/checks/causal.ts';
import type { CheckDefinition, ExampleRow } from '../../../src/library/checks/define.ts';
import { monotonicReads } from '../../../src/library/checks/monotonic-reads.ts';
import { monotonicWrites } from '../../../src/library/checks/monotonic-writes.ts';
import { readYourWrites } from '../../../src/library/checks/read-your-writes.ts';
import { writesFollowReads } from '../../../src/library/checks/writes-follow-reads.ts';
import { judgeHistory } from '../../support/example-history.ts';

/*
 * The guarantees of a session (Terry et al. 1994) as they look from outside, and causal memory by its bad
 * patterns (Bouajjani et al. 2017), each by a look at all reads and writes that there are.
 */

interface Small {
  readonly client: number;
  readonly key: number;
  readonly from: number;
  /** Infinity: nobody knows how it ended. */
  readonly until: number;
  /** What a write writes; a read: null. */
  readonly writes: number | null;
  /** The write that a read saw; null: none. */
  readonly saw: Small | null;
}

const pinned = { seed: 42, numRuns: 3000 };

const drawn = fc.record({
  client: fc.nat(2),
  key: fc.nat(1),
  isWrite: fc.boolean(),
  gap: fc.nat(1),
  length: fc.nat(2),
  fate: fc.nat(7),
  pick: fc.nat(20),
});

/** Operations at instants of which no two are the same; a client asks one thing at a time. */
const histories = fc.array(drawn, { minLength: 4, maxLength: 14 }).map((list) => {
  const freeFrom = [0, 0, 0];
  const placed: {
    readonly one: (typeof list)[number];
    readonly from: number;
    readonly until: number;
  }[] = [];
  for (const [place, one] of list.entries()) {
    const from = Math.max(freeFrom[one.client] ?? 0, place) + one.gap;
    const ends = from + 1 + one.length;
    freeFrom[one.client] = ends;
    // Each operation has its own share of every second.
    const share = place / 20;
    placed.push({ one, from: from + share, until: one.fate === 0 ? Infinity : ends + share });
  }
  const history: Small[] = [];
  for (const [place, { one, from, until }] of placed.entries()) {
    if (!one.isWrite) continue;
    history.push({ client: one.client, key: one.key, from, until, writes: place + 1, saw: null });
  }
  const writes = [...history];
  for (const { one, from, until } of placed) {
    if (one.isWrite || until === Infinity) continue;
    const there = writes.filter((write) => write.key === one.key && write.from < until);
    const saw = there[one.pick % (there.length + 1)] ?? null;
    history.push({ client: one.client, key: one.key, from, until, writes: null, saw });
  }
  return history.toSorted((left, right) => left.from - right.from);
});

const isRead = ({ writes }: Small): boolean => writes === null;
const isBefore = (first: Small, second: Small): boolean => first.until < second.from;
/** Whether a client had done one thing before it began another. */
const leads = (first: Small, second: Small): boolean =>
  first.client === second.client && isBefore(first, second);

/** When somebody knew that a write had happened. */
function knownAt(all: readonly Small[], write: Small): number {
  const reads = all.filter(({ saw }) => saw === write).map(({ until }) => until);
  return Math.min(write.until, ...reads);
}

/** Whether a read shows what was there before a write began. */
function isOlder(all: readonly Small[], read: Small, write: Small): boolean {
  return read.saw === null || knownAt(all, read.saw) < write.from;
}

type Definition = (all: readonly Small[], read: Small) => boolean;

/** What others did to the key of a read before a write of theirs that the client had seen. */
function behindSeen(all: readonly Small[], read: Small): Small[] {
  const seen = all.flatMap((one) => (leads(one, read) && one.saw !== null ? one.saw : []));
  return all.filter((one) => one.key === read.key && seen.some((write) => leads(one, write)));
}

const broken: readonly (readonly [CheckDefinition, Definition])[] = [
  [
    readYourWrites,
    (all, read) =>
      all.some(
        (one) =>
          !isRead(one) && one.key === read.key && leads(one, read) && isOlder(all, read, one),
      ),
  ],
  [
    monotonicReads,
    (all, read) => {
      const before = all.filter((one) => isRead(one) && one.key === read.key && leads(one, read));
      const goesBack = before.some(({ saw }) => saw !== null && isOlder(all, read, saw));
      const returns = before.some(
        (other) =>
          other.saw !== read.saw &&
          before.some((first) => first.saw === read.saw && leads(first, other)),
      );
      return goesBack || returns;
    },
  ],
  [
    monotonicWrites,
    (all, read) => behindSeen(all, read).some((one) => !isRead(one) && isOlder(all, read, one)),
  ],
  [
    writesFollowReads,
    (all, read) => behindSeen(all, read).some(({ saw }) => saw !== null && isOlder(all, read, saw)),
  ],
];

/** Whether one operation is among the causes of another: through a client, or a read of a write. */
function causes(all: readonly Small[], effect: Small): ReadonlySet<Small> {
  const found = new Set<Small>();
  const waiting = [effect];
  for (const next of waiting) {
    for (const one of all) {
      if (found.has(one) || !(leads(one, next) || next.saw === one)) continue;
      found.add(one);
      waiting.push(one);
    }
  }
  return found;
}

const isCausal = (all: readonly Small[]): boolean =>
  all.every((one) => {
    const past = causes(all, one);
    if (past.has(one)) return false;
    if (!isRead(one)) return true;
    return [...past].every((write) => {
      if (isRead(write) || write.key !== one.key || write === one.saw) return true;
      return one.saw !== null && !causes(all, write).has(one.saw);
    });
  });

const seconds = (at: number) => `${Math.round(at * 20) / 20}s` as const;

function rowsOf(all: readonly Small[]): readonly ExampleRow[] {
  return all.map(({ client, key, from, until, writes, saw }): ExampleRow => {
    const times =
      until === Infinity ? { at: seconds(from) } : { at: seconds(from), until: seconds(until) };
    const who = { ...times, client: `c${client}` };
    if (writes !== null)
      return { ...who, op: 'write', body: { key: `k${key}`, value: writes }, reply: {} };
    return { ...who, op: 'read', body: { key: `k${key}` }, reply: { value: saw?.writes ?? null } };
  });
}

function compare(check: CheckDefinition, isBroken: (all: readonly Small[]) => boolean): void {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(histories, (all) => {
      const { verdict } = judgeHistory(check, { held: [], violated: [] }, rowsOf(all));
      seen.set(verdict, (seen.get(verdict) ?? 0) + 1);
      if (isBroken(all)) expect(verdict).toBe('violated');
      else expect(['held', 'vacuous']).toContain(verdict);
    }),
    pinned,
  );
  expect(Math.min(seen.get('held') ?? 0, seen.get('violated') ?? 0)).toBeGreaterThan(10);
}

it.each(broken)('$name is broken where its definition is', (check, definition) => {
  compare(check, (all) => all.some((one) => isRead(one) && definition(all, one)));
});

it('causal is broken where one of its bad patterns is', () => {
  compare(causal, (all) => !isCausal(all));
});
