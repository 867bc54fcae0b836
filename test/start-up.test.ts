import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, launcher } from './support/built.ts';
import { finished } from './support/cli.ts';
import { isLong } from './support/long.ts';

const scenario = 'scenarios/pauses/lease-and-a-long-pause.yaml';
const folder = mkdtempSync(join(tmpdir(), 'fault-sim-start-'));
const meter = join(folder, 'meter.cjs');
const reading = join(folder, 'reading');
const attempts = 15;

afterAll(() => rmSync(folder, { recursive: true }));

/** The least CPU time in ms of some starts of Node, measured by the process itself at its exit. */
async function leastCpuMs(args: readonly string[]): Promise<number> {
  const readings: number[] = [];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { code, stderr } = await finished(process.execPath, ['--require', meter, ...args]);
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    readings.push(Number(readFileSync(reading, 'utf8')));
  }
  return Math.min(...readings);
}

// CPU time over an empty process, so that a busy machine and an older Node count alike.
describe.runIf(isLong)('the start of the program', { timeout: 120_000 }, () => {
  let emptyMs = 0;

  beforeAll(async () => {
    ensureBuilt();
    writeFileSync(
      meter,
      `process.on('exit', () => {
        const { user, system } = process.cpuUsage();
        require('node:fs').writeFileSync(${JSON.stringify(reading)}, String((user + system) / 1000));
      });`,
    );
    emptyMs = await leastCpuMs(['--eval', '']);
  }, 120_000);

  it.each([
    ['--version', [], 20],
    ['validate', [scenario], 60],
    // The budget is 90 ms and the simulation itself, which takes a few.
    ['run', [scenario, '--ui', 'none'], 110],
  ])('%s stays within its budget', async (command, args, budgetMs) => {
    const spentMs = await leastCpuMs([launcher, command, ...args]);
    expect(spentMs - emptyMs).toBeLessThanOrEqual(budgetMs);
  });
});
