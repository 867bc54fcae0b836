import { describe, expect, it } from 'vitest';
import { causal } from '../../../../src/library/checks/causal.ts';
import type { CheckDefinition, ExampleRow } from '../../../../src/library/checks/define.ts';
import { done, saw, wrote } from '../../../../src/library/checks/operations/example-rows.ts';
import { monotonicReads } from '../../../../src/library/checks/monotonic-reads.ts';
import { readYourWrites } from '../../../../src/library/checks/read-your-writes.ts';
import { judgeHistory } from '../../../support/example-history.ts';
import { second } from '../../../support/stage.ts';
import { told } from '../../../support/told.ts';

const both: readonly (readonly [string, CheckDefinition])[] = [
  ['read-your-writes', readYourWrites],
  ['causal', causal],
];

const cas = (client: string, at: number, from: string, to: string | null): ExampleRow =>
  done(client, [`${at}s`, `${at + 1}s`], 'cas', { key: 'x', from, to });

describe.each(both)('%s of what other operations change', (_, check) => {
  it('accuses no read of a value that came of one', () => {
    const rows = [wrote('c1', ['1s', '2s'], 'x', 'a'), cas('c2', 3, 'a', 'b')];
    const { verdict, notes } = told(check, [...rows, saw('c1', ['5s', '6s'], 'x', 'b')]);
    expect(verdict).toBe('undecided');
    expect(notes).toEqual([
      'it is undecided: c1 reads x = b, which may come of a cas: nobody can tell how old it is',
    ]);
    const gone = done('c2', ['3s', '4s'], 'delete', { key: 'x' });
    expect(told(check, [...rows, gone, saw('c1', ['5s', '6s'], 'x', null)]).verdict).toBe(
      'undecided',
    );
  });

  it('accuses reads that no such operation explains', () => {
    const lost = [wrote('c1', ['1s', '2s'], 'x', 'a'), saw('c1', ['5s', '6s'], 'x', null)];
    for (const other of [
      cas('c2', 3, 'a', 'b'),
      cas('c2', 7, 'a', 'b'),
      { ...cas('c2', 3, 'b', null), reply: { done: false } },
      done('c2', ['3s', '4s'], 'delete', { key: 'y' }),
      { ...done('c2', ['3s', '4s'], 'delete', { key: 'x' }), refused: 'no' },
    ]) {
      expect(told(check, [...lost, other]).verdict).toBe('violated');
    }
  });

  it('is undecided when nothing is written, which is there before', () => {
    const rows = [
      saw('c1', ['1s', '2s'], 'x', null),
      wrote('c2', ['3s', '4s'], 'x', 1),
      saw('c1', ['5s', '6s'], 'x', 1),
      wrote('c2', ['7s', '8s'], 'x', null),
    ];
    const { verdict, notes } = told(check, rows);
    expect(verdict).toBe('undecided');
    expect(notes).toEqual([
      'it is undecided: x = nothing is there before anybody writes, and was written: nobody can tell which write a read saw',
    ]);
  });
});

describe.each([...both, ['monotonic-reads', monotonicReads] as const])(
  '%s of siblings',
  (_, check) => {
    const rows = [
      wrote('c1', ['1s', '2s'], 'x', 'a'),
      saw('c1', ['3s', '4s'], 'x', 'a'),
      wrote('c2', ['5s', '6s'], 'x', 'b'),
    ];

    it('takes values that are read beside one another for no older one', () => {
      const { verdict, notes } = told(check, [...rows, saw('c1', ['7s', '8s'], 'x', ['b'])]);
      expect(verdict).toBe('undecided');
      expect(notes).toEqual([
        'it is undecided: c1 reads x = ["b"], a list of what was written: nobody can tell how old it is',
      ]);
    });

    it('takes a list that was written, or of what nobody wrote, for one value', () => {
      const whole = [...rows, wrote('c2', ['6s', '7s'], 'x', ['a'])];
      expect(told(check, [...whole, saw('c1', ['8s', '9s'], 'x', ['a'])]).verdict).toBe('held');
      expect(told(check, [...rows, saw('c1', ['7s', '8s'], 'x', ['p'])]).verdict).toBe('violated');
      expect(told(check, [...rows, saw('c1', ['7s', '8s'], 'x', [])]).verdict).toBe('violated');
    });
  },
);

describe('monotonic-reads of what other operations change', () => {
  const reads = (...values: readonly string[]): ExampleRow[] =>
    values.map((value, i) => saw('c1', [`${10 + 2 * i}s`, `${11 + 2 * i}s`], 'x', value));

  it('accuses nobody of a value that may have come back', () => {
    const rows = [wrote('c2', ['1s', '2s'], 'x', 'a'), cas('c2', 3, 'a', 'b')];
    expect(told(monotonicReads, [...rows, ...reads('a', 'b', 'a')]).verdict).toBe('violated');
    const back = [...rows, cas('c2', 5, 'b', 'a')];
    expect(told(monotonicReads, [...back, ...reads('a', 'b', 'a')]).verdict).toBe('undecided');
  });

  it('does not take two values that nobody wrote for one', () => {
    const rows = [wrote('c2', ['1s', '30s'], 'x', 'a'), ...reads('p', 'a', 'q')];
    expect(told(monotonicReads, rows).why).toBe(
      'c1 read x = a and then reads x = q, which is older',
    );
  });
});

it('is violated when it shows, however late somebody gives up', () => {
  const write: ExampleRow = { at: '3s', client: 'c2', op: 'write', body: { key: 'x', value: 2 } };
  const rows = [
    wrote('c1', ['1s', '2s'], 'x', 1),
    write,
    saw('b', ['5s', '6s'], 'x', 2),
    saw('b', ['7s', '8s'], 'x', 1),
  ];
  expect(judgeHistory(monotonicReads, { held: [], violated: [] }, rows)).toMatchObject({
    verdict: 'violated',
    at: 8 * second,
  });
});
