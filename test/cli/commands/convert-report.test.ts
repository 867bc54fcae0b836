import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reporters } from '../../../src/reports/index.ts';
import { reporterNames } from '../../../src/reports/names.ts';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { failingScenario, quietScenario } from '../../support/small-scenarios.ts';

const folder = scratch();
const scenario = 'scenarios/pauses/lease-and-a-long-pause.yaml';

async function convert(args: readonly string[], more: Parameters<typeof runCli>[1] = {}) {
  return await runCli(['report', 'convert', ...args], more);
}

async function saved(): Promise<string> {
  const path = folder.of('lease.json');
  await runCli(['run', scenario, '--reporter', `json=${path}`, '-q']);
  return path;
}

describe('report convert of a report', () => {
  it('writes what run writes with that reporter, but for messages, which no report holds', async () => {
    const report = await saved();
    for (const name of reporterNames) {
      const played = await runCli(['run', scenario, '--reporter', name]);
      const told = await convert([report, 'scenarios', '--to', name]);
      const { stdout } = told;
      const draws = reporters.get(name)?.drawsMessages === true;
      expect(told).toEqual({ code: 0, stdout: draws ? stdout : played.stdout, stderr: '' });
      const isWithArrows = played.stdout.includes('acquire-reply');
      expect([isWithArrows, stdout.includes('acquire-reply')]).toEqual([draws, false]);
      const out = folder.of(`later.${name}`);
      expect(await convert([report, scenario, '--to', name, '-o', out])).toEqual({
        ...told,
        stdout: '',
      });
      expect(readFileSync(out, 'utf8')).toBe(stdout);
    }
    const input = readFileSync(report, 'utf8');
    const { stdout } = await convert(['-', 'scenarios', '--to', 'junit'], { input });
    expect(stdout).toBe(readFileSync(folder.of('later.junit'), 'utf8'));
  }, 120_000);

  it('finds the scenario beside the report, or says that it knows only the name of its file', async () => {
    const path = folder.write('beside/failing.yaml', failingScenario('failing'));
    const report = folder.of('beside/report.json');
    await runCli(['run', path, '--reporter', `json=${report}`, '-q']);
    const beside = await convert([report, '--to', 'junit']);
    expect(beside).toMatchObject({ code: 0, stderr: '' });
    expect(beside.stdout).toContain(`fault-sim run ${path} --seed`);
    mkdirSync(folder.of('elsewhere'));
    const alone = folder.of('elsewhere/report.json');
    writeFileSync(alone, readFileSync(report));
    const lost = await convert([alone, '--to', 'junit']);
    expect(lost.stdout).toContain('fault-sim run failing.yaml --seed');
    expect(lost).toMatchObject({
      code: 0,
      stderr:
        'failing.yaml: neither beside the report nor here, so it is named without its folder; name it, or a folder above it, after the report\n',
    });
  });

  it('appends to the summary of a step, as run does', async () => {
    const report = await saved();
    const [one, other] = [folder.of('run.md'), folder.of('convert.md')];
    await runCli(['run', scenario, '--reporter', 'github'], {
      env: { GITHUB_STEP_SUMMARY: one },
    });
    await convert([report, scenario, '--to', 'github'], { env: { GITHUB_STEP_SUMMARY: other } });
    expect(readFileSync(other, 'utf8')).toBe(readFileSync(one, 'utf8'));
  });

  it('says what needs events, and what needs a report', async () => {
    const report = await saved();
    const events = folder.of('lease.ndjson');
    await runCli(['run', scenario, '--events', events, '-q']);
    const empty = folder.write(
      'empty.json',
      JSON.stringify({ ...JSON.parse(readFileSync(report, 'utf8')), runs: [] }),
    );
    const search = folder.of('search.json');
    const quiet = folder.write('quiet.yaml', quietScenario('quiet'));
    await runCli(['explore', quiet, '--seeds', '1..2', '--out', search, '-q']);
    for (const [path, to, problem] of [
      [report, 'perfetto', 'is a report: perfetto draws events, which `run --events` writes'],
      [
        events,
        'junit',
        'holds the events of runs, and no report: `run --reporter json=report.json` writes one',
      ],
      [
        search,
        'junit',
        'is the report of a search, which `report merge` shows: junit tells of single runs',
      ],
      [empty, 'junit', 'holds no runs'],
    ] as const) {
      expect(await convert([path, '--to', to])).toEqual({
        code: 3,
        stdout: '',
        stderr: `error: ${path} ${problem}\n`,
      });
    }
  });

  it('leaves nothing behind when it cannot write', async () => {
    const report = await saved();
    const { code, stdout } = await convert([report, '--to', 'html', '-o', folder.path]);
    expect({ code, stdout }).toEqual({ code: 74, stdout: '' });
  });
});
