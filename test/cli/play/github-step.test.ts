import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/base/errors.ts';
import { diagnosticAnnotations } from '../../../src/cli/play/github-step.ts';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { failingScenario } from '../../support/small-scenarios.ts';
import { workflowCommands } from '../../support/workflow-command.ts';

const actions = { GITHUB_ACTIONS: 'true' };

const diagnostic: Diagnostic = {
  code: 'E_UNKNOWN_NODE',
  severity: 'error',
  message: 'unknown node "db-9"',
  place: { file: './a.yaml', line: 7, column: 3, endLine: 7, endColumn: 7 },
  path: '/faults/f/target',
  suggestion: 'did you mean "db-1"?',
  notes: ['they are: db-1, db-2'],
  excerpt: [],
};

describe('what is wrong in a scenario, in a step of GitHub Actions', () => {
  it('is an annotation at its place', () => {
    expect(diagnosticAnnotations('a.yaml', [diagnostic], actions)).toBe(
      '::error file=a.yaml,line=7,col=3,title=E_UNKNOWN_NODE::' +
        'unknown node "db-9": did you mean "db-1"?%0Athey are: db-1, db-2\n',
    );
  });

  it('is one of the whole file without a place, and of none where there is no file', () => {
    const bare = { ...diagnostic, place: null, suggestion: null, notes: [] };
    const ofFile = '::error file=a.yaml,title=E_UNKNOWN_NODE::unknown node "db-9"\n';
    const ofNone = ofFile.replace('file=a.yaml,', '');
    expect(diagnosticAnnotations('a.yaml', [bare], actions)).toBe(ofFile);
    expect(diagnosticAnnotations('-', [bare], actions)).toBe(ofNone);
    const place = { file: '--set', line: 1, column: 1, endLine: 1, endColumn: 2 };
    expect(diagnosticAnnotations('a.yaml', [{ ...bare, place }], actions)).toBe(ofNone);
  });

  it('is told ten times, and then how much is left', () => {
    const more = { ...diagnostic, code: 'E_MORE', message: 'and 3 more' };
    const text = diagnosticAnnotations(
      'a.yaml',
      [...Array.from({ length: 20 }, () => diagnostic), more],
      actions,
    );
    expect(text.match(/^::error /gm)).toHaveLength(10);
    expect(text).toMatch(/\n10 more without an annotation: /);
  });

  it('is annotated by all commands that read scenarios, beside the text', async () => {
    const folder = scratch();
    folder.write('wrong.yaml', failingScenario('wrong').replace('duration:', 'durations:'));
    const told = async (env: Record<string, string>, ...args: readonly string[]) =>
      await runCli(args, { cwd: folder.of('.'), env });
    for (const args of [
      ['run', 'wrong.yaml'],
      ['run', 'wrong.yaml', '--json'],
      ['run', 'wrong.yaml', '--reporter', 'github'],
      ['validate', 'wrong.yaml'],
      ['validate', 'wrong.yaml', '--json'],
      ['explore', 'wrong.yaml'],
      ['shrink', 'wrong.yaml'],
      ['why', 'wrong.yaml'],
    ]) {
      const plain = await told({}, ...args);
      const annotated = await told(actions, ...args);
      expect(annotated).toMatchObject({ code: 3, stdout: plain.stdout });
      expect(annotated.stderr.startsWith(plain.stderr)).toBe(true);
      const [command, ...others] = workflowCommands(annotated.stderr);
      expect({ args, others }).toEqual({ args, others: [] });
      expect(command).toMatchObject({
        properties: { file: 'wrong.yaml', title: 'E_UNKNOWN_KEY' },
      });
    }
    const switchedOff = { ...actions, FAULT_SIM_GITHUB: '0' };
    expect(await told(switchedOff, 'run', 'wrong.yaml')).toEqual(
      await told({}, 'run', 'wrong.yaml'),
    );
  }, 120_000);
});
