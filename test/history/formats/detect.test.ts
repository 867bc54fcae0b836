import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../../src/history/formats/detect.ts';
import { historyFormats, readerOf } from '../../../src/history/formats/index.ts';

const of = (text: string, name = 'x') => detectFormat(new TextEncoder().encode(text), name);

describe('the format of a file', () => {
  it.each([
    ['{"cell":null,"schema":"fault-sim.events/1","type":"header"}\n{"a":1}', 'ndjson'],
    ['{"type":"invoke","process":0}', 'jepsen-json'],
    ['\ufeff [\n {"type":"invoke"}]', 'jepsen-json'],
    ['{:type :invoke, :f :read}', 'jepsen-edn'],
    ['; a comment\n[{:type :invoke}]', 'jepsen-edn'],
    ['({:process 0}', 'jepsen-edn'],
    ['#jepsen.history.Op{:index 0}', 'jepsen-edn'],
    ['{:process 0, :type :invoke, :f :get, :key "7", :value nil}', 'kv'],
    ['{:process 0, :type :invoke, :f :get, :value :key }', 'kv'],
    ['2020 INFO\nINFO  jepsen.util - 0\t:invoke\t:read\tnil', 'jepsen-log'],
  ])('%s', (text, format) => {
    expect(of(text)).toBe(format);
  });

  it('is that of its name if the bytes do not tell', () => {
    expect(of('', 'a/b.edn')).toBe('jepsen-edn');
    expect(of('[]', 'b.json')).toBe('jepsen-json');
    expect(of('', 'b.jsonl')).toBe('jepsen-json');
    expect(of('', 'b.ndjson')).toBe('ndjson');
    expect(of('hello', 'b.log')).toBe('jepsen-log');
    expect(of('hello', 'b.txt')).toBeNull();
  });

  it('has a reader', () => {
    for (const format of historyFormats) {
      const { history, transactions } = readerOf(format).end();
      expect([history.count, transactions.count]).toEqual([0, 0]);
    }
  });
});
