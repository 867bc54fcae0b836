import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { reproduceLine } from '../../../src/reports/content/reproduce.ts';
import { leaseRun } from '../../support/report-fixtures.ts';

/** The line of a run whose file is at a path. */
function lineOf(path: string): string {
  return reproduceLine(leaseRun('fenced', true), {
    paths: new Map(),
    pathOf: () => path,
    checks: [],
  });
}

/** The words that bash makes of a line. */
function wordsOf(line: string): string[] {
  const program = `fault-sim() { printf '%s\\0' "$@"; }; ${line}`;
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  return execFileSync('bash', ['-c', program], { encoding: 'utf8', env }).split('\0');
}

describe('the command that plays a run again', () => {
  it.each(['a.yaml', "it's a `$b`.yaml", 'a\n::error::b.yaml', "\u001b[31m\u202e\\'.yaml"])(
    'is read by a shell as it is meant, and does nothing to a terminal: %j',
    (path) => {
      const line = lineOf(path);
      // eslint-disable-next-line no-control-regex -- finding control characters is its purpose
      expect(line).not.toMatch(/[\u0000-\u001f\u202e]/);
      expect(wordsOf(line).slice(0, 2)).toEqual(['run', path]);
    },
  );

  it('takes no path for a flag', () => {
    expect(lineOf('-a.yaml')).toContain('fault-sim run ./-a.yaml --seed');
    expect(lineOf('-')).toContain('fault-sim run - --seed');
  });
});
