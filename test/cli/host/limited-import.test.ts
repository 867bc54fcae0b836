import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { endingOf } from '../../../src/cli/time-limit.ts';
import { takeEventLoop } from '../../../src/cli/host/event-loop.ts';
import { limitedImport } from '../../../src/cli/host/limited-import.ts';
import { ensureBuilt, launcher } from '../../support/built.ts';
import { type Finished, runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { ownScenario, programText, quietScenario } from '../../support/small-scenarios.ts';

const folder = scratch();

/** A scenario whose program has these lines before its definition, which is on line 2 and further. */
function scenarioWith(name: string, head: string): string {
  folder.write(`${name}.ts`, programText('void node;', head));
  return folder.write(`${name}.yaml`, ownScenario(name, `./${name}.ts`));
}

/** Runs the program and sends it Ctrl+C as soon as the file that it loads has said so. */
async function interrupted(args: readonly string[]): Promise<Finished> {
  ensureBuilt();
  const child = spawn(process.execPath, [launcher, ...args], { stdio: 'pipe', timeout: 60_000 });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (!said.stderr.includes('loading') && text.includes('loading')) child.kill('SIGINT');
    said.stderr += text;
  });
  return await new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, ...said }));
  });
}

describe('an import under a limit', () => {
  it('gives what it exports, or what it throws', async () => {
    const given = limitedImport(10_000, takeEventLoop(), async () => await Promise.resolve(3));
    await expect(given).resolves.toEqual({ ending: 'itself', result: 3 });
    const thrown = limitedImport(10_000, takeEventLoop(), () =>
      Promise.reject(new RangeError('its own')),
    );
    await expect(thrown).rejects.toThrow(new RangeError('its own'));
  });

  it('is broken off in its code and in its promises', async () => {
    const inCode = limitedImport(20, takeEventLoop(), () => {
      for (;;);
    });
    await expect(inCode).resolves.toEqual({ ending: 'timeout' });
    const inPromises = limitedImport(20, takeEventLoop(), async () => {
      for (;;) await Promise.resolve();
    });
    await expect(inPromises).resolves.toEqual({ ending: 'timeout' });
  });

  it('is broken off while it waits, where others keep the process busy so that it is never idle', async () => {
    const busy = setInterval(() => undefined, 5);
    const waits = limitedImport(20, takeEventLoop(), () => new Promise<void>(() => undefined));
    await expect(waits).resolves.toEqual({ ending: 'timeout' });
    clearInterval(busy);
  });

  it('has one listener of the process together with all others, for Node warns of many', async () => {
    const before = process.listenerCount('beforeExit');
    const imports = Array.from({ length: 12 }, () =>
      limitedImport(10_000, takeEventLoop(), async () => await Promise.resolve(3)),
    );
    expect(process.listenerCount('beforeExit')).toBe(before + 1);
    await Promise.all(imports);
    expect(process.listenerCount('beforeExit')).toBe(before);
  });

  it('knows an action that nobody broke off', () => {
    expect(endingOf(10_000, () => undefined, true)).toBe('itself');
  });
});

describe('a file of the user that never comes to its end while it is loaded', () => {
  it.each([
    ['in a loop', 'for (;;);', 2],
    ['in a function', 'function spin(): void {\n  for (;;);\n}\nspin();', 3],
    ['in its promises', 'for (;;)\n  await null;', 3],
  ])('%s is an error with its place', { timeout: 60_000 }, async (_, head, line) => {
    const scenario = scenarioWith('endless', head);
    const { code, stdout, stderr } = await runCli(['run', scenario, '--max-wall', '1s']);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('did not come to an end and was broken off after 2s');
    expect(stderr).toContain(`endless.ts:${line}:1\n`);
    expect(stderr).not.toContain('    at ');
  });

  it(
    'is told for each scenario that names it, and waited for once',
    { timeout: 60_000 },
    async () => {
      const scenario = scenarioWith('twice', 'console.log("loading"); for (;;);');
      const again = folder.write('again.yaml', ownScenario('again', './twice.ts'));
      const { code, stderr } = await runCli(['run', scenario, again, '--max-wall', '1s']);
      expect(code).toBe(3);
      expect(stderr.match(/was broken off/g)).toHaveLength(2);
      // The second time it was looked at to find the place.
      expect(stderr.match(/^loading$/gm)).toHaveLength(2);
    },
  );

  it('because it waits for nothing is an error too', async () => {
    const scenario = scenarioWith('waits', 'await new Promise(() => {});');
    const { code, stdout, stderr } = await runCli(['validate', scenario]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('waits for something that never comes');
  });

  it.each([['run'], ['validate'], ['explore']])(
    'is left by Ctrl+C in %s',
    async (command) => {
      const scenario = scenarioWith('left', 'console.log("loading"); for (;;);');
      const { code, stdout, stderr } = await interrupted([command, scenario]);
      expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
      expect(stderr).toContain('left.ts was loaded');
    },
    60_000,
  );

  it('is left by Ctrl+C, and what was played before is reported', { timeout: 60_000 }, async () => {
    const quiet = folder.write('a-quiet.yaml', quietScenario('quiet'));
    const scenario = scenarioWith('later', 'console.log("loading"); for (;;);');
    const { code, stdout } = await interrupted(['run', quiet, scenario, '--json']);
    expect(code).toBe(130);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ complete: false, stopped: 'SIGINT' });
    expect(report.runs).toHaveLength(1);
  });
});
