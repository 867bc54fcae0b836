import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HistoryFormat } from '../../../src/history/formats/index.ts';
import { writeJepsenEdn, writeJepsenJson } from '../../../src/history/formats/jepsen-writer.ts';
import { randomHistory, randomTransactions } from '../../support/any-history.ts';
import { columnsOf, complaint, readText } from '../../support/read-history.ts';

const events = `{"schema":"fault-sim.events/1","type":"header"}
{"at":1,"data":{"attempt":1,"body":{"key":"ک","value":-12},"number":0,"workload":"w"},"name":"write","node":"é\\u0041","seq":0,"type":"invoked"}
{"at":2,"data":{},"name":"write","node":"é","seq":1,"type":"sent"}\r
{"at":3.5e1,"data":{"last":true,"number":0,"outcome":{"status":"ok","value":{"a":[1,"é"],"b":1.25}},"workload":"w"},"name":"write","node":"éA","seq":2,"type":"completed"}
{"checks":[],"type":"verdict","verdict":"pass"}`;

const samples: readonly (readonly [HistoryFormat, string])[] = [
  ['ndjson', events],
  [
    'jepsen-edn',
    `\ufeff; a log\n[{:process 0 :f :r :type :invoke :value [k {:a 1.5e3 \\é #{2 1}}]} #_ {:no 1}\r
      #op {:value [k "é\\n𝄞"], :type :ok :process 0, :time 12345678901234567890N}]`,
  ],
  [
    'jepsen-json',
    `\ufeff[ {"process":0,"f":"txn","type":"invoke","value":[["append",1,-2],["r","é",null]]} ,\r
      {"process":0,"value":[["append",1,-2],["r","é",[1.5,true,"\\n"]]],"f":"txn","type":"ok"} ]`,
  ],
  [
    'jepsen-log',
    'x\nINFO jepsen.util - 0\t:invoke\t:cas\t["é" 12]\r\nINFO jepsen.util - 0\t:fail\t:cas\t["é" 12]\nend',
  ],
  ['kv', '{:process 0 :type :invoke :f :put :key "a" :value "é"} {:process 0 :type :info :f :put}'],
];

describe('chunks', () => {
  it.each(samples)('of %s may end anywhere', (format, text) => {
    const whole = readText(format, text);
    expect(whole.history.count + whole.transactions.count).toBe(1);
    const expected = columnsOf(whole);
    const { length } = new TextEncoder().encode(text);
    for (let cut = 1; cut < length; cut += 1) {
      expect(columnsOf(readText(format, text, {}, [cut, length - cut]))).toEqual(expected);
      expect(columnsOf(readText(format, text, {}, [cut]))).toEqual(expected);
    }
  });

  it('of any sizes give the same columns, the order of new values included', () => {
    const recorded = fc.oneof(
      randomHistory(false).map(({ history }) => history),
      randomHistory(true).map(({ history }) => history),
      randomTransactions.map(({ transactions }) => transactions),
    );
    const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(recorded, sizes, fc.boolean(), (history, cuts, isJson) => {
        const format = isJson ? 'jepsen-json' : 'jepsen-edn';
        const writer = isJson ? writeJepsenJson : writeJepsenEdn;
        const text = [...writer(history)].join('');
        expect(columnsOf(readText(format, text, {}, cuts))).toEqual(
          columnsOf(readText(format, text)),
        );
      }),
      { seed: 42, numRuns: 200 },
    );
  });

  it('of any sizes are refused alike when bytes are wrong', () => {
    const encoded = samples.map(
      ([format, text]) => [format, new TextEncoder().encode(text)] as const,
    );
    const spoilt = fc.record({
      sample: fc.constantFrom(...encoded),
      at: fc.nat(1000),
      kind: fc.constantFrom('changed', 'left out', 'cut off', 'put in'),
      byte: fc.oneof(fc.nat(255), fc.constantFrom(0x22, 0x5c, 0x5d, 0x7d, 0x0a, 0x23, 0x3a, 0x20)),
      sizes: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
    });
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(spoilt, ({ sample: [format, bytes], at: place, kind, byte, sizes }) => {
        const at = place % bytes.length;
        const changed = bytes.slice(0, kind === 'cut off' ? at : bytes.length);
        if (kind === 'changed') changed[at] = byte;
        const rest = changed.slice(kind === 'left out' ? at + 1 : at);
        const between = kind === 'put in' ? new TextEncoder().encode('𝄞') : [];
        const text = Uint8Array.from([...changed.slice(0, at), ...between, ...rest]);
        const whole = complaint(format, text);
        expect(complaint(format, text, {}, sizes)).toBe(whole);
        seen.add(whole === 'read');
      }),
      { seed: 42, numRuns: 1000 },
    );
    expect(seen.size).toBe(2);
  });

  it('may be empty', () => {
    const [format, text] = samples[0] ?? ['ndjson', ''];
    expect(columnsOf(readText(format, text, {}, [1, 0]))).toEqual(
      columnsOf(readText(format, text)),
    );
  });
});
