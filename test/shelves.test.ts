import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Shelf } from '../src/base/shelf.ts';
import { registeredItems } from './architecture/library.ts';
import { playExample } from './support/example-stage.ts';
import { importsOf } from './support/imports.ts';
import { filesBelow, parseSource, root } from './support/source-tree.ts';

/** One shelf: where its items stand, where their tests do, which page describes them. */
interface Place {
  readonly noun: string;
  readonly folder: string;
  readonly tests: string;
  readonly page: string;
}

const libraryPlaces = readdirSync(join(root, 'src/library')).map((noun) => ({
  noun,
  folder: `src/library/${noun}`,
  tests: `test/library/${noun}`,
  page: `docs/reference/${noun}.md`,
}));

const places: readonly Place[] = [
  ...libraryPlaces,
  {
    noun: 'reports',
    folder: 'src/reports',
    tests: 'test/reports',
    page: 'docs/reference/reports.md',
  },
  {
    noun: 'commands',
    folder: 'src/cli/commands',
    tests: 'test/cli/commands',
    page: 'docs/reference/commands.md',
  },
];

/** What an item says about itself; the line of YAML is there on shelves of things to be named. */
interface Item {
  readonly name: string;
  readonly summary?: string;
  readonly example?: string | null;
}

/** The shelf that an index exports. */
async function shelfOf(folder: string): Promise<Shelf<Item>> {
  const exported: Record<string, unknown> = await import(`../${folder}/index.ts`);
  const shelves = Object.values(exported).filter((value) => value instanceof Shelf);
  const [shelf, second] = shelves;
  if (shelf === undefined || second !== undefined) {
    throw new Error(`${folder}/index.ts exports ${shelves.length} shelves, not one`);
  }
  return shelf as Shelf<Item>;
}

/** Files of a shelf's folder that are neither on it nor used by something that is. */
function unregistered(folder: string): string[] {
  const files = filesBelow(folder)
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')));
  const index = files.find((file) => file.path === `${folder}/index.ts`);
  const known = new Set([`${folder}/index.ts`, ...(index ? registeredItems(index) : [])]);
  for (const path of known) {
    const file = files.find((one) => one.path === path);
    for (const { target } of file ? importsOf(file) : []) {
      if (target?.startsWith(`${folder}/`)) known.add(target);
    }
  }
  return files.map((file) => file.path).filter((path) => !known.has(path));
}

const scenarios = filesBelow('scenarios')
  .filter((path) => /\.ya?ml$/.test(path))
  .map((path) => readFileSync(join(root, path), 'utf8'));

/** Whether a scenario of the library names the item, which is then played with it. */
const isInScenario = (name: string): boolean =>
  scenarios.some((text) => new RegExp(`^[^#\\n]*:\\s*['"]?${name}\\b`, 'm').test(text));

describe.each(places)('the shelf of $noun', async ({ noun, folder, tests, page }) => {
  const shelf = await shelfOf(folder);
  const isLibrary = folder.startsWith('src/library/');
  const pageText = existsSync(join(root, page)) ? readFileSync(join(root, page), 'utf8') : '';

  it('is not empty and in the order of the alphabet', () => {
    expect(shelf.names.length).toBeGreaterThan(0);
    expect(shelf.names).toEqual([...shelf.names].toSorted((a, b) => (a < b ? -1 : 1)));
  });

  it('has every file of its folder', () => {
    expect(unregistered(folder)).toEqual([]);
  });

  describe.each(shelf.items.map((item) => [item.name, item] as const))('%s', (name, item) => {
    it('stands in a file of its own name', () => {
      const file = [`${folder}/${name}.ts`, `${folder}/${name}/index.ts`].filter((path) =>
        existsSync(join(root, path)),
      );
      expect(file.map((path) => basename(path))).toHaveLength(1);
    });

    it('is described in one sentence and on the reference page', () => {
      expect(item.summary).toMatch(/^\P{Ll}.*\.$/u);
      expect(pageText).toMatch(new RegExp(`^#+ .*\`?\\b${name}\\b`, 'm'));
    });

    it('has a test of its own', () => {
      const there = existsSync(join(root, tests))
        ? filesBelow(tests).filter((path) => path.startsWith(`${tests}/${name}.test.`))
        : [];
      expect(there).toHaveLength(1);
    });

    it.runIf(typeof item.example === 'string')('is named in its own example', () => {
      expect(item.example).toMatch(new RegExp(`\\b${shelf.noun}: ${name}\\b`));
    });

    it.runIf(isLibrary)('has an example that runs', async () => {
      if (noun === 'faults') await playExample(noun, item.example ?? '');
      else expect(isInScenario(name), `no scenario names ${name}`).toBe(true);
    });
  });
});
