import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Report, runScenario } from '../src/index.ts';
import { reporters } from '../src/reports/index.ts';
import { json } from '../src/reports/json.ts';
import { text } from '../src/reports/text.ts';
import { expectGolden } from './support/golden.ts';
import { filesBelow, root } from './support/source-tree.ts';

const scenarios = filesBelow('scenarios').filter(
  (path) => /\.ya?ml$/.test(path) && !basename(path).startsWith('_'),
);

/** What a reader is told of a scenario before it runs. */
interface Head {
  readonly name: string;
  readonly summary?: string;
  readonly topics?: readonly string[];
  readonly rows?: readonly string[];
  readonly variants?: { readonly [name: string]: { readonly summary?: string } | null };
}

describe.each(scenarios)('%s', (path) => {
  const head: Head = parse(readFileSync(join(root, path), 'utf8'));
  const golden = path.replace(/\.ya?ml$/, '');

  it('says what it is about, and what each design is', () => {
    expect(head.summary).toBeTruthy();
    expect(head.topics ?? []).not.toEqual([]);
    expect(head.rows ?? []).not.toEqual([]);
    for (const [name, variant] of Object.entries(head.variants ?? {}))
      expect([name, variant?.summary ?? '']).toEqual([name, expect.stringMatching(/[.?!]$/)]);
  });

  it('gets the verdicts that it expects, and the report that it had', async () => {
    const report = await runScenario(join(root, path));
    const selection = { paths: new Map([[head.name, path]]), checks: [] };
    expectGolden(`${golden}.txt`, text.render(report, { selection }));
    expectGolden(`${golden}.json`, json.render(report));
    // Whoever reads it from the file has to see the same.
    const saved = JSON.parse(json.render(report)) as Report;
    for (const reporter of reporters.items)
      expect(reporter.render(saved, { selection })).toBe(reporter.render(report, { selection }));
    expect(report.verdict).toBe('pass');
  });
});
