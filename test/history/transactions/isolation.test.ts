import { describe, expect, it } from 'vitest';
import { checkTransactions } from '../../../src/history/transactions/check.ts';
import {
  type TransactionModel,
  transactionModels,
} from '../../../src/history/transactions/models.ts';
import type { Workload } from '../../../src/history/transactions/workload.ts';
import { IsolationOracle, isTrueStep } from '../../support/isolation-oracle.ts';
import { transactionsOf } from '../../support/transactions.ts';
import { wildHistory, wildLine } from '../../support/wild-transactions.ts';

const runs = 2000;

/** All levels but those of which reads that may see anything tell nothing. */
const levels = transactionModels.filter((model) => !model.endsWith('read-uncommitted'));

/**
 * What may be left open: reads of lists show the order of all writes that matter, those of
 * registers less.
 */
const openAtMost: { readonly [workload in Workload]: number } = {
  'list-append': 0.02,
  'rw-register': 0.08,
};

function judged(seed: number, workload: Workload) {
  const history = wildHistory(seed, workload);
  const lines = history.map((one) => wildLine(one, workload));
  const findings = checkTransactions(transactionsOf(...lines), { workload });
  return { history, lines, findings, oracle: new IsolationOracle(history, workload) };
}

describe.each(['list-append', 'rw-register'] as const)('%s, whatever was read', (workload) => {
  it('is judged as every definition says', () => {
    const wrong: unknown[] = [];
    const seen = new Map<TransactionModel, { [verdict: string]: number }>();
    for (let seed = 0; seed < runs; seed += 1) {
      const { lines, findings, oracle } = judged(seed, workload);
      for (const level of levels) {
        const isAllowed = oracle.allows(level);
        // Appends of one transaction in another order are its own offence, and no dependency.
        const isOdd = findings.counts.has('internal') && !oracle.isTornInside;
        if (isAllowed === null || (isOdd && !/serializable|snapshot|atomic$/.test(level))) continue;
        const verdict = findings.satisfies(level);
        const counts = seen.get(level) ?? { held: 0, violated: 0, undecided: 0 };
        counts[verdict] = (counts[verdict] ?? 0) + 1;
        seen.set(level, counts);
        if (verdict !== 'undecided' && verdict !== (isAllowed ? 'held' : 'violated'))
          wrong.push({ seed, level, verdict, lines });
      }
    }
    expect(wrong).toEqual([]);
    expect([...seen.keys()]).toEqual(levels);
    for (const [, counts] of seen) {
      expect(Math.min(counts['held'] ?? 0, counts['violated'] ?? 0)).toBeGreaterThan(runs / 20);
      expect(counts['undecided']).toBeLessThan(runs * openAtMost[workload]);
    }
  });

  it('is accused by steps that are there, whoever committed and wrote first', () => {
    const wrong: unknown[] = [];
    let steps = 0;
    for (let seed = 0; seed < runs; seed += 1) {
      const { history, lines, findings, oracle } = judged(seed, workload);
      if (oracle.isTornInside) continue;
      for (const { name, cycle } of findings.anomalies) {
        for (const { from, to, kind, words } of cycle) {
          const [first, second] = [history[from], history[to]];
          // Who read a register before it wrote to it is taken to have written over that: most
          // levels promise it.
          if (workload === 'rw-register' && (kind === 'ww' || kind === 'rw')) continue;
          steps += 1;
          if (first === undefined || second === undefined) throw new RangeError(words);
          if (!isTrueStep(oracle.worlds, first, second, kind))
            wrong.push({ seed, name, words, lines });
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(steps).toBeGreaterThan(runs / 10);
  });
});

describe('an own append to a list', () => {
  const lists = (...lines: readonly string[]) =>
    checkTransactions(transactionsOf(...lines), { workload: 'list-append' });

  it('loses an update of another one also where the list was read only after it', () => {
    const lost = lists('a x 1', 'a x 2, r x [2]', 'r x [1 2]');
    expect(lost.satisfies('cursor-stability')).toBe('violated');
    const [first] = lost.anomalies.filter(({ name }) => name === 'lost-update');
    expect(first?.why).toBe(
      'T1 appended 2 to "x" and then read "x" = [2]; T0 appended 1 to "x" in between',
    );
    const both = lists('a x 2, r x [1 2]', 'a x 3, r x [1 3]', 'a x 1');
    expect(both.satisfies('cursor-stability')).toBe('violated');
    const neither = lists('a x 1', 'a x 2, r x [1 2]', 'r x [1 2]');
    expect(neither.satisfies('strict-serializable')).toBe('held');
  });

  it('is there once, and not before it is made', () => {
    const twice = lists('a x 1, r x [2 1 1]', 'a x 2');
    expect(twice.satisfies('read-uncommitted')).toBe('violated');
    expect(twice.anomalies.map(({ why }) => why)).toEqual([
      'T0 read "x" = [2 1 1], which has 1 twice',
    ]);
    const early = lists('a x 1, r x [2 3 1], a x 3', 'a x 2');
    expect(early.counts.get('future-read')).toBe(1);
  });
});
