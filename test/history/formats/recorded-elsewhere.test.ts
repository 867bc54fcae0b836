import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../../src/history/formats/detect.ts';
import { readerOf } from '../../../src/history/formats/index.ts';
import { outcome } from '../../../src/history/history.ts';

const folder = process.env['FAULT_SIM_TEST_DATA'];
const title =
  folder === undefined
    ? 'histories recorded elsewhere (skipped: FAULT_SIM_TEST_DATA names no folder)'
    : 'histories recorded elsewhere';

interface Tally {
  files: number;
  ok: number;
  fail: number;
  unknown: number;
  mismatches: number;
}

function tallyOf(part: string, format: string): Tally {
  const tally: Tally = { files: 0, ok: 0, fail: 0, unknown: 0, mismatches: 0 };
  const path = join(folder ?? '', 'histories', 'porcupine', part);
  for (const name of readdirSync(path).toSorted()) {
    const bytes = readFileSync(join(path, name));
    const found = detectFormat(bytes, name);
    expect(found).toBe(format);
    if (found === null) continue;
    const reader = readerOf(found);
    for (let at = 0; at < bytes.length; at += 1000) reader.push(bytes.subarray(at, at + 1000));
    const { history } = reader.end();
    const no = history.values.cellOf(false);
    tally.files += 1;
    for (let i = 0; i < history.count; i += 1) {
      if (history.outcome[i] === outcome.ok) tally.ok += 1;
      else if (history.outcome[i] === outcome.fail) tally.fail += 1;
      else tally.unknown += 1;
      if (history.output[i] === no) tally.mismatches += 1;
    }
  }
  return tally;
}

describe.skipIf(folder === undefined)(title, () => {
  it('are read to the end: a register of etcd', () => {
    expect(tallyOf('etcd', 'jepsen-log')).toEqual({
      files: 50,
      ok: 1433 + 1000 + 222 + 884,
      fail: 0,
      unknown: 339 + 299,
      mismatches: 884,
    });
  });

  it('are read to the end: a store of keys', () => {
    expect(tallyOf('kv', 'kv')).toEqual({ files: 4, ok: 838, fail: 0, unknown: 0, mismatches: 0 });
  });
});
