import { describe, expect, it } from 'vitest';
import { comparisonMarkdown } from '../../src/reports/comparison.ts';
import type { Comparison } from '../../src/run/report/comparison.ts';

const comparison = (before: string, run = 'split/42'): Comparison => ({
  schema: 'fault-sim.diff/1',
  engines: null,
  differences: [{ class: 'changed', run, path: 'checks.lock', before, after: 'held' }],
});

describe('a comparison as Markdown', () => {
  it('is a table whose cells mean nothing to Markdown', () => {
    const text = comparisonMarkdown(comparison('<b>|`@octocat` #1 $x$\r\nhttps://a.b', '*a*/_b_'));
    const row = text.split('\n').find((line) => line.startsWith('| changed')) ?? '';
    expect(row).toContain('\\*a\\*/\\_b\\_');
    expect(row).toContain('&lt;b&gt;\\|\\`<span>@</span>octocat');
    expect(row).not.toMatch(/https:|\r/);
    expect(row.split(/(?<!\\)\|/)).toHaveLength(7);
  });
});
