import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isolated, printable } from '../../src/base/text/cells.ts';
import { markdown } from '../../src/reports/markdown.ts';
import { fenced, markdownText } from '../../src/reports/markdown/escape.ts';
import type { Run } from '../../src/run/report/report.ts';
import { expectGolden } from '../support/golden.ts';
import {
  checkReport,
  faultReport,
  leaseRun,
  reportOf,
  runReport,
  second,
  seen,
  silentRuns,
} from '../support/report-fixtures.ts';

const surprise = () => reportOf([leaseRun('unfenced', false), leaseRun('fenced', true)]);

const selection = {
  paths: new Map([['lease-and-a-long-pause', 'scenarios/pauses/a lease.yaml']]),
  checks: [],
};

/** The cells of the lines of all tables. */
function tableRows(comment: string): string[][] {
  return comment
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.slice(2, -2).split(' | '));
}

/** What a reader sees of an escaped text. */
function shownOf(escaped: string): string {
  return escaped
    .replace(/<span>(.*?)<\/span>/g, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/&nbsp;/g, ' ')
    .replace(/&#36;/g, '$')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

/** One run with so many checks that are violated, each with a story of so many rows. */
function longRun(scenario: string, checks: number, events: number): Run {
  return runReport({
    scenario,
    file: `${scenario}.yaml`,
    verdict: 'fail',
    checks: Array.from({ length: checks }, (_, nth) =>
      checkReport(`check-${nth}`, {
        verdict: 'violated',
        at: second,
        witness: {
          why: 'too much '.repeat(30),
          events: Array.from({ length: events }, (__, at) =>
            seen(at, 'n2', 'observed', 'heard', { from: 'n1', text: 'long '.repeat(7) }),
          ),
        },
      }),
    ),
    faults: [faultReport('gc', 'pause')],
  });
}

describe('the Markdown report', () => {
  it('tells of a pair what is not as expected', () => {
    expectGolden('reports/surprise.md', markdown.render(surprise(), { selection }));
  });

  it('has a row for each verdict and says which variants got it', () => {
    const rows = tableRows(markdown.render(surprise()));
    expect(rows).toContainEqual(['❌', 'one-writer-at-a-time', 'held', 'violated', 'unfenced']);
    expect(rows).toContainEqual(['✅', 'one-writer-at-a-time', 'held', 'held', 'fenced']);
    expect(rows).toContainEqual(['✅', 'tokens-only-grow', 'held', 'held', 'all']);
    const seeds = [1, 2, 3].map((seed) => {
      const verdict = seed === 2 ? 'undecided' : 'held';
      const checks = [checkReport('done', { verdict })];
      return runReport({ checks, seed: String(seed), cell: `seed=${seed}`, verdict: 'unknown' });
    });
    const comment = markdown.render(reportOf(seeds));
    expect(comment).toMatch(/^## ❓ UNKNOWN: example\n/);
    expect(tableRows(comment)).toContainEqual(['❓', 'done', 'held', 'undecided in 1 of 3']);
  });

  it('draws a diagram where something broke, and none of a run in which nothing happened', () => {
    const broken = markdown.render(surprise());
    expect(broken.match(/```mermaid\nsequenceDiagram\n/g)).toHaveLength(1);
    expect(broken).toContain('✗ 16.514s write-accepted');
    const quiet = runReport({ checks: [checkReport('asked', { verdict: 'vacuous' })] });
    const comment = markdown.render(reportOf([quiet]));
    expect(comment).toContain('- ❌ asked: vacuous, expected held<br>nothing put it to the test\n');
    expect(comment).not.toContain('mermaid');
  });

  it('tells eight runs at most, and how many more there are', () => {
    const runs = Array.from({ length: 11 }, (_, nth) => {
      return { ...leaseRun('unfenced', true), variant: `v${nth}` };
    });
    const comment = markdown.render(reportOf(runs));
    expect(comment.match(/```mermaid/g)).toHaveLength(8);
    expect(comment).toContain('\nand 3 more runs with verdicts that are not plainly held\n');
  });

  it('tells of several scenarios those that failed', () => {
    const comment = markdown.render(reportOf([...surprise().runs, ...silentRuns()]));
    expect(comment).toMatch(/^## ❌ FAIL: 1 of 2 scenarios as expected\n/);
    expect(comment).toContain('\n### ❌ FAIL: lease-and-a-long-pause\n');
    expect(comment).not.toContain('### ✅');
    expect(markdown.render(reportOf([]))).toBe('## ✅ PASS: 0 of 0 scenarios as expected\n');
  });

  it('says in front of all that it was stopped', () => {
    const stopped = reportOf([], { complete: false, stopped: 'max-wall' });
    expect(markdown.render(stopped)).toContain('\nStopped early (max-wall): the real time');
  });

  it('has at most 60,000 characters and says what it leaves out, diagrams first', () => {
    const scenarios = (count: number, checks: number, events: number): string =>
      markdown.render(
        reportOf(
          Array.from({ length: count }, (_, nth) => longRun(`scenario-${nth}`, checks, events)),
        ),
      );
    const some = scenarios(8, 1, 100);
    expect(some.length).toBeLessThanOrEqual(60_000);
    expect(some).toMatch(/\*Left out, to stay within 60,000 characters: \d+ diagrams\.\*\n$/);
    expect(some.match(/### ❌/g)).toHaveLength(8);
    const many = scenarios(400, 3, 2);
    expect(many.length).toBeLessThanOrEqual(60_000);
    expect(many).toContain('and 350 more rows\n');
    expect(many).toMatch(/Left out, .*: 400 diagrams, .*, \d+ scenarios\.\*\n$/);
    expect(many).toContain('fault-sim run scenario-0.yaml --seed 1\n');
    const wide = scenarios(1, 300, 1);
    expect(wide).toContain('and 200 more rows\n');
    expect(wide).toContain('- and 280 more\n');
    expect(wide.length).toBeLessThanOrEqual(60_000);
  });

  it('closes a fence behind all that is in it', () => {
    expect(fenced('sh', 'echo "```"')).toBe('````sh\necho "```"\n````\n');
    expect(fenced('sh', 'a\n')).toBe('```sh\na\n```\n');
  });

  it('keeps names from being Markdown, HTML, links and mentions', () => {
    expect(markdownText('a|b\nc`d`')).toBe('a\\|b c\\`d\\`');
    expect(markdownText('<b>&amp;</b>')).toBe('&lt;b&gt;&amp;amp;&lt;/b&gt;');
    expect(markdownText('@admin')).toBe('<span>@</span>admin');
    expect(markdownText('write #12, GH-7')).toBe('write <span>#</span>12, GH<span>-</span>7');
    expect(markdownText('http://a')).toBe('http<span>:</span>//a');
    expect(markdownText('- a')).toBe('\\- a');
    expect(markdownText('1. a 1.5s')).toBe('1\\. a 1.5s');
    expect(markdownText('# a')).toBe('\\# a');
    expect(markdownText('===')).toBe('\\===');
    expect(markdownText(' a  b ')).toBe('&nbsp;a&nbsp; b&nbsp;');
    expect(markdownText('انبار')).toBe('\u2068انبار\u2069');
    expect(markdownText('a\u202eb')).toBe('a\\\\u202eb');
    expect(markdownText('e\u0301'.repeat(2000)).length).toBeLessThan(1000);
  });

  it('shows any text as it is, and no text breaks a table', () => {
    const signs = fc.string({
      unit: fc.constantFrom(...' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~az09\n\twGH'),
      maxLength: 40,
    });
    const hostile = fc.oneof(signs, fc.string({ unit: 'grapheme', maxLength: 40 }));
    fc.assert(
      fc.property(hostile, (text) => {
        const escaped = markdownText(text);
        expect(shownOf(escaped)).toBe(isolated(printable(text)));
        const bare = escaped
          .replace(/<span>[@#:.-]<\/span>|&(?:#36|lt|gt|amp|nbsp);/g, '·')
          .replace(/\\[!-/:-@[-`{-~]/g, '·');
        expect(bare).not.toMatch(/[\n<>`*_[\]|~$]|@\w|#\w|^[-+=] /);
      }),
      { seed: 1, numRuns: 500 },
    );
    fc.assert(
      fc.property(hostile, hostile, hostile, (scenario, variant, id) => {
        const run = leaseRun('unfenced', false);
        const checks = run.checks.map((check, nth) => (nth === 0 ? { ...check, id } : check));
        const comment = markdown.render(
          reportOf([{ ...run, scenario, variant, checks }, leaseRun('fenced', true)]),
        );
        const starts = comment
          .split('\n')
          .filter((line) => /^(#|`|<details|<\/details)/.test(line));
        expect(starts.filter((line) => line.startsWith('<details'))).toHaveLength(
          starts.filter((line) => line === '</details>').length,
        );
        // Each table ends with a blank line; all its rows have the cells of its head.
        for (const table of comment.split('\n\n')) {
          expect(new Set(tableRows(table).map(({ length }) => length)).size).toBeLessThan(2);
        }
      }),
      { seed: 2, numRuns: 200 },
    );
  });
});
