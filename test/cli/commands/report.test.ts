import { describe, expect, it } from 'vitest';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { failingScenario, quietScenario } from '../../support/small-scenarios.ts';

const folder = scratch();

async function saved(name: string, text: string): Promise<string> {
  const path = folder.of(`${name}.json`);
  await runCli(['run', folder.write(`${name}.yaml`, text), '--reporter', `json=${path}`, '-q']);
  return path;
}

describe('merging reports of runs', () => {
  it('gives every run once, and the worst of the verdicts', async () => {
    const quiet = await saved('quiet', quietScenario('quiet'));
    const failing = await saved('failing', failingScenario('failing'));
    const { code, stdout } = await runCli(['report', 'merge', quiet, failing, quiet, '--json']);
    expect(code).toBe(1);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ verdict: 'fail', complete: true });
    expect(report.runs.map(({ scenario }: { scenario: string }) => scenario)).toEqual([
      'quiet',
      'failing',
    ]);
  });

  it('refuses two different runs of one key', async () => {
    const one = await saved('same', quietScenario('same'));
    const other = await saved('other/same', quietScenario('same').replace('5s', '6s'));
    const { code, stdout, stderr } = await runCli(['report', 'merge', one, other]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('a run of same is there twice, and the two differ');
  });

  it('refuses what is no report', async () => {
    const none = folder.write('none.json', '{"schema":"else/1"}');
    const { code, stderr } = await runCli(['report', 'merge', none]);
    expect(code).toBe(3);
    expect(stderr).toContain('its schema is neither');
    const broken = folder.write('broken.json', '{');
    expect(await runCli(['report', 'merge', broken])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('broken.json cannot be read as a report'),
    });
  });

  it('refuses a word that it does not know', async () => {
    const { code, stderr } = await runCli(['report', 'mege', 'a.json']);
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean merge?');
  });
});
