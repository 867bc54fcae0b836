import { describe, expect, it } from 'vitest';
import { nounNames } from '../../../src/cli/listing/noun-names.ts';
import { faults } from '../../../src/library/faults/index.ts';
import { runCli } from '../../support/cli.ts';

describe('list', () => {
  it('lists what can be listed', async () => {
    const { code, stdout } = await runCli(['list']);
    expect(code).toBe(0);
    // A long sentence goes on below itself.
    const named = stdout.split('\n').filter((line) => /^\S/.test(line));
    expect(named.map((line) => line.split(' ')[0])).toEqual(nounNames);
  });

  it('lists a shelf with a sentence for each item', async () => {
    const { stdout } = await runCli(['list', 'faults']);
    for (const { name, summary } of faults.items) {
      expect(stdout).toMatch(new RegExp(`^${name} +${summary.slice(0, 20)}`, 'm'));
    }
  });

  it.each(nounNames)('answers programs about %s', async (noun) => {
    const { stdout } = await runCli(['list', noun, '--json']);
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ schema: 'fault-sim.list/1', noun });
    expect(answer.items.length).toBeGreaterThan(0);
    for (const { name, summary } of answer.items) expect([name, summary]).not.toContain('');
  });

  it('gives 2 for a word that is none, with the one that was meant', async () => {
    const { code, stderr } = await runCli(['list', 'fauts']);
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean faults?');
  });
});
