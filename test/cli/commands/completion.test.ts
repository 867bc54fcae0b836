import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands/index.ts';
import { shells } from '../../../src/cli/completion/shell.ts';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';

const folder = scratch();

/** What bash completes for a line whose last word is not finished. */
async function completed(words: readonly string[]): Promise<string[]> {
  const { stdout } = await runCli(['completion', 'bash']);
  const script = folder.write('complete.sh', stdout);
  const line = words.map((word) => `'${word}'`).join(' ');
  const code = `source ${script}; COMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _fault_sim; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const said = execFileSync('bash', ['-euc', code], { encoding: 'utf8' });
  return said.split('\n').filter((word) => word !== '');
}

describe('completion', () => {
  it('completes commands, flags, words of flags and names in bash', async () => {
    expect(await completed(['fault-sim', ''])).toEqual(commands.names);
    expect(await completed(['fault-sim', 'run', '--see'])).toEqual(['--seed']);
    expect(await completed(['fault-sim', 'run', '--ui', ''])).toEqual([
      'auto',
      'live',
      'plain',
      'none',
    ]);
    expect(await completed(['fault-sim', 'list', 'fa'])).toEqual(['faults']);
    expect(await completed(['fault-sim', 'explain', 'E_TA'])).toEqual([
      'E_TAB',
      'E_TAG',
      'E_TARGET',
    ]);
    // Files are bash's own business.
    expect(await completed(['fault-sim', 'run', 'scen'])).toEqual([]);
  });

  it('completes what to do once, and files behind it', async () => {
    expect(await completed(['fault-sim', 'report', ''])).toEqual(['convert', 'diff', 'merge']);
    expect(await completed(['fault-sim', 'report', 'diff', ''])).toEqual([]);
    expect(await completed(['fault-sim', 'report', 'diff', 'a.json', 'm'])).toEqual([]);
    expect(await completed(['fault-sim', 'explain', 'cuts', ''])).toEqual([]);
    const { stdout: zsh } = await runCli(['completion', 'zsh']);
    expect(zsh).toContain(`'1:word:(convert diff merge)' \\\n      '*:file:_files'`);
    const { stdout: fish } = await runCli(['completion', 'fish']);
    expect(fish).toContain(
      `'__fish_seen_subcommand_from report; and not __fish_seen_subcommand_from convert diff merge'`,
    );
  });

  it('completes the value behind an equals sign, which bash takes for a word', async () => {
    expect(await completed(['fault-sim', 'run', '--ui', '=', 'li'])).toEqual(['live']);
    expect(await completed(['fault-sim', 'run', '--ui', '='])).toContain('plain');
  });

  it('answers in zsh when it was loaded by the completion itself', async () => {
    const { stdout } = await runCli(['completion', 'zsh']);
    expect(stdout).toMatch(/== loadautofunc \]\]; then\n {2}_fault_sim "\$@"\nfi\n$/);
  });

  it.each(shells)('names every command and flag for %s', async (shell) => {
    const { code, stdout } = await runCli(['completion', shell]);
    expect(code).toBe(0);
    for (const { name, options } of commands.items) {
      expect(stdout).toContain(name);
      for (const { flags } of options) {
        const [, long = ''] = /--([a-z-]+)/.exec(flags) ?? [];
        expect(stdout).toContain(long);
      }
    }
  });
});
