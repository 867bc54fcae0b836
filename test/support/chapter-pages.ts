import { readFileSync } from 'node:fs';
import { filesBelow, root } from './source-tree.ts';

/** Where a row of the chapter is told: one page for each section, one heading for each row. */
export interface RowEntry {
  /** The page and the line of its heading. */
  readonly place: string;
  /** As in `B8`. */
  readonly row: string;
  readonly title: string;
  /** The pieces of scenario files, in the order of the page. */
  readonly snippets: readonly string[];
  /** Scenario files that it links to, relative to the repository. */
  readonly scenarios: readonly string[];
}

const folder = 'docs/guide/chapter';
const heading = /^## ([A-Z]\d+) (.+)$/;
const block = /^```yaml\n([\s\S]*?)^```$/gm;
const link = /\]\((?:\.\.\/)+(scenarios\/[^)]+\.yaml)\)/g;

function matches(expression: RegExp, text: string): string[] {
  return [...text.matchAll(expression)].map(([, found = '']) => found);
}

/** The entries of a page's text; a heading that names no row throws. */
export function entriesOf(page: string, text: string): RowEntry[] {
  const lines = text.split('\n');
  const starts = lines.flatMap((line, place) => (line.startsWith('## ') ? [place] : []));
  return starts.map((start, n) => {
    const [, row, title] = heading.exec(lines[start] ?? '') ?? [];
    const place = `${page}:${start + 1}`;
    if (row === undefined || title === undefined) throw new Error(`${place}: this names no row`);
    const body = lines.slice(start + 1, starts[n + 1]).join('\n');
    return { place, row, title, snippets: matches(block, body), scenarios: matches(link, body) };
  });
}

/** The pages, one for each section of the chapter that is told, in order. */
export const chapterPages = filesBelow(folder).filter((path) => /\/[a-z]-[^/]+\.md$/.test(path));

/** All entries of a page. */
export function readEntries(page: string): RowEntry[] {
  return entriesOf(page, readFileSync(`${root}/${page}`, 'utf8'));
}
