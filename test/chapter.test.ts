import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { rows, rowSections } from '../src/scenario/vocabulary/chapter.ts';
import { chapterPages, entriesOf, readEntries } from './support/chapter-pages.ts';
import { complaint, completed, playSnippet } from './support/snippet-stage.ts';
import { root } from './support/source-tree.ts';

// Some rows play many nodes or many seeds, which takes long on a machine that is busy.
vi.setConfig({ testTimeout: 120_000 });

/** Sections of which every row is told. */
const whole: readonly string[] = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'];

const order = [...rows.keys()];

/** The rows that a scenario file says it shows. */
function rowsOf(path: string): readonly string[] {
  return parse(readFileSync(join(root, path), 'utf8')).rows ?? [];
}

describe.each(chapterPages)('%s', (page) => {
  const letter = basename(page).charAt(0).toUpperCase();
  const entries = readEntries(page);

  it('has the title of its section, and its rows in their order and by their names', () => {
    const [first] = readFileSync(join(root, page), 'utf8').split('\n');
    expect(first).toBe(`# ${letter}: ${rowSections[letter]}`);
    const known = order.filter((row) => entries.some((entry) => entry.row === row));
    expect(entries.map(({ row, title }) => `${row} ${title}`)).toEqual(
      known.map((row) => `${row} ${rows.get(row)}`),
    );
    expect(known.filter((row) => row[0] !== letter)).toEqual([]);
  });

  it.runIf(whole.includes(letter))('tells of every row', () => {
    expect(entries.map(({ row }) => row)).toEqual(order.filter((row) => row[0] === letter));
  });

  it.each(entries)('$row can be said, and does what is said of it', async (entry) => {
    const { place, row, snippets, scenarios } = entry;
    expect([...snippets, ...scenarios], `${place}: say it, or show it`).not.toEqual([]);
    for (const path of scenarios) expect(rowsOf(path), `${place}: ${path}`).toContain(row);
    for (const snippet of snippets) {
      expect(await playSnippet(snippet), `${place}:\n${snippet}`).toBe(null);
    }
  });
});

describe('a piece of a scenario', () => {
  it('is found below the heading of its row, with the scenarios that show it', () => {
    const text = [
      '# B: x',
      '## B1 first',
      '```yaml',
      'a: 1',
      '```',
      '[it](../../../scenarios/networks/six-ways.yaml)',
      '## B2 second',
    ].join('\n');
    expect(entriesOf('page', text)).toEqual([
      {
        place: 'page:2',
        row: 'B1',
        title: 'first',
        snippets: ['a: 1\n'],
        scenarios: ['scenarios/networks/six-ways.yaml'],
      },
      { place: 'page:7', row: 'B2', title: 'second', snippets: [], scenarios: [] },
    ]);
    expect(() => entriesOf('page', '## Second')).toThrow('page:1: this names no row');
  });

  it('is completed with a cast that it may replace', () => {
    expect(Object.keys(completed('faults: {}'))).toContain('workloads');
    expect(completed('nodes: { a: {} }')['workloads']).toBe(undefined);
    expect(completed('metrics: {}')['checks']).toBe(undefined);
  });

  it('must be valid, and its faults must hit something', async () => {
    await expect(
      playSnippet('faults: { a: { fault: los, target: db -> rest } }'),
    ).rejects.toThrow();
    const idle =
      'faults: { a: { fault: loss, target: db -> rest, at: 19s, match: { message: echo } } }';
    expect(await playSnippet(idle)).toContain('hit nothing');
    const report = { complete: false, stopped: 'max-events', runs: [] };
    expect(
      complaint({ ...report, schema: 'fault-sim.report/1', verdict: 'fail', engine: '1' }),
    ).toBe('it stopped: max-events');
  });
});
