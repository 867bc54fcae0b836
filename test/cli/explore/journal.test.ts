import { describe, expect, it } from 'vitest';
import { launcher } from '../../support/built.ts';
import { finished, runCli } from '../../support/cli.ts';
import { countingPackage } from '../../support/counting-package.ts';
import type { Finished } from '../../support/cli.ts';
import { countingScenario } from '../../support/counting.ts';
import { scratch } from '../../support/scratch.ts';
import { ownScenario, programText } from '../../support/small-scenarios.ts';

const folder = scratch();

const counting = folder.write('counting.yaml', countingScenario);

const anothers = {
  code: 2,
  stdout: '',
  stderr: expect.stringContaining('it is the journal of another search'),
};

async function searched(scenario: string, journal: string, ...words: string[]): Promise<Finished> {
  const search = ['explore', scenario, '--seeds', '1..8', '-q', '--journal', folder.of(journal)];
  return await runCli([...search, ...words]);
}

describe('the journal of a search', { timeout: 120_000 }, () => {
  it.each([
    ['--set', 'nodes.counter.config.deduplicate=true'],
    ['--check', 'no-program-errors'],
    ['--max-events', '50'],
  ])('is not that of a search with another %s', async (...flag) => {
    const journal = `other${flag[0]}.ndjson`;
    const ours = ['--variant', 'careful'];
    expect(await searched(counting, journal, ...ours)).toMatchObject({ code: 0 });
    expect(await searched(counting, journal, ...ours, ...flag)).toMatchObject(anothers);
    expect(await searched(counting, journal, ...ours)).toMatchObject({ code: 0 });
  });

  it('knows whether runs were played twice, and which gave two traces', async () => {
    const program = programText('node.log(`${count()}`);', countingPackage(folder));
    folder.write('twice.ts', program);
    const twice = folder.write('twice.yaml', ownScenario('twice', './twice.ts'));
    expect(await searched(twice, 'once.ndjson')).toMatchObject({ code: 0 });
    const verify = '--verify-determinism';
    expect(await searched(twice, 'once.ndjson', verify)).toMatchObject(anothers);
    const unstable = { code: 6, stderr: expect.stringContaining('is not deterministic') };
    expect(await searched(twice, 'twice.ndjson', verify)).toMatchObject(unstable);
    expect(await searched(twice, 'twice.ndjson', verify)).toMatchObject(unstable);
  });

  it('is not that of a search in a program that has changed since, or in what it imports', async () => {
    const own = folder.write('own.yaml', ownScenario('own', './own.ts'));
    folder.write('sayings.ts', "export const said = 'hello';\n");
    const program = programText('node.log(said);', "import { said } from './sayings.ts';");
    folder.write('own.ts', program);
    expect(await searched(own, 'own.ndjson')).toMatchObject({ code: 0 });
    expect(await searched(own, 'own.ndjson')).toMatchObject({ code: 0 });
    folder.write('sayings.ts', "export const said = 'good bye';\n");
    expect(await searched(own, 'own.ndjson')).toMatchObject(anothers);
    folder.write('sayings.ts', "export const said = 'hello';\n");
    folder.write('own.ts', program.replace('said);', 'said); node.log(said);'));
    expect(await searched(own, 'own.ndjson')).toMatchObject(anothers);
    folder.write('own.ts', program.replaceAll('\n', '\r\n'));
    expect(await searched(own, 'own.ndjson')).toMatchObject({ code: 0 });
  });

  it('ends the search when it has no more room, and what it holds is taken up later', async () => {
    const search = ['explore', counting, '--seeds', '1..200', '--jobs', '1', '-q', '--json'];
    const kept = [...search, '--journal', folder.of('full.ndjson')];
    const limited = ['-c', 'ulimit -f 4; exec "$0" "$@"', process.execPath, launcher, ...kept];
    const cut = await finished('bash', limited);
    expect(cut).toMatchObject({ code: 74, stdout: '' });
    expect(cut.stderr).toMatch(/^error: the journal cannot be written: EFBIG[^\n]*\n$/);
    const { stdout } = await runCli(search);
    expect((await runCli(kept)).stdout).toBe(stdout);
  });
});
