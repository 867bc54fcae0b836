import { describe, expect, it } from 'vitest';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { ownScenario, programText } from '../../support/small-scenarios.ts';

const folder = scratch();

/** Plays a scenario whose program is this text; what came of it, and the name of both files. */
async function played(name: string, text: string) {
  folder.write(`${name}.ts`, text);
  const scenario = folder.write(`${name}.yaml`, ownScenario(name, `./${name}.ts`));
  return { ...(await runCli(['run', scenario])), name };
}

it('tells which endings there are of a file that has another, and no path of this machine', async () => {
  const words = folder.write('words.txt', 'words');
  const scenario = folder.write('words.yaml', ownScenario('words', './words.txt'));
  const { code, stderr } = await runCli(['run', scenario]);
  expect(code).toBe(3);
  expect(stderr).toContain(
    `error[E_MODULE]: "${words}" cannot be loaded: its name has to end in .ts, .js or .mjs\n`,
  );
});

describe('a file that cannot be loaded', () => {
  it('is shown where its syntax is wrong', async () => {
    const { code, stderr, name } = await played('misspelt', programText('const x = ;'));
    expect(code).toBe(3);
    expect(stderr).toContain(`"${folder.of(name)}.ts" cannot be loaded: Unexpected token`);
    expect(stderr).toContain(`${name}.ts:7:15`);
    expect(stderr).not.toContain('    at ');
  });

  it('is shown where it throws', async () => {
    const { code, stderr, name } = await played(
      'throwing',
      programText('', `function fail(): never { throw new Error('not today'); }\nfail();`),
    );
    expect(code).toBe(3);
    expect(stderr).toContain('not today');
    expect(stderr).toContain(`${name}.ts:2:`);
  });

  it('is shown where it imports what is not there', async () => {
    const { code, stderr } = await played(
      'astray',
      programText('nowhere();', `import { nowhere } from './nowhere.ts';`),
    );
    expect(code).toBe(3);
    expect(stderr).toContain(`Cannot find module './nowhere.ts'`);
  });

  it('is loaded anew when it was mended, the cache notwithstanding', async () => {
    const env = { XDG_CACHE_HOME: folder.of('cache') };
    const path = folder.write('mended.yaml', ownScenario('mended', './mended.ts'));
    folder.write('mended.ts', programText(`throw new Error('broken');`));
    expect((await runCli(['run', path], { env })).code).toBe(1);
    folder.write('mended.ts', programText(`node.log('fine');`));
    expect((await runCli(['run', path], { env })).code).toBe(0);
    expect((await runCli(['run', path], { env: { ...env, FAULT_SIM_CACHE: '0' } })).code).toBe(0);
  });
});
