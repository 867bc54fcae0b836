import { describe, expect, it } from 'vitest';
import { launcher } from '../../support/built.ts';
import { finished, runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { failingScenario, quietScenario } from '../../support/small-scenarios.ts';

const folder = scratch();
const valid = folder.write('valid.yaml', quietScenario('valid'));
const invalid = folder.write('invalid.yaml', quietScenario('invalid').replace('5s', '5'));

describe('validate', () => {
  it('says what is valid', async () => {
    const { code, stdout, stderr } = await runCli(['validate', valid]);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: `${valid}: valid, 1 run\n`,
      stderr: '',
    });
  });

  it('gives 3 and a code frame for what is not', async () => {
    const { code, stdout, stderr } = await runCli(['validate', invalid, valid]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: `${valid}: valid, 1 run\n` });
    expect(stderr).toContain('E_MISSING_UNIT');
    expect(stderr).toContain('3 | duration: 5\n');
  });

  it('comes to an end with standard input that has none', async () => {
    const { stdout } = await finished('sh', [
      '-c',
      `yes 2>/dev/null | '${process.execPath}' '${launcher}' validate - 2>&1; echo $?`,
    ]);
    expect(stdout).toContain('E_TOO_LARGE');
    expect(stdout.endsWith('\n3\n')).toBe(true);
  });

  it('refuses standard input that is not in UTF-8', async () => {
    const { stdout } = await finished('sh', [
      '-c',
      `printf 'name: caf\\351\\n' | '${process.execPath}' '${launcher}' validate - 2>&1; echo $?`,
    ]);
    expect(stdout).toContain('standard input cannot be read: line 1 is not in UTF-8');
    expect(stdout.endsWith('\n3\n')).toBe(true);
  });

  it('answers programs with one object for all files', async () => {
    const { code, stdout, stderr } = await runCli(['validate', invalid, valid, '--json']);
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ schema: 'fault-sim.validate/1', valid: false });
    expect(answer.files[0].diagnostics[0]).toMatchObject({
      code: 'E_MISSING_UNIT',
      severity: 'error',
      line: 3,
      column: 11,
    });
    expect(answer.files[1]).toMatchObject({ name: 'valid', valid: true, runs: 1, diagnostics: [] });
  });

  it('prints a scenario as it was understood', async () => {
    const path = folder.write('failing.yaml', failingScenario('failing'));
    const normalized = await runCli([
      'validate',
      path,
      '--print-normalized',
      '--set',
      'duration=2m',
    ]);
    const answer = JSON.parse(normalized.stdout);
    expect(answer).toMatchObject({ schema: 'fault-sim.normalized/1', name: 'failing' });
    expect(answer.runs[0]).toMatchObject({ key: 'failing/1', durationNs: 120e9, seed: '1' });
    expect(answer.runs[0].nodes[1]).toMatchObject({ id: 'counter', program: 'counter-service' });
  });

  it('gives one answer, not two of them on one stream', async () => {
    const { code, stdout, stderr } = await runCli([
      'validate',
      valid,
      '--json',
      '--print-normalized',
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('--json and --print-normalized are two answers');
  });

  it('gives 5 when there is no scenario', async () => {
    expect((await runCli(['validate', folder.of('nothing-here-but-a-folder/')])).code).toBe(3);
    folder.write('other/notes.txt', '');
    expect((await runCli(['validate', folder.of('other')])).code).toBe(5);
  });
});
