import { describe, expect, it } from 'vitest';
import { plantable, writeTransactions } from '../../../scripts/bench/transaction-families.mjs';
import { checkTransactions } from '../../../src/history/transactions/check.ts';
import { TransactionBuilder } from '../../../src/history/transactions.ts';

interface Family {
  readonly count: number;
  readonly seed?: number;
  readonly workload?: string;
  readonly isolation?: string;
  readonly planted?: readonly string[];
}

function family(options: Family) {
  return writeTransactions(new TransactionBuilder(), options).build();
}

describe('databases that are what they say', () => {
  it.each([1, 2, 3])('lists, one transaction at a time, seed %i', (seed) => {
    const history = family({ count: 2000, seed });
    const findings = checkTransactions(history, { workload: 'list-append' });
    expect(findings.anomalies).toEqual([]);
    expect(findings.satisfies('strict-serializable')).toBe('held');
  });

  it.each([1, 2, 3])('registers, one transaction at a time, seed %i', (seed) => {
    const history = family({ count: 2000, seed, workload: 'rw-register' });
    const findings = checkTransactions(history, { workload: 'rw-register' });
    expect(findings.anomalies).toEqual([]);
    expect(findings.satisfies('strict-serializable')).toBe('held');
  });

  it.each([1, 2, 3])('lists on snapshots, seed %i', (seed) => {
    const history = family({ count: 1000, seed, isolation: 'snapshot' });
    const findings = checkTransactions(history, { workload: 'list-append' });
    expect(findings.counts.has('write-skew')).toBe(true);
    expect(findings.weakestViolated).toEqual(['repeatable-read']);
    expect(findings.strongestPossible).toEqual(['strong-snapshot-isolation']);
  });
});

describe('one anomaly among two thousand transactions', () => {
  it.each(plantable)('%s', (name) => {
    const history = family({ count: 2000, planted: [name] });
    const { counts } = checkTransactions(history, { workload: 'list-append' });
    expect([...counts.keys()]).toContain(name);
  });
});

describe('work', () => {
  it('grows with the history', () => {
    const stepsOf = (count: number) =>
      checkTransactions(family({ count }), { workload: 'list-append' }).steps / count;
    expect(stepsOf(16_000) / stepsOf(2000)).toBeLessThan(1.1);
  });

  it('stays in proportion when many readers miss many appends', () => {
    const stepsOf = (count: number) => {
      const builder = new TransactionBuilder();
      const clients = Array.from({ length: count }, (_, i) => builder.newProcess(`${i}`));
      for (const [i, client] of clients.entries()) {
        builder.invoke(client);
        if (i % 2 === 0) builder.add(0, 0, builder.values.list([]));
        else builder.add(1, 0, i);
      }
      for (const t of clients.keys()) builder.complete(t, 0);
      const findings = checkTransactions(builder.build(), { workload: 'list-append' });
      expect(findings.satisfies('strict-serializable')).toBe('held');
      return findings.steps / count;
    };
    expect(stepsOf(4000) / stepsOf(500)).toBeLessThan(1.1);
  });
});
