import fc from 'fast-check';
import type { ExampleRow } from '../../src/library/checks/define.ts';

/** One read or write of a register, by instants in ms that no two of them share. */
export interface Play {
  readonly client: string;
  readonly key: string;
  readonly isWrite: boolean;
  /** What was written, its own; or read: null, or the value of some write. */
  readonly value: number | null;
  readonly from: number;
  /** Infinity: nobody knows its end. */
  readonly to: number;
}

const drawn = fc.record({
  client: fc.constantFrom('a', 'b', 'c'),
  key: fc.constantFrom('x', 'y'),
  isWrite: fc.boolean(),
  pick: fc.nat(20),
  from: fc.nat(30),
  length: fc.integer({ min: 1, max: 6 }),
  isOpen: fc.integer({ min: 0, max: 7 }).map((word) => word === 0),
});

/** Small histories of unique writes, and of reads that see whatever they like. */
export const plays: fc.Arbitrary<Play[]> = fc
  .array(drawn, { minLength: 2, maxLength: 9 })
  .map((all) =>
    all.map(({ client, key, isWrite, pick, from, length, isOpen }, n): Play => {
      const written = all.flatMap((one, value) => (one.isWrite && one.key === key ? [value] : []));
      const choices = [null, ...written];
      const read = choices[pick % choices.length] ?? null;
      const to = isOpen ? Infinity : (from + length) * 100 + n * 2 + 1;
      return { client, key, isWrite, value: isWrite ? n : read, from: from * 100 + n * 2, to };
    }),
  );

/** The same as a check is told it. */
export function rowsOf(played: readonly Play[]): ExampleRow[] {
  return played.map(({ client, key, isWrite, value, from, to }): ExampleRow => {
    const body = isWrite ? { key, value } : { key };
    const begun = { at: `${from}ms`, client, op: isWrite ? 'write' : 'read', body } as const;
    if (to === Infinity) return begun;
    return { ...begun, until: `${to}ms`, reply: isWrite ? {} : { value } };
  });
}

/** The reads that were answered. */
export function readsIn(played: readonly Play[]): Play[] {
  return played.filter(({ isWrite, to }) => !isWrite && to < Infinity);
}

/** The write whose value a read returned; null for what was there at first. */
export function writeReadBy(played: readonly Play[], read: Play): Play | null {
  const found = played.find(
    ({ isWrite, key, value }) => isWrite && key === read.key && value === read.value,
  );
  return read.value === null ? null : (found ?? null);
}
