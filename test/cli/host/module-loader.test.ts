import { expect, it } from 'vitest';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { ownScenario } from '../../support/small-scenarios.ts';

const folder = scratch();

it('tells which endings there are of a file that has another, and no path of this machine', async () => {
  const words = folder.write('words.txt', 'words');
  const scenario = folder.write('words.yaml', ownScenario('words', './words.txt'));
  const { code, stderr } = await runCli(['run', scenario]);
  expect(code).toBe(3);
  expect(stderr).toContain(
    `error[E_MODULE]: "${words}" cannot be loaded: its name has to end in .ts, .js or .mjs\n`,
  );
});
