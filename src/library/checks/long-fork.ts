import { compactJson } from '../../base/json/json.ts';
import { text } from '../../base/schema.ts';
import type { Value } from '../../base/units.ts';
import { type Asked, clientOf, operationsNamed, seenOf } from './operations/answered.ts';
import { defineCheck, type OperationHistory, type Watch } from './define.ts';
import { done } from './operations/example-rows.ts';

/** What one read saw of several keys: those that were written when it looked. */
interface Snapshot {
  readonly read: Asked;
  readonly values: ReadonlyMap<string, Value>;
}

/** Snapshots by what was asked: what is asked alike is about the same keys, told or left out. */
function snapshotsIn(
  run: Watch<{}>,
  { columns }: OperationHistory,
  reads: readonly Asked[],
): ReadonlyMap<string, Snapshot[]> {
  const groups = new Map<string, Snapshot[]>();
  for (const read of reads.filter(({ isOk }) => isOk)) {
    const answer = columns.values.valueOf(read.output);
    if (typeof answer !== 'object' || answer === null) {
      run.undecided('an answer is no list or map of values');
      continue;
    }
    const seen = Object.entries(answer).sort(([a], [b]) => (a < b ? -1 : 1));
    const asked = `${columns.values.textOf(read.key)} ${columns.values.textOf(read.input)}`;
    const values = new Map(seen.filter(([, value]) => value !== null));
    const known = groups.get(asked);
    if (known === undefined) groups.set(asked, [{ read, values }]);
    else known.push({ read, values });
  }
  return groups;
}

/** A key that has two values, both of which somebody saw; null: every key was written once. */
function rewritten(snapshots: readonly Snapshot[]): string | null {
  const texts = new Map<string, string>();
  for (const { values } of snapshots) {
    for (const [key, value] of values) {
      const json = compactJson(value);
      if ((texts.get(key) ?? json) !== json) return key;
      texts.set(key, json);
    }
  }
  return null;
}

/** A key that one snapshot has and another one has not. */
function onlyIn(one: Snapshot, other: Snapshot): string | undefined {
  return [...one.values.keys()].find((key) => !other.values.has(key));
}

/**
 * Two reads that saw two writes in opposite orders: the anomaly that parallel snapshot isolation
 * allows (Sovran, Power, Aguilera and Li, "Transactional storage for geo-replicated systems", SOSP
 * 2011) and snapshot isolation does not. By the rules of the test `long-fork` of Jepsen: each key is
 * written once, and reads look at several keys at one moment.
 */
export const longFork = defineCheck({
  name: 'long-fork',
  summary: 'No two reads of several keys see two writes in opposite orders.',
  property: 'safety',
  wholeHistory: true,
  config: {
    read: text(
      'The operation that reads several keys, as a list or a map; null or left out: not written yet.',
    ).default('read'),
  },
  example: 'one-past: { check: long-fork, of: transfers, read: marks }',
  histories: () => ({
    held: [
      done('c1', ['1s', '4s'], 'write', { key: 'x', value: 1 }),
      done('c2', ['1s', '4s'], 'write', { key: 'y', value: 2 }),
      done('c3', ['2s', '3s'], 'read', {}, { values: { x: 1, y: null } }),
      done('c4', ['5s', '6s'], 'read', {}, { values: { x: 1, y: 2 } }),
    ],
    violated: [
      done('c1', ['1s', '4s'], 'write', { key: 'x', value: 1 }),
      done('c2', ['1s', '4s'], 'write', { key: 'y', value: 2 }),
      done('c3', ['2s', '3s'], 'read', {}, { values: { x: 1, y: null } }),
      done('c4', ['2s', '3s'], 'read', {}, { values: { x: null, y: 2 } }),
    ],
  }),

  watch(run, config) {
    run.atEnd(() => {
      const operations = run.operations();
      const reads = operationsNamed(operations, config.read);
      for (const snapshots of snapshotsIn(run, operations, reads).values()) {
        const key = rewritten(snapshots);
        if (key !== null) {
          run.undecided(`${key} was written more than once`);
          continue;
        }
        const growing = [...snapshots].sort(
          (a, b) => a.values.size - b.values.size || a.read.operation - b.read.operation,
        );
        // Sets of writes that are all comparable form a chain by size: neighbours tell.
        for (const [place, larger] of growing.entries()) {
          const smaller = growing[place - 1];
          if (smaller === undefined) continue;
          if (smaller.values.size > 0) run.exercised();
          const missing = onlyIn(smaller, larger);
          if (missing === undefined) continue;
          run.violated(
            `${clientOf(operations, smaller.read)} sees ${missing} written and ${onlyIn(larger, smaller)} not, ${clientOf(operations, larger.read)} the other way round`,
            ...seenOf(operations, [smaller.read, larger.read]),
          );
        }
      }
    });
  },
});
