import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { namedScenarios } from '../scripts/named-scenarios.mjs';
import { ensureBuilt, launcher } from './support/built.ts';
import { finished, runCli } from './support/cli.ts';
import type { Surroundings } from './support/cli.ts';
import { isLong } from './support/long.ts';
import { root } from './support/source-tree.ts';
import { inTerminal } from './support/terminal.ts';
import { scratch } from './support/scratch.ts';

const folder = scratch();
const minuteMs = 60_000;

const sha256 = (text: string | Uint8Array): string =>
  createHash('sha256').update(text).digest('hex');

/** The hash of the JSON report on a run of scenarios; the exit code must be 0. */
async function reportHash(args: readonly string[], surroundings?: Surroundings): Promise<string> {
  const { code, stdout, stderr } = await runCli(
    ['run', ...args, '--reporter', 'json'],
    surroundings,
  );
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout).runs.length).toBeGreaterThan(0);
  return sha256(stdout);
}

describe('the report on all scenarios', { timeout: 5 * minuteMs }, () => {
  it('is the same bytes when they are played again, from another working directory', async () => {
    ensureBuilt();
    const expected = await reportHash(['scenarios']);
    expect(await reportHash([join(root, 'scenarios')], { cwd: folder.path })).toBe(expected);
  });
});

describe('the report on the named scenarios', { timeout: 5 * minuteMs }, () => {
  let expected = '';

  beforeAll(async () => {
    ensureBuilt();
    expected = await reportHash(namedScenarios);
  }, 5 * minuteMs);

  it('does not depend on time zone and language', async () => {
    const env = { TZ: 'Asia/Tehran', LANG: 'fa_IR.UTF-8', LC_ALL: 'fa_IR.UTF-8' };
    expect(await reportHash(namedScenarios, { env })).toBe(expected);
  });

  it('does not depend on the events being written too', async () => {
    const events = folder.of('events.ndjson');
    expect(await reportHash([...namedScenarios, '--events', events])).toBe(expected);
    expect(statSync(events).size).toBeGreaterThan(0);
  });

  it('does not depend on a live view', async () => {
    const report = folder.of('live.json');
    const script = `"$0" "$1" run ${namedScenarios.join(' ')} --ui live --reporter json > "$2"`;
    const { code, screen } = await inTerminal(
      'sh',
      ['-c', script, process.execPath, launcher, report],
      { cwd: root, env: process.env },
    );
    expect({ code, screen: code === 0 ? '' : screen }).toEqual({ code: 0, screen: '' });
    expect(screen).toContain('\u001B[');
    expect(sha256(readFileSync(report))).toBe(expected);
  });

  it('changes with the seed, so that sameness means something', async () => {
    const { stdout } = await runCli([
      'run',
      ...namedScenarios,
      '--seed',
      '4242',
      '--reporter',
      'json',
    ]);
    expect(sha256(stdout)).not.toBe(expected);
  });
});

describe.runIf(isLong)('the report on every supported Node', () => {
  it('is the same bytes', { timeout: 10 * minuteMs }, async () => {
    ensureBuilt();
    const { code, stdout, stderr } = await finished(
      process.execPath,
      [join(root, 'scripts/nodes.mjs')],
      { timeoutMs: 10 * minuteMs },
    );
    // What was printed is the message: of a long difference only the end is seen.
    expect(code, `${stderr}\n${stdout}`).toBe(0);
    expect(stdout).toContain('same bytes everywhere');
  });
});
