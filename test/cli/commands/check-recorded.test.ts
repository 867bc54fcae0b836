import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answered } from '../../support/check-answer.ts';

const data = join(process.env['FAULT_SIM_TEST_DATA'] ?? '', 'histories/porcupine');
const linearizable = ['002', '005', '007', '018', '025', '031', '038', '045', '048', '049'];

// Without FAULT_SIM_TEST_DATA, the folder of histories recorded by others, there is nothing to read.
describe.skipIf(!existsSync(data))('check of histories recorded by others', () => {
  it('tells which logs of etcd are linearizable', { timeout: 120_000 }, async () => {
    const logs = readdirSync(join(data, 'etcd')).map((name) => join(data, 'etcd', name));
    const { code, answer } = await answered([...logs, '--model', 'cas-register']);
    expect(code).toBe(1);
    const found = answer.results.map(({ file, verdict }: { file: string; verdict: string }) => [
      /\d+(?=\.log)/.exec(file)?.[0],
      verdict,
    ]);
    expect(found).toEqual(
      logs.map((file) => {
        const number = /\d+(?=\.log)/.exec(file)?.[0] ?? '';
        return [number, linearizable.includes(number) ? 'held' : 'violated'];
      }),
    );
    const steps = answer.results.map((one: { steps: number }) => one.steps);
    expect(steps.reduce((sum: number, count: number) => sum + count, 0)).toBeLessThan(400_000);
  });

  it.each([
    ['c01-ok', 'held'],
    ['c01-bad', 'violated'],
    ['c10-ok', 'held'],
    ['c10-bad', 'violated'],
  ])(
    'tells of %s that it is %s, by key and as one',
    { timeout: 120_000 },
    async (name, verdict) => {
      const path = join(data, 'kv', `${name}.txt`);
      for (const flags of [[], ['--no-partition']]) {
        const { answer } = await answered([path, '--model', 'kv', ...flags]);
        expect([flags, answer.verdict]).toEqual([flags, verdict]);
      }
    },
  );
});
