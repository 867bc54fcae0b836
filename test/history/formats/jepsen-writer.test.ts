import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeJepsenEdn, writeJepsenJson } from '../../../src/history/formats/jepsen-writer.ts';
import type { Recorded } from '../../../src/history/formats/reader.ts';
import { HistoryBuilder, outcome } from '../../../src/history/history.ts';
import { nil } from '../../../src/history/value-table.ts';
import { randomHistory, randomTransactions } from '../../support/any-history.ts';
import { operationsOf, readText, transactionsOf } from '../../support/read-history.ts';

const writers = [
  ['jepsen-edn', writeJepsenEdn],
  ['jepsen-json', writeJepsenJson],
] as const;

function timesOf({ history }: Recorded): readonly number[] {
  const { count } = history;
  return [...history.invokedNs.subarray(0, count), ...history.completedNs.subarray(0, count)];
}

const builder = new HistoryBuilder();
const { values } = builder;
const client = builder.newProcess('client-1');
const other = builder.newProcess('client-2');
const write = builder.invoke(client, builder.nameOf('write'), nil, 3, 5);
const lost = builder.invoke(other, builder.nameOf('write'), nil, 4, 6);
builder.complete(write, outcome.ok, nil, 7);
const cas = builder.invoke(client, builder.nameOf('cas'), nil, values.list([1, 2]));
builder.complete(cas, outcome.ok, values.cellOf(false));
builder.giveUp(lost, 9);
const swap = builder.invoke(client, builder.nameOf('swap'), nil, 3);
builder.complete(swap, outcome.ok, 3);

describe('a written history', () => {
  it('is EDN as Jepsen writes it', () => {
    expect([...writeJepsenEdn(builder.build())].join('')).toBe(
      `{:index 0, :time 5, :type :invoke, :process 0, :f :write, :value 3}
{:index 1, :time 6, :type :invoke, :process 1, :f :write, :value 4}
{:index 2, :time 7, :type :ok, :process 0, :f :write, :value 3}
{:index 3, :type :invoke, :process 0, :f :cas, :value [1 2]}
{:index 4, :type :fail, :process 0, :f :cas, :value [1 2], :error :did-not-match}
{:index 5, :type :invoke, :process 0, :f :swap, :value 3}
{:index 6, :type :ok, :process 0, :f :swap, :value 3, :output 3}
{:index 7, :time 9, :type :info, :process 1, :f :write, :value 4}
`,
    );
  });

  it('is JSON, an object on each line', () => {
    const lines = [...writeJepsenJson(builder.build())].join('').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown).slice(3, 5)).toEqual([
      { index: 3, type: 'invoke', process: 0, f: 'cas', value: [1, 2] },
      { index: 4, type: 'fail', process: 0, f: 'cas', value: [1, 2], error: 'did-not-match' },
    ]);
  });

  it('has keys in the values or beside them', () => {
    const keyed = new HistoryBuilder();
    const process = keyed.newProcess('c');
    keyed.invoke(process, keyed.nameOf('get'), keyed.values.cellOf('k'), nil);
    const text = (keys?: 'in-values' | 'beside') =>
      [...writeJepsenEdn(keyed.build(), keys === undefined ? {} : { keys })][0];
    expect(text()).toContain(':f :get, :value ["k" nil]}');
    expect(text('in-values')).toBe(text());
    expect(text('beside')).toContain(':f :get, :key "k", :value nil}');
  });

  it('comes in chunks, and none when there is nothing', () => {
    const long = new HistoryBuilder();
    const process = long.newProcess('c');
    const name = long.nameOf('add');
    for (let i = 0; i < 5000; i += 1) {
      long.complete(long.invoke(process, name, nil, i), outcome.ok, nil);
    }
    const chunks = [...writeJepsenEdn(long.build())];
    expect(chunks.length).toBeGreaterThan(3);
    expect(readText('jepsen-edn', chunks.join('')).history.count).toBe(5000);
    expect([...writeJepsenJson(new HistoryBuilder().build())]).toEqual([]);
  });
});

describe.each(writers)('%s', (format, writer) => {
  it.each([
    ['without keys', false, {}],
    ['with keys in values', true, {}],
    ['with keys beside values', true, { keys: 'beside' }],
  ] as const)('gives back the operations, %s', (_, keyed, options) => {
    fc.assert(
      fc.property(randomHistory(keyed), (recorded) => {
        const text = [...writer(recorded.history, options)].join('');
        const isInValues = keyed && !('keys' in options) && recorded.history.count > 0;
        const again = readText(format, text, { keyed: isInValues });
        expect(operationsOf(again.history)).toEqual(operationsOf(recorded.history));
        expect(timesOf(again)).toEqual(timesOf(recorded));
      }),
      { seed: 42, numRuns: 300 },
    );
  });

  it('gives back the transactions', () => {
    fc.assert(
      fc.property(randomTransactions, ({ transactions }) => {
        const again = readText(format, [...writer(transactions)].join(''));
        expect(transactionsOf(again.transactions)).toEqual(transactionsOf(transactions));
      }),
      { seed: 42, numRuns: 300 },
    );
  });
});
