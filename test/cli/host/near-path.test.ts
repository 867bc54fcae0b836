import { describe, expect, it } from 'vitest';
import { nearPath } from '../../../src/cli/host/near-path.ts';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { ownScenario, programText, quietScenario } from '../../support/small-scenarios.ts';

const folder = scratch();
folder.write('scenarios/pauses/lease.yaml', quietScenario('lease'));
folder.write('scenarios/pauses/.hidden.yaml', quietScenario('hidden'));
folder.write('own-program.ts', programText('void node;'));
folder.write('own.js', 'export {};');
folder.write('own.yaml', ownScenario('own', './own-progarm.ts'));
folder.write('heir.yaml', `extends: ./scenario/pauses/lease.yaml\n${quietScenario('heir')}`);

folder.write('report.json', '{}');

/** Relative to the scratch folder. */
const near = (path: string): string | undefined =>
  nearPath(folder.of(path))?.slice(folder.path.length + 1);

describe('a path that is not there', () => {
  it('is near to nothing when it is no name', () => {
    expect(nearPath('')).toBeUndefined();
  });

  it.each([
    ['scenarois', 'scenarios'],
    ['scenarios/pause', 'scenarios/pauses'],
    ['scenarios/pauses/laese.yaml', 'scenarios/pauses/lease.yaml'],
    ['Scenarios/pause/lease.yml', 'scenarios/pauses/lease.yaml'],
    ['scenarios/pauses/lease.yaml/', 'scenarios/pauses/lease.yaml'],
    ['scenarios/pauses/.hiden.yaml', 'scenarios/pauses/.hidden.yaml'],
    ['scenarios/pauses/hidden.yaml', undefined],
    ['own-program', 'own-program.ts'],
    ['scenarios/pauses/lease', 'scenarios/pauses/lease.yaml'],
    // One of several: nobody knows which.
    ['own', undefined],
    // A part between has to be a folder.
    ['own-program/lease.yaml', undefined],
    ['something/else', undefined],
  ])('%s may have meant %s', (path, meant) => {
    expect(near(path)).toBe(meant);
  });

  it('is as relative as it was', () => {
    expect(nearPath('./scenarois/pauses')).toBe('./scenarios/pauses');
    expect(nearPath('src/../scenarois')).toBe('src/../scenarios');
  });
});

describe('commands that are given it', () => {
  it.each([
    [['run', 'scenarois'], 'did you mean "scenarios"?'],
    [['validate', 'scenarios/pauses/laese.yaml'], 'did you mean "scenarios/pauses/lease.yaml"?'],
    [['explore', 'scenarois'], 'did you mean "scenarios"?'],
    [['run', 'own.yaml'], '^^^^^^^^^^^^^^^^ did you mean "./own-program.ts"?'],
    [['run', 'heir.yaml'], '^^^ did you mean "./scenarios/pauses/lease.yaml"?'],
    [['check', 'scenarios/pauses/laese.yaml', '--model', 'kv'], 'did you mean "scenarios/pauses'],
    [['replay', 'reprot.json'], 'there is no file "reprot.json", did you mean "report.json"?'],
    [['report', 'merge', 'reprot.json'], 'did you mean "report.json"?'],
  ])('%j say what was meant', async (args, hint) => {
    const { code, stdout, stderr } = await runCli(args, { cwd: folder.path });
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(hint);
    expect(stderr).not.toContain('ENOENT');
  });

  it('a reporter too', async () => {
    const args = ['run', 'scenarios', '--reporter', './own-progarm.ts'];
    const { code, stderr } = await runCli(args, { cwd: folder.path });
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean "./own-program.ts"?');
  });
});
