import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type HistoryFormat, readerOf } from '../../../src/history/formats/index.ts';
import type { History } from '../../../src/history/history.ts';
import { linearizability } from '../../../src/history/linearizability/decide.ts';
import { casRegister } from '../../../src/library/models/cas-register.ts';
import { kv } from '../../../src/library/models/kv.ts';
import { questionOf } from '../../../src/library/models/space/space.ts';

const data = process.env['FAULT_SIM_TEST_DATA'];
const folder = join(data ?? '', 'histories/porcupine');
const budget = { steps: 1_000_000, memoBytes: 1 << 28 };

function read(format: HistoryFormat, path: string): History {
  const reader = readerOf(format);
  reader.push(readFileSync(join(folder, path)));
  return reader.end().history;
}

/** The logs of the etcd series that are linearizable; the others are not. */
const linearizable = ['002', '005', '007', '018', '025', '031', '038', '045', '048', '049'];

describe.skipIf(data === undefined)(
  'histories that others recorded (skipped without FAULT_SIM_TEST_DATA)',
  () => {
    it('are judged as their labels say: 50 logs of etcd, by search alone, in few steps', () => {
      let steps = 0;
      const held: string[] = [];
      for (const file of readdirSync(join(folder, 'etcd')).toSorted()) {
        const history = read('jepsen-log', `etcd/${file}`);
        const question = { ...questionOf(casRegister, history), fastPath: null, budget };
        const found = linearizability(history, question);
        steps += found.steps;
        if (found.verdict === 'held') held.push(file.slice(5, 8));
        else expect(found.verdict).toBe('violated');
      }
      expect(held).toEqual(linearizable);
      expect(steps).toBeLessThan(20_000);
    });

    it.each([
      ['c01-ok', 'held'],
      ['c01-bad', 'violated'],
      ['c10-ok', 'held'],
      ['c10-bad', 'violated'],
    ])('are judged as their labels say: %s, by key and as one', (file, verdict) => {
      const history = read('kv', `kv/${file}.txt`);
      const question = { ...questionOf(kv, history), budget };
      expect(linearizability(history, question).verdict).toBe(verdict);
      const byKey = linearizability(history, { ...question, fastPath: null });
      const asOne = linearizability(history, { ...question, partition: false });
      expect([byKey.verdict, asOne.verdict]).toEqual([verdict, verdict]);
      expect(byKey.steps).toBeLessThan(50_000);
      expect(asOne.steps).toBeLessThan(100_000);
    });
  },
);
