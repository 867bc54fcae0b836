import { describe, expect, it } from 'vitest';
import { github } from '../../src/reports/github.ts';
import type { RenderOptions } from '../../src/reports/define.ts';
import type { Report } from '../../src/run/report/report.ts';
import { expectGolden } from '../support/golden.ts';
import {
  checkReport,
  faultReport,
  leaseRun,
  reportOf,
  runReport,
} from '../support/report-fixtures.ts';
import { workflowCommands } from '../support/workflow-command.ts';

const pair = (expected: boolean): Report =>
  reportOf([leaseRun('unfenced', expected), leaseRun('fenced', true)]);

const at = (path: string): RenderOptions => ({
  selection: { paths: new Map([['lease-and-a-long-pause', path]]), checks: [] },
});

/** A scenario with so many checks that are violated, and so many that are undecided. */
function broken(violated: number, undecided: number): Report {
  const checks = [
    ...Array.from({ length: undecided }, (_, nth) =>
      checkReport(`u${nth}`, { verdict: 'undecided' }),
    ),
    ...Array.from({ length: violated }, (_, nth) =>
      checkReport(`v${nth}`, { verdict: 'violated' }),
    ),
  ];
  return reportOf([runReport({ checks, verdict: violated > 0 ? 'fail' : 'unknown' })]);
}

describe('the report for GitHub Actions', () => {
  it.each([
    ['as-expected', pair(true)],
    ['failing', pair(false)],
    ['many', broken(11, 3)],
    [
      'persian',
      reportOf([leaseRun('unfenced', false, ['مشتری-۱', 'مشتری-۲', '锁服务', '🗄️store'])]),
    ],
  ])('%s looks like this', (name, report) => {
    expectGolden(`reports/github/${name}.txt`, github.render(report, at('scenarios/a lease.yaml')));
  });

  it('annotates nothing where all is as expected', () => {
    expect(workflowCommands(github.render(pair(true)))).toEqual([]);
    expect(github.render(pair(true))).toMatch(
      /^PASS {2}lease-and-a-long-pause .*; faults: pause\n$/,
    );
  });

  it('annotates the file of the scenario with what came, why, and how to see it again', () => {
    const [annotation, another] = workflowCommands(github.render(pair(false), at('./a/b.yaml')));
    expect(another).toBe(undefined);
    expect(annotation).toMatchObject({
      command: 'error',
      properties: {
        file: 'a/b.yaml',
        title: 'lease-and-a-long-pause, unfenced: one-writer-at-a-time',
      },
    });
    expect(annotation?.data).toMatch(
      /^violated at 16\.514s, expected held\ntoken 3 accepted after token 4\n/,
    );
    expect(annotation?.data).toMatch(
      /\nfault-sim run \.\/a\/b\.yaml --seed 42 --variant unfenced$/,
    );
  });

  it('annotates the line of the check where it is known', () => {
    const placed = (line: number | null): RenderOptions => {
      const placeOf = () => (line === null ? null : { file: './a/base.yaml', line });
      return { selection: { paths: new Map(), checks: [], placeOf } };
    };
    const properties = (options: RenderOptions) =>
      workflowCommands(github.render(pair(false), options))[0]?.properties;
    expect(properties(placed(12))).toMatchObject({ file: 'a/base.yaml', line: '12' });
    expect(properties(placed(null))).not.toHaveProperty('line');
  });

  it('names no file for a scenario that came through a pipe', () => {
    const [annotation] = workflowCommands(github.render(pair(false), at('-')));
    expect(Object.keys(annotation?.properties ?? {})).toEqual(['title']);
  });

  it('annotates ten things at most, failures before doubts, and says what is left out', () => {
    const shown = (report: Report) =>
      workflowCommands(github.render(report))
        .map(({ command }) => command[0])
        .join('');
    expect(shown(broken(8, 5))).toBe('eeeeeeeeww');
    expect(github.render(broken(8, 5))).toMatch(
      /\n3 more without an annotation: GitHub shows 10 of a step\n$/,
    );
    expect(shown(broken(7, 3))).toBe('eeeeeeewww');
    expect(github.render(broken(7, 3))).not.toContain('more without');
  });

  it('tells of several seeds once', () => {
    const runs = [1, 2, 3].map((seed) => {
      const checks = [checkReport('kept', { verdict: seed === 1 ? 'held' : 'violated' })];
      return runReport({ cell: `seed=${seed}`, seed: String(seed), checks, verdict: 'fail' });
    });
    const [annotation, another] = workflowCommands(github.render(reportOf(runs)));
    expect(another).toBe(undefined);
    expect(annotation?.data).toMatch(
      /^in 2 of 3 runs, here with seed 2\nviolated, expected held\n/,
    );
  });

  it('warns that it was stopped', () => {
    const report = reportOf([runReport({})], { complete: false, stopped: 'SIGINT' });
    expect(workflowCommands(github.render(report))).toMatchObject([
      { command: 'warning', data: expect.stringMatching(/^Stopped early \(SIGINT\)/) },
    ]);
  });

  it('lets no name be a command of its own', () => {
    const sting = 'x\n::error title=no::no';
    const checks = [
      checkReport(sting, { verdict: 'violated', witness: { why: sting, events: [] } }),
    ];
    const faults = [faultReport(sting, sting)];
    const run = runReport({
      scenario: sting,
      variant: sting,
      checks,
      faults,
      file: sting,
      verdict: 'fail',
    });
    const commands = workflowCommands(github.render(reportOf([run])));
    expect(commands).toHaveLength(1);
    expect(commands[0]?.properties['title']).toContain('::error title=no::no: x ::error');
  });
});
