import { describe, expect, it } from 'vitest';
import type { AnomalyName } from '../../../src/history/transactions/anomaly.ts';
import { checkTransactions } from '../../../src/history/transactions/check.ts';
import type { TransactionFindings } from '../../../src/history/transactions/findings.ts';
import {
  type TransactionModel,
  transactionModels,
} from '../../../src/history/transactions/models.ts';
import { transactionsOf } from '../../support/transactions.ts';

const lists = (...lines: string[]) =>
  checkTransactions(transactionsOf(...lines), { workload: 'list-append' });
const registers = (...lines: string[]) =>
  checkTransactions(transactionsOf(...lines), { workload: 'rw-register' });

const namesOf = ({ counts }: TransactionFindings) => [...counts.keys()].toSorted();
const undecidedOf = (findings: TransactionFindings) =>
  transactionModels.filter((model) => findings.satisfies(model) === 'undecided');

type Example = readonly [
  what: string,
  anomalies: readonly AnomalyName[],
  weakest: readonly TransactionModel[],
  lines: readonly string[],
];

const listExamples: readonly Example[] = [
  ['nothing', [], [], ['a x 1', 'r x [1], a y 2', 'r x [1], r y [2]', 'r x nil, r y nil']],
  [
    'writes of two keys in opposite orders',
    ['G0'],
    ['read-uncommitted'],
    ['a x 1, a y 2', 'a x 2, a y 1', 'r x [1 2], r y [1 2]'],
  ],
  ['a read of an aborted append', ['G1a'], ['read-committed'], ['p fail: a x 1', 'r x [1]']],
  [
    'an append on top of an aborted one',
    ['G1a', 'dirty-update'],
    ['read-committed'],
    ['p fail: a x 1', 'a x 2', 'r x [1 2]'],
  ],
  [
    'a read of a state in between',
    ['G-single', 'G1b'],
    ['read-committed'],
    ['a x 1, a x 2', 'r x [1]', 'r x [1 2]'],
  ],
  [
    'two transactions that read from one another',
    ['G1c'],
    ['read-committed'],
    ['a x 1, r y [1]', 'a y 1, r x [1]'],
  ],
  [
    'an update between read and append',
    ['G-single', 'lost-update'],
    ['cursor-stability'],
    ['r x [1], a x 2', 'r x [1], a x 3', 'a x 1', 'r x [1 2 3]'],
  ],
  [
    'an own append, read on top of a list that was no longer the newest',
    ['G-single', 'lost-update'],
    ['cursor-stability'],
    ['a x 1', 'a x 3', 'r x [1], a x 2, r x [1 2]', 'r x [1 3 2]'],
  ],
  [
    'two updates of the same list that nobody read',
    ['G2-item', 'lost-update'],
    ['cursor-stability'],
    ['r x [1], a x 2', 'r x [1], a x 3', 'a x 1'],
  ],
  [
    'half of a transaction, seen later than missed',
    ['G-single', 'fractured-read'],
    ['read-atomic', 'consistent-view', 'repeatable-read'],
    ['r x nil, r y [1]', 'a x 1, a y 1', 'r x [1]'],
  ],
  [
    'half of a transaction, missed later than seen',
    ['G-single', 'observed-transaction-vanishes'],
    ['monotonic-atomic-view'],
    ['r y [1], r x nil', 'a x 1, a y 1', 'r x [1]'],
  ],
  [
    'a state without what led to it',
    ['G-single'],
    ['consistent-view', 'repeatable-read'],
    ['r x [1], a y 1', 'a x 1', 'r x nil, r y [1]'],
  ],
  [
    'two readers who see two appends in opposite orders (a long fork)',
    ['G-nonadjacent'],
    ['repeatable-read', 'snapshot-isolation'],
    ['a x 1', 'a y 1', 'r x [1], r y nil', 'r x nil, r y [1]', 'r x [1], r y [1]'],
  ],
  [
    'two transactions that each miss what the other appends',
    ['G2-item', 'write-skew'],
    ['repeatable-read'],
    ['r x nil, a y 1', 'r y nil, a x 1', 'r x [1], r y [1]'],
  ],
  [
    'three transactions in a circle of reads that miss',
    ['G2-item'],
    ['repeatable-read'],
    ['r x nil, a y 1', 'r y nil, a z 1', 'r z nil, a x 1', 'r x [1], r y [1], r z [1]'],
  ],
  [
    'a process that does not see its own append',
    ['G-single-process'],
    ['strong-session-consistent-view'],
    ['[0 1] p: a x 1', '[2 3] p: r x nil', '[4 5] q: r x [1]'],
  ],
  [
    'a process that reads from its own future',
    ['G1c-process'],
    ['strong-session-read-committed'],
    ['[0 1] p: r x [1]', '[2 3] p: a x 1'],
  ],
  [
    'appends of a process in the wrong order',
    ['G0-process'],
    ['strong-session-read-uncommitted'],
    ['[0 1] p: a x 2', '[2 3] p: a x 1', '[4 5] q: r x [1 2]'],
  ],
  [
    'readers who go back to opposite states',
    ['G-nonadjacent-process', 'G-single-realtime'],
    ['strong-consistent-view', 'strong-session-snapshot-isolation'],
    [
      'a x 1',
      'a y 1',
      '[0 1] p: r x [1]',
      '[2 3] p: r y nil',
      '[0 1] q: r y [1]',
      '[2 3] q: r x nil',
      'r x [1], r y [1]',
    ],
  ],
  [
    'two processes that each append and then miss the other one',
    ['G2-item-process'],
    ['strong-session-serializable'],
    [
      '[0 1] p: r x nil, a y 1',
      '[2 3] p: r z nil',
      '[0 3] q: r y nil, a z 1',
      '[4 5] q: a x 1',
      'r x [1], r y [1], r z [1]',
    ],
  ],
  [
    'a read of a state that was over',
    ['G-single-realtime'],
    ['strong-consistent-view'],
    ['[0 1] p: a x 1', '[2 3] q: r x nil', '[4 5] q: r x [1]'],
  ],
  [
    'a read of what was appended only afterwards',
    ['G1c-realtime'],
    ['strong-read-committed'],
    ['[0 1] p: r x [1]', '[2 3] q: a x 1'],
  ],
  [
    'appends in the wrong order',
    ['G0-realtime'],
    ['strong-read-uncommitted'],
    ['[0 1] p: a x 2', '[2 3] q: a x 1', '[4 5] q: r x [1 2]'],
  ],
  [
    'lists that do not continue one another',
    ['incompatible-order'],
    ['read-committed'],
    ['a x 1', 'a x 2', 'r x [1 2]', 'r x [2 1]'],
  ],
  ['an element twice', ['duplicate-elements'], ['read-uncommitted'], ['a x 1', 'r x [1 1]']],
  ['an element from nowhere', ['garbage-read'], ['read-uncommitted'], ['r x [7]']],
  ['something that is no list', ['garbage-read'], ['read-uncommitted'], ['r x 7']],
  [
    'a list that changes within a transaction',
    ['G-single', 'fractured-read', 'internal'],
    ['consistent-view', 'repeatable-read', 'read-atomic'],
    ['r x nil, r x [1]', 'a x 1'],
  ],
  ['an own append that is not there', ['internal'], ['read-atomic'], ['a x 1, r x nil']],
  [
    'own appends in the wrong order',
    ['internal'],
    ['read-atomic'],
    ['a x 1, a x 2', 'a x 3', 'r x [2 1 3]'],
  ],
  ['an own append before it was made', ['future-read'], ['read-atomic'], ['r x [1], a x 1']],
  [
    'an unknown transaction whose append was seen: it committed',
    ['G-single', 'fractured-read'],
    ['read-atomic', 'consistent-view', 'repeatable-read'],
    ['[0 -] p: a x 1, a y 1', '[0 9] q: r x nil, r y [1]'],
  ],
  [
    'an unknown transaction of which nothing was seen: it need not have',
    [],
    [],
    ['[0 -] p: a x 1', '[1 2] q: r x nil', '[3 4] q: r x nil'],
  ],
];

describe('lists', () => {
  it.each(listExamples)('%s: %j', (_, anomalies, weakest, lines) => {
    const findings = lists(...lines);
    expect(namesOf(findings)).toEqual(anomalies);
    expect(findings.weakestViolated.toSorted()).toEqual(weakest.toSorted());
    expect(undecidedOf(findings)).toEqual([]);
    expect(findings.why).toBeNull();
  });

  it('tells a cycle step by step', () => {
    const [anomaly] = lists('[0 1] p: a x 1', '[2 3] q: r x nil', '[4 5] q: r x [1]').anomalies;
    expect(anomaly?.transactions).toEqual([0, 1]);
    expect(anomaly?.cycle.map(({ from, to, kind }) => [from, to, kind])).toEqual([
      [0, 1, 'realtime'],
      [1, 0, 'rw'],
    ]);
    expect(anomaly?.why).toBe(
      'T1 began after T0 had ended; T1 read "x" = nil, before T0 appended 1 to "x"',
    );
  });

  it('says that nothing is there twice, where another append stands behind the own one', () => {
    expect(namesOf(lists('a x 1, r x [1 2], r x [1 2]', 'a x 2'))).toEqual(['internal']);
  });

  it('finds the shortest cycle of a knot', () => {
    const ring = ['r a nil, a b 1', 'r b nil, a c 1', 'r c nil, a d 1', 'r d nil, a a 1'];
    const short = ['r d nil, a e 1', 'r e nil, a d 2'];
    const { anomalies } = lists(...ring, ...short, 'r d [2 1]');
    expect(anomalies.find(({ name }) => name === 'write-skew')?.transactions).toEqual([4, 5]);
  });

  it('strings readers and unread appends on a chain, leaving out each itself', () => {
    const readers = Array.from({ length: 30 }, (_, i) => `r x nil, r k${i} nil`);
    const blind = Array.from({ length: 30 }, (_, i) => `a x ${i}, a k${i} ${i}`);
    expect(lists(...readers, ...blind).satisfies('strict-serializable')).toBe('held');
    const updates = Array.from({ length: 30 }, (_, i) => `r x nil, a x ${i}`);
    expect(lists('r x nil, a x 100', 'a y 1').satisfies('strict-serializable')).toBe('held');
    expect(namesOf(lists(...updates))).toEqual(['G2-item', 'lost-update']);
  });

  it('takes the order of unread appends that fits, where there is one', () => {
    const findings = lists('r x nil, a y 1', 'r y nil, a x 1', 'a z 1', 'a z 2');
    expect(findings.satisfies('snapshot-isolation')).toBe('held');
    expect(findings.satisfies('serializable')).toBe('violated');
  });

  it('is undecided about values that were written twice, not about what they do not touch', () => {
    const findings = lists('a x 1', 'a x 1', 'r x [1 1]');
    expect(findings.satisfies('read-uncommitted')).toBe('undecided');
    expect(findings.why).toBe(
      'T1 appended 1 to "x", which was written to it before: a value may be written to a key once',
    );
    const both = lists('a x 1', 'a x 1', 'p fail: a y 1', 'r y [1]');
    expect(both.satisfies('read-committed')).toBe('violated');
    expect(both.satisfies('read-uncommitted')).toBe('undecided');
  });

  it('says so when the search for a single anti-dependency is given up', () => {
    const lines = ['a x 1', 'a y 1', 'r x [1], r y nil', 'r x nil, r y [1]', 'r x [1], r y [1]'];
    const history = transactionsOf(...lines);
    const findings = checkTransactions(history, { workload: 'list-append', budget: { steps: 1 } });
    expect(findings.satisfies('snapshot-isolation')).toBe('violated');
    expect(findings.satisfies('consistent-view')).toBe('undecided');
    expect(findings.satisfies('read-committed')).toBe('held');
    expect(findings.why).toContain('G-single');
  });

  it('gives a decision with a witness', () => {
    const findings = lists('r x nil, a y 1', 'r y nil, a x 1', 'r x [1], r y [1]');
    const decision = findings.decide('serializable');
    expect(decision).toMatchObject({ verdict: 'violated', witness: { operations: [0, 1] } });
    expect(findings.decide('snapshot-isolation').verdict).toBe('held');
  });
});

const registerExamples: readonly Example[] = [
  ['nothing', [], [], ['w x 1', 'r x 1, w y 2', 'r x 1, r y 2', 'r x nil, r y nil']],
  ['a read of an aborted write', ['G1a'], ['read-committed'], ['p fail: w x 1', 'r x 1']],
  ['a read of a value in between', ['G1b'], ['read-committed'], ['w x 1, w x 2', 'r x 1']],
  ['a value from nowhere', ['garbage-read'], ['read-uncommitted'], ['r x 7']],
  ['an own write that is not there', ['internal'], ['read-atomic'], ['w x 1, r x nil']],
  ['an own write before it was made', ['future-read'], ['read-atomic'], ['r x 1, w x 1']],
  [
    'two transactions that read from one another',
    ['G1c'],
    ['read-committed'],
    ['w x 1, r y 1', 'w y 1, r x 1'],
  ],
  [
    'two updates of the same value',
    ['G2-item', 'lost-update'],
    ['cursor-stability'],
    ['w x 1', 'r x 1, w x 2', 'r x 1, w x 3'],
  ],
  [
    'each value written over the other one',
    ['G1c', 'cyclic-versions'],
    ['read-uncommitted'],
    ['r x 1, w x 2', 'r x 2, w x 1'],
  ],
  [
    'half of a transaction',
    ['G-single', 'fractured-read'],
    ['read-atomic', 'consistent-view', 'repeatable-read'],
    ['w x 1, w y 1', 'r x nil, r y 1'],
  ],
  [
    'two transactions that each miss what the other writes',
    ['G2-item', 'write-skew'],
    ['repeatable-read'],
    ['r x nil, w y 1', 'r y nil, w x 1'],
  ],
  [
    'a value that was overwritten',
    ['G-single-realtime'],
    ['strong-consistent-view'],
    ['[0 1] p: w x 1', '[2 3] q: w x 2', '[4 5] p: r x 1'],
  ],
];

describe('registers', () => {
  it.each(registerExamples)('%s: %j', (_, anomalies, weakest, lines) => {
    const findings = registers(...lines);
    expect(namesOf(findings)).toEqual(anomalies);
    expect(findings.weakestViolated.toSorted()).toEqual(weakest.toSorted());
  });

  it('finds an order in real time where blind writes leave several', () => {
    const findings = registers(
      '[0 5] p: w x 1',
      '[0 2] q: w x 2',
      '[3 9] r: r x 1',
      '[4 8] s: r x 2',
    );
    expect(findings.satisfies('strict-serializable')).toBe('held');
    expect(undecidedOf(findings)).toEqual([]);
  });

  it('leaves open what reads do not show', () => {
    const findings = registers('w x 1, w y 2', 'w x 2, w y 1', 'r x 2, r y 2');
    expect(namesOf(findings)).toEqual(['G2-realtime']);
    expect(findings.satisfies('read-committed')).toBe('undecided');
    expect(findings.why).toBe('nothing was found, but reads do not show the order of all writes');
  });

  it('takes an order of versions that it is told', () => {
    const lines = ['[0 1] p: w x 1', '[2 3] q: w x 2', '[4 5] p: r x 1'];
    const told = checkTransactions(transactionsOf(...lines), {
      workload: 'rw-register',
      versionOrder: 'realtime',
    });
    expect(told.anomalies.map(({ name }) => name)).toContain('cyclic-versions');
    const byProcess = checkTransactions(
      transactionsOf('[0 1] p: w x 1', '[2 3] p: w x 2', '[4 5] q: r x 2', '[6 7] q: r x 1'),
      { workload: 'rw-register', versionOrder: 'process' },
    );
    expect(byProcess.anomalies[0]?.why).toBe(
      'T0 wrote 1 to "x" and had ended before T1 wrote 2 to "x"; T2 read "x" = 2 and had ended before T3 read "x" = 1',
    );
  });

  it('accuses nobody of values that were there before', () => {
    for (const lines of [
      ['w x 1', 'w x 2', 'w x 1', 'r x 1'],
      ['w x 1', 'w x 2', 'r x 2, w x 1', 'r x 1', 'r x 1'],
      ['w x nil', 'r x nil'],
      ['r x nil', 'w x 1', 'r x 1', 'w x nil', 'r x nil'],
    ]) {
      const inTurn = lines.map((line, i) => `[${2 * i} ${2 * i + 1}] p${i}: ${line}`);
      const findings = registers(...inTurn);
      expect(findings.anomalies).toEqual([]);
      expect(findings.satisfies('strict-serializable')).toBe('undecided');
    }
    expect(registers('w x nil', 'r x nil').why).toBe(
      'T0 wrote nil to "x", which is there before anything is written: no read tells the two apart',
    );
    const both = registers('w x 1', 'w x 1', 'p fail: w y 1', 'r y 1');
    expect(both.satisfies('read-committed')).toBe('violated');
  });

  it('refuses operations of the other workload', () => {
    const findings = registers('a x 1', 'w y 1');
    expect(findings.satisfies('read-uncommitted')).toBe('undecided');
    expect(findings.why).toBe('T0 appended 1 to "x", which is no operation of rw-register');
    expect(registers('a x 1', 'r x 1').anomalies).toEqual([]);
    expect(registers('a x 1, w y 1', 'r y 1').anomalies).toEqual([]);
    expect(lists('w x 1', 'r x [1]').anomalies).toEqual([]);
    expect(lists('w x 1', 'r x [2]').satisfies('read-uncommitted')).toBe('undecided');
  });
});
