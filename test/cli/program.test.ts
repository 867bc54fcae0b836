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
});
