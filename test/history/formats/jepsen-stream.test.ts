import { describe, expect, it } from 'vitest';
import {
  columnsOf,
  complaint,
  operationsOf,
  readText,
  transactionsOf,
} from '../../support/read-history.ts';

const edn = (text: string, options = {}) =>
  operationsOf(readText('jepsen-edn', text, options).history);
const json = (text: string, options = {}) =>
  operationsOf(readText('jepsen-json', text, options).history);

const small = `{:type :invoke, :f :write, :value 3, :process 0, :time 5, :index 0}
{:type :invoke, :f :read, :value nil, :process 1, :time 6, :index 1}
{:type :ok, :f :write, :value 3, :process 0, :time 7, :index 2}
{:type :info, :f :start, :process :nemesis, :value {:cut [1 2]}, :index 3}
{:type :ok, :f :read, :value 3, :process 1, :time 9, :index 4}
{:type :invoke, :f :cas, :value [3 4], :process 0, :index 5}
{:type :fail, :f :cas, :value [3 4], :process 0, :index 6}
{:type :invoke, :f :write, :value 9, :process 1, :index 7}
{:type :info, :f :write, :value 9, :process 1, :error :timeout, :index 8}
{:type :invoke, :f :read, :value nil, :process 1, :index 9}
`;
const smallRead = [
  '0 write 3 -> nil ok 0..2',
  '1 read nil -> 3 ok 1..3',
  '0 cas [3 4] -> nil fail 4..5',
  '1 write 9 -> nil unknown 6..',
  '2 read nil -> nil unknown 7..',
];

const asJson = small
  .trimEnd()
  .split('\n')
  .map((line) =>
    line
      .replace(/:(\w+) :(\w+)/g, '"$1":"$2"')
      .replace(/:(\w+) /g, '"$1":')
      .replace('[3 4]', '[3,4]')
      .replace('[1 2]', '[1,2]')
      .replace('nil', 'null'),
  );

describe('the history of Jepsen', () => {
  it('has three outcomes, and a new process after an unknown one', () => {
    const { history } = readText('jepsen-edn', small);
    expect(operationsOf(history)).toEqual(smallRead);
    expect(history.processes).toEqual(['0', '1', '1']);
    expect([...history.invokedLine.subarray(0, 5)]).toEqual([1, 2, 6, 8, 10]);
    expect([...history.completedLine.subarray(0, 5)]).toEqual([3, 5, 7, 9, -1]);
    expect([...history.invokedNs.subarray(0, 3)]).toEqual([5, 6, Number.NaN]);
    expect([...history.completedNs.subarray(0, 3)]).toEqual([7, 9, Number.NaN]);
  });

  it('may be one vector, one list, or JSON in lines or in one array', () => {
    expect(edn(`[${small}]`)).toEqual(smallRead);
    expect(edn(`; recorded\n(${small})\n`)).toEqual(smallRead);
    expect(json(asJson.join('\n'))).toEqual(smallRead);
    expect(json(`[${asJson.join(',\n')}]`)).toEqual(smallRead);
    expect(edn('')).toEqual([]);
    expect(edn('[]')).toEqual([]);
    expect(json(' [ ] ')).toEqual([]);
  });

  it('may begin with a byte order mark and end its lines with CR and LF', () => {
    const windows = `\ufeff${small.replaceAll('\n', '\r\n')}`;
    expect(edn(windows)).toEqual(smallRead);
    expect(json(`\ufeff${asJson.join('\r\n')}`)).toEqual(smallRead);
    expect(complaint('jepsen-edn', '\ufeff{:type 4}')).toBe(
      '1:8 expected the type invoke, ok, fail or info, found `4`',
    );
  });

  it('is a map however its keys are ordered, with whatever stands beside them', () => {
    const odd = `#jepsen.history.Op{:extra {:a #{1 2} "b" \\c} #_ :gone #_ 4, :value (1 #_2 3), :process 7
      :f :add, :node "n1" :type :invoke} ; no more
      {"type" "ok" ":f" 1 :process 7, :type :ok, :value #inst "2020", :f :add}`;
    expect(edn(odd, { keyed: false })).toEqual(['0 add [1 3] -> "2020" ok 0..1']);
  });

  it('keeps an answer that stands beside the value', () => {
    const text = `{:process 0 :type :invoke :f :swap :value 3}\n{:process 0 :type :ok :f :swap :value 3 :output 3}`;
    expect(edn(text)).toEqual(['0 swap 3 -> 3 ok 0..1']);
  });

  it('takes what a read says twice for its answer', () => {
    const twice = (f: string, value = '2') =>
      `{:process 0 :type :invoke :f ${f} :value ${value}}{:process 0 :type :ok :f ${f} :value ${value}}`;
    expect(edn(twice(':read'))).toEqual(['0 read 2 -> 2 ok 0..1']);
    expect(edn(twice(':read', '[a 2]'))).toEqual(['0 read "a":2 -> 2 ok 0..1']);
    expect(edn(twice(':write'))).toEqual(['0 write 2 -> nil ok 0..1']);
    expect(edn(twice(':dequeue'))).toEqual(['0 dequeue 2 -> nil ok 0..1']);
    const fieldsOf = (op: string) =>
      op === 'dequeue' ? { input: [], output: ['value'] } : { input: ['value'], output: [] };
    expect(edn(twice(':dequeue'), { fieldsOf })).toEqual(['0 dequeue 2 -> 2 ok 0..1']);
    expect(edn(twice(':enqueue'), { fieldsOf })).toEqual(['0 enqueue 2 -> nil ok 0..1']);
  });

  it('says of a cas that it did not match only where the recorder knew that', () => {
    const cas = (error: string) =>
      `{:process 0 :type :invoke :f :cas :value [1 2]}{:process 0 :type :fail :f :cas :value [1 2] :error ${error}}`;
    expect(edn(cas(':did-not-match'))).toEqual(['0 cas [1 2] -> false ok 0..1']);
    expect(edn(cas('[:precondition-failed "3"]'))).toEqual(['0 cas [1 2] -> false ok 0..1']);
    expect(edn(cas(':no-leader'))).toEqual(['0 cas [1 2] -> nil fail 0..1']);
    const silent = cas(':x').replace(' :error :x', '');
    expect(edn(silent)).toEqual(['0 cas [1 2] -> nil fail 0..1']);
  });

  it('must stand in its own order, where its events are numbered', () => {
    const lines = small.trimEnd().split('\n');
    const swapped = [lines[1], lines[0], ...lines.slice(2)].join('\n');
    expect(complaint('jepsen-edn', swapped)).toBe(
      '2:1 :index 0 stands behind :index 1: events must stand in their order',
    );
    expect(complaint('jepsen-json', [asJson[3], asJson[3]].join('\n'))).toBe(
      '2:1 "index" 3 stands behind "index" 3: events must stand in their order',
    );
    const withoutSome = lines.filter((_, i) => i !== 3).join('\n');
    expect(edn(withoutSome)).toEqual(smallRead);
    const unnumbered = small.replaceAll(/, :index (2|4)/g, '');
    expect(edn(unnumbered)).toEqual(smallRead);
  });

  it('knows what timed out to be unknown', () => {
    const text = `{:process 0 :type :invoke :f :read :value nil}{:process 0 :type :fail :f :read :value :timed-out}`;
    expect(edn(text)).toEqual(['0 read nil -> nil unknown 0..']);
  });
});

describe('keys in values', () => {
  const keyed = `{:process 0 :type :invoke :f :write :value [a 1]}
{:process 1 :type :invoke :f :cas :value [b [1 2]]}
{:process 0 :type :ok :f :write :value [a 1]}
{:process 0 :type :invoke :f :read :value [a nil]}
{:process 0 :type :ok :f :read :value [a 1]}
`;
  const apart = [
    '0 write "a":1 -> nil ok 0..2',
    '1 cas "b":[1 2] -> nil unknown 1..',
    '0 read "a":nil -> 1 ok 3..4',
  ];
  const together = [
    '0 write ["a" 1] -> nil ok 0..2',
    '1 cas ["b" [1 2]] -> nil unknown 1..',
    '0 read ["a" nil] -> ["a" 1] ok 3..4',
  ];

  it('are found when all values are pairs', () => {
    expect(edn(keyed)).toEqual(apart);
    expect(edn(keyed, { keyed: true })).toEqual(apart);
    expect(edn(keyed, { keyed: false })).toEqual(together);
  });

  it('are none when one value is no pair, wherever it comes', () => {
    const more = '{:process 0 :type :invoke :f :read :value nil}';
    expect(edn(keyed + more)).toEqual([...together, '0 read nil -> nil unknown 5..']);
    const other = `{:process 1 :type :ok :f :cas :value [c [1 2]]}`;
    expect(edn(keyed + other).slice(0, 2)).toEqual([
      '0 write ["a" 1] -> nil ok 0..2',
      '1 cas ["b" [1 2]] -> ["c" [1 2]] ok 1..5',
    ]);
    expect(edn('{:process 0 :type :invoke :f :cas :value [1 2]}')).toEqual([
      '0 cas [1 2] -> nil unknown 0..',
    ]);
  });

  it('may be demanded', () => {
    const text = `${keyed}{:process 2 :type :invoke :f :read :value nil}`;
    expect(complaint('jepsen-edn', text, { keyed: true })).toBe(
      '6:1 expected a list of the key and a value as :value',
    );
  });

  it('stand beside them in kv', () => {
    const text = `{:process 0, :type :invoke, :f :append, :key "7", :value "x"}
{:process 0, :type :ok, :f :append, :key "7", :value "x"}`;
    expect(operationsOf(readText('kv', text).history)).toEqual(['0 append "7":"x" -> nil ok 0..1']);
    expect(complaint('kv', '{:process 0 :type :invoke :f :get :value nil}')).toBe(
      '1:1 an operation needs :key',
    );
  });
});

describe('transactions', () => {
  const text = `{:type :invoke, :f :txn, :value [[:append 1 2] [:r 1 nil] [:w x "y"] [:r x]], :process 0}
{:type :invoke, :f :txn, :value [[:r 1 nil]], :process 1}
{:type :invoke, :f :txn, :value [[:r 1 nil]], :process 2}
{:type :ok, :f :txn, :value [[:append 1 2] [:r 1 [2]] [:w x "y"] [:r x "y"]], :process 0}
{:type :fail, :f :txn, :value [[:r 1 nil]], :process 1}
{:type :info, :f :txn, :process 2, :value [[:r 1 nil]]}
{:type :invoke, :value [[:r 5 nil]], :f :txn, :process 2}
{:type :ok, :value [[:r 5 nil]], :f :txn, :process 2}
`;
  const read = [
    '0 [append 1 2] [r 1 [2]] [w "x" "y"] [r "x" "y"] ok 0..3',
    '1 [r 1 ?] fail 1..4',
    '2 [r 1 ?] unknown 2..',
    '3 [r 5 nil] ok 5..6',
  ];

  it('come with their micro-operations', () => {
    const { history, transactions } = readText('jepsen-edn', text);
    expect(transactionsOf(transactions)).toEqual(read);
    expect(history.count).toBe(0);
    expect(transactions.processes).toEqual(['0', '1', '2', '2']);
    expect(transactions.values).toBe(history.values);
  });

  it('are the same in JSON', () => {
    const lines = [
      '{"type":"invoke","f":"txn","process":0,"value":[["append",1,2],["r",1,null]]}',
      '{"type":"ok","f":"txn","process":0,"value":[["append",1,2],["r",1,[2]]]}',
    ];
    expect(transactionsOf(readText('jepsen-json', lines.join('\n')).transactions)).toEqual([
      '0 [append 1 2] [r 1 [2]] ok 0..1',
    ]);
  });

  it('have to end as they began', () => {
    expect(
      complaint('jepsen-edn', text.replace('[:append 1 2] [:r 1 [2]]', '[:append 1 3] [:r 1 [3]]')),
    ).toBe('4:1 the transaction ends with other micro-operations than it began');
  });

  it('have micro-operations of three kinds', () => {
    const of = (value: string) =>
      complaint('jepsen-edn', `{:process 0 :type :invoke :f :txn :value ${value}}`);
    expect(of('[[:x 1 2]]')).toBe('1:44 expected r, w or append, found `:`');
    expect(of('[[:append 1]]')).toMatch(/^1:53 expected the value of a micro-operation, found `]`/);
    expect(of('[[:r 1 2 3]]')).toBe('1:51 expected the end of a micro-operation, found `3`');
    expect(of('[7]')).toMatch(/^1:43 expected a micro-operation/);
    expect(of('7')).toMatch(/^1:42 expected a list of micro-operations/);
    expect(of('nil')).toBe('read');
  });
});

describe('what is no history', () => {
  const of = (text: string) => complaint('jepsen-edn', text);

  it('is refused at its place', () => {
    expect(of('{:type :ok :process 0 :f :read}')).toBe(
      '1:1 process 0 has no open operation that could end here',
    );
    expect(
      of(`${small}\n  {:type :invoke :process 0 :f :a} {:type :invoke :process 0 :f :a}`),
    ).toBe('12:36 process 0 begins an operation before its last one ended');
    expect(of('{:type :invoke :process 0 :f :a}\n{:type :ok :process 0 :f :b}')).toBe(
      '2:1 process 0 ends b, but what it began is a',
    );
    expect(of('{:type :invoke, :f :read}')).toBe('1:1 an event needs :process');
    expect(of('{:process 1, :f :read}')).toBe('1:1 an event needs :type');
    expect(of('{:process 1, :type :invoke}')).toBe('1:1 an invocation needs :f');
    const named = 'the :process of an operation must be a whole number';
    expect(of('{:process :nemesis, :type :info}')).toBe('read');
    expect(of('{:process "w1", :type :invoke, :f :read}')).toBe(`1:1 ${named}`);
    expect(of('{:process 0.5, :type :ok, :f :read}')).toBe(`1:1 ${named}`);
    expect(of('{:type :fail, :f :read, :process 9007199254740993}')).toBe(`1:1 ${named}`);
    expect(of('{:process 1, :f 4}')).toBe('1:17 expected the name of an operation, found `4`');
    expect(of('17')).toBe('1:1 expected a map: one event of an operation, found `1`');
    expect(of('{:process 1, :f :read')).toMatch(/^1:22 expected .*, found the end of the file$/);
    expect(of('[{:process 1 :type :invoke :f :a}\n')).toBe(
      '2:1 expected `]` behind the last event, found the end of the file',
    );
    expect(of('{:process 1 :é "…\n…" :f "x\\q"}')).toBe(
      '2:10 expected an escape: one of " \\ / b f n r t u, found `q`',
    );
  });

  it('is refused in JSON too', () => {
    const its = (text: string) => complaint('jepsen-json', text);
    expect(its('{"process":0}{"process":0}')).toBe('1:1 an event needs "type"');
    expect(its('{"a":1,\n "b" 2}')).toBe('2:6 expected : after a key, found `2`');
    expect(its('[{"process":"n"} {"process":"n"}]')).toBe(
      '1:18 expected , or ] behind an event, found `{`',
    );
    expect(its('{"process":0,"value":01}')).toBe(
      '1:23 expected no digit after a leading zero, found `1`',
    );
    expect(its('{"process":0,"value":nul}')).toBe('1:25 expected `null`, found `}`');
    expect(its('{"process":0,"value":[1 2]}')).toBe('1:25 expected , or ], found `2`');
    expect(its('{"é€𝄞":"\\u12g4"}')).toBe('1:13 expected four hexadecimal digits, found `g`');
    expect(its('{"x":"a\nb"}')).toBe('1:8 expected the rest of a text, found the end of the line');
    expect(its('{"x":1e999}')).toBe('1:6 expected a number that a double can hold, found `1`');
  });

  it('is refused when it is no UTF-8', () => {
    const bytes = new TextEncoder().encode('{"process":0,"f":"a","type":"invoke","value":"ab!"}');
    bytes[bytes.indexOf(0x21)] = 0xff;
    expect(complaint('jepsen-json', bytes)).toBe(
      '1:49 expected a text in UTF-8, found the byte 0xff',
    );
  });

  it('is refused when it is nested too deep, and the stack holds', () => {
    const deep = 100_000;
    expect(of(`{:process 0 :x ${'['.repeat(deep)}`)).toMatch(/^1:\d+ expected at most 500/);
    expect(of(`{:process 0 :x ${'#_'.repeat(deep)}`)).toMatch(/^1:\d+ expected at most 500/);
    expect(of(`{:process 0 :x ${'#a '.repeat(deep)}`)).toMatch(/^1:\d+ expected at most 500/);
    expect(complaint('jepsen-json', `{"x":${'[{"a":'.repeat(deep)}`)).toMatch(
      /^1:\d+ expected at most 500/,
    );
  });

  it('has at most 256 names of operations', () => {
    const lines = Array.from(
      { length: 257 },
      (_, i) => `{:process ${i} :type :invoke :f :f${i}}\n`,
    );
    expect(of(lines.slice(0, 256).join(''))).toBe('read');
    expect(of(lines.join(''))).toBe('257:1 a history has at most 256 operation names');
  });

  it('is refused at the same place however it is cut', () => {
    const texts = [
      `[${small}{:process 9 :typ :ok\n "é" [1 2}]`,
      '{:process 1 :é "…\n…" :f "x\\q"}',
    ];
    for (const text of texts) {
      const whole = of(text);
      for (let size = 1; size < 9; size += 1) {
        expect(complaint('jepsen-edn', text, {}, [size])).toBe(whole);
      }
    }
  });
});

describe('a long file', () => {
  it('is one line without end, and columns still count', () => {
    const pair = '{:process 0 :type :invoke :f :é :value 1} {:process 0 :type :ok :f :é :value 1} ';
    const text = `[${pair.repeat(3000)}}`;
    expect(complaint('jepsen-edn', text, {}, [4096])).toBe(
      `1:${2 + pair.length * 3000} expected a map: one event of an operation, found \`}\``,
    );
  });

  it('may hold a value much longer than a chunk', () => {
    const list = Array.from({ length: 20_000 }, (_, i) => i);
    const text = `{:process 0 :type :invoke :f :read :value nil}{:process 0 :type :ok :f :read :value [${list.join(' ')}]}`;
    const { history } = readText('jepsen-edn', text, {}, [100]);
    expect(history.values.valueOf(history.output[0] ?? 0)).toEqual(list);
    expect(columnsOf(readText('jepsen-edn', text))).toEqual(
      columnsOf(readText('jepsen-edn', text, {}, [7])),
    );
  });
});
