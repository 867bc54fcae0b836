import type { Shelf } from '../base/shelf.ts';
import { checks } from '../library/checks/index.ts';
import { faults } from '../library/faults/index.ts';
import { metrics } from '../library/metrics/index.ts';
import { models } from '../library/models/index.ts';
import { workloads } from '../library/workloads/index.ts';
import { reporters } from '../reports/index.ts';
import { shelfPage } from './reference/shelf-page.ts';
import type { Described } from './reference/shelf-page.ts';

/** One file that `npm run gen` writes; the path is relative to the repository. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** The shelves with a reference page, by the name of the page. */
const pages: Readonly<Record<string, Shelf<Described>>> = {
  checks,
  faults,
  metrics,
  models,
  reports: reporters,
  workloads,
};

/** The pages of docs/reference. */
async function referencePages(): Promise<readonly GeneratedFile[]> {
  return Object.entries(pages).map(([name, shelf]) => ({
    path: `docs/reference/${name}.md`,
    text: shelfPage(`${name.charAt(0).toUpperCase()}${name.slice(1)}`, shelf),
  }));
}

/** Everything that is generated: each source gives its files. */
const sources: readonly (() => Promise<readonly GeneratedFile[]>)[] = [referencePages];

/** All generated files with the text that they must have. */
export async function generatedFiles(): Promise<readonly GeneratedFile[]> {
  const files = await Promise.all(sources.map((source) => source()));
  return files.flat();
}
