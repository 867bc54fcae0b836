import { describe, expect, it } from 'vitest';
import { launcher, ensureBuilt } from '../support/built.ts';
import { finished, runCli } from '../support/cli.ts';
import { scratch } from '../support/scratch.ts';
import { failingScenario, quietScenario } from '../support/small-scenarios.ts';
import { root } from '../support/source-tree.ts';
import { inTerminal } from '../support/terminal.ts';

const folder = scratch();
const failing = folder.write('failing.yaml', failingScenario('failing'));
const quiet = folder.write('quiet.yaml', quietScenario('quiet'));
const escape = '\u001b';

/** Runs a pipeline of bash in which `fault-sim` is the built program. */
async function pipeline(script: string) {
  ensureBuilt();
  const command = `set -o pipefail; fault-sim() { '${process.execPath}' '${launcher}' "$@"; }; ${script}`;
  return await finished('bash', ['-c', command]);
}

describe('a reader that goes away', () => {
  it('leaves the verdict as the exit code, and no stack', async () => {
    for (const [file, code] of [
      [failing, 1],
      [quiet, 0],
    ] as const) {
      for (const flags of ['--json', '--events -', '']) {
        const outcome = await pipeline(`fault-sim run ${file} ${flags} 2>/dev/null | head -c 10`);
        expect([file, flags, outcome.code, outcome.stdout.length]).toEqual([file, flags, code, 10]);
        expect(outcome.stderr).toBe('');
      }
    }
  });

  it('that is slow gets everything', async () => {
    const whole = await runCli(['schema', 'scenario']);
    const slow = await pipeline('fault-sim schema scenario | (sleep 0.3; cat)');
    expect(slow.stdout.length).toBeGreaterThan(65_536);
    expect(slow.stdout).toBe(whole.stdout);
  });

  it('for want of space is told, with 74', async () => {
    const { code, stderr } = await pipeline(`fault-sim run ${quiet} --json > /dev/full`);
    expect(code).toBe(74);
    expect(stderr).toContain('standard output cannot be written');
    expect(stderr).not.toContain('    at ');
  });
});

describe('standard output and standard error', () => {
  it('carry no escape codes where there is no terminal, CI or not', async () => {
    for (const env of [{}, { CI: 'true' }, { CI: '1', TERM: 'xterm-256color' }]) {
      for (const flags of [[], ['--json'], ['--ui', 'plain']]) {
        const { stdout, stderr } = await runCli(['run', failing, ...flags], { env });
        expect([env, flags, stdout.includes(escape), stderr.includes(escape)]).toEqual([
          env,
          flags,
          false,
          false,
        ]);
      }
    }
  });

  it.each([
    [['--color'], {}, true],
    [['--color'], { NO_COLOR: '1' }, true],
    [['--no-color'], { FORCE_COLOR: '1' }, false],
    [[], { FORCE_COLOR: '1' }, true],
    [[], { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    [[], { FORCE_COLOR: '0' }, false],
    [[], { CLICOLOR_FORCE: '1' }, true],
    [[], { CLICOLOR_FORCE: '1', NO_COLOR: '1' }, false],
    [[], { TERM: 'dumb', FORCE_COLOR: '1' }, true],
    [[], {}, false],
  ] as const)('with %j and %j are coloured: %s', async (flags, env, isColoured) => {
    const { stdout } = await runCli(['run', failing, ...flags], { env });
    expect(stdout.includes(escape)).toBe(isColoured);
  });

  it.each([
    [{ TERM: 'xterm-256color' }, true],
    [{ TERM: 'xterm-256color', NO_COLOR: '1' }, false],
    [{ TERM: 'dumb' }, false],
  ])('on a terminal with %j are coloured: %s', async (env, isColoured) => {
    ensureBuilt();
    const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`);
    const args = [...settings, process.execPath, launcher, 'run', failing, '--ui', 'none'];
    const { screen } = await inTerminal('env', args, { cwd: root, env: process.env });
    expect(screen.includes(`${escape}[`)).toBe(isColoured);
    expect(screen).toContain('FAIL');
  });

  it('show the live view on the terminal while a file gets a clean report', async () => {
    ensureBuilt();
    const file = folder.of('clean.txt');
    const script = '"$0" "$1" run "$2" > "$3"; cat "$3" | head -1';
    const { screen } = await inTerminal(
      'sh',
      ['-c', script, process.execPath, launcher, failing, file],
      {
        cwd: root,
        env: { ...process.env, TERM: 'xterm-256color' },
      },
    );
    expect(screen).toContain('max skew');
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(file, 'utf8')).toMatch(/^FAIL {2}failing\n/);
    expect(readFileSync(file, 'utf8')).not.toContain(escape);
  });

  it('use ASCII alone when they are asked to', async () => {
    const beyond = /[^\n\u0020-\u007e]/;
    expect((await runCli(['run', failing])).stdout).toMatch(beyond);
    expect((await runCli(['run', failing, '--ascii'])).stdout).not.toMatch(beyond);
    const { stdout } = await runCli(['run', failing], { env: { FAULT_SIM_ASCII: '1' } });
    expect(stdout).not.toMatch(beyond);
  });
});

describe('the command line', () => {
  it('shows help on standard error and gives 2 without a command', async () => {
    const { code, stdout, stderr } = await runCli([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: fault-sim');
  });

  it('shows help on standard output when asked, and gives 0', async () => {
    for (const words of [['--help'], ['run', '--help'], ['help', 'run']]) {
      const { code, stdout, stderr } = await runCli(words);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('Usage: fault-sim');
    }
  });

  it.each([
    [['rnu'], 'Did you mean run?'],
    [['run'], `missing required argument 'scenario'`],
    [['schema', 'report', 'more'], 'too many arguments'],
    [['list', 'faults', 'more'], 'only `list scenarios` is about files'],
    [['--verbos'], 'unknown option'],
  ])('gives 2 for %j', async (words, said) => {
    const { code, stdout, stderr } = await runCli(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
  });
});
