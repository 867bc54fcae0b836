import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { runCli } from '../support/cli.ts';

describe('the help of a command', () => {
  it.each(commands.names)('%s names all words that a flag or argument takes', async (name) => {
    const { code, stdout, stderr } = await runCli([name, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const definition = commands.get(name);
    const all = [...(definition?.options ?? []), ...(definition?.arguments ?? [])];
    const words = all.flatMap(({ choices = [] }) => choices);
    expect(words.filter((word) => !stdout.includes(`"${word}"`))).toEqual([]);
    expect(stdout).toContain(definition?.summary.split(' ').slice(0, 3).join(' '));
  });

  it('is refused for a command that there is not, with the one that was meant', async () => {
    const { code, stdout, stderr } = await runCli(['help', 'runn']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Did you mean run?');
  });

  it('is that of all of them without a name', async () => {
    const [of, flag] = [await runCli(['help']), await runCli(['--help'])];
    expect(of).toEqual(flag);
    for (const name of [...commands.names, 'help']) expect(of.stdout).toContain(`\n  ${name} `);
  });
});

describe('what would do nothing', () => {
  it('is refused: an empty argument, and a variable of ours with a value that it does not know', async () => {
    for (const [args, env, problem] of [
      [['run', ''], {}, 'argument 1 is empty'],
      [['report', 'diff', 'a.json', ''], {}, 'argument 3 is empty'],
      [['list'], { FAULT_SIM_FORCE_TTY: 'abc' }, 'write columns and rows, as in 100x30'],
      [['list'], { FAULT_SIM_DRAIN: 'tik' }, 'macrotask, did you mean tick?'],
    ] as const) {
      const { code, stdout, stderr } = await runCli(args, { env });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(problem);
    }
    const env = { FAULT_SIM_FORCE_TTY: '', FAULT_SIM_DRAIN: '' };
    expect(await runCli(['list'], { env })).toMatchObject({ code: 0, stderr: '' });
  });
});
