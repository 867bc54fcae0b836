import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Shelf } from '../src/base/shelf.ts';
import { runScenario } from '../src/index.ts';
import type { Reporter, Run } from '../src/index.ts';
import type { CommandDefinition } from '../src/cli/command.ts';
import type { CheckDefinition, ExampleRow } from '../src/library/checks/define.ts';
import { linearizable } from '../src/library/checks/linearizable.ts';
import type { ExampleOperation, Model } from '../src/library/models/define.ts';
import { defaultReporter } from '../src/reports/index.ts';
import type { TraceFormat } from '../src/reports/traces/define.ts';
import { registeredItems } from './architecture/library.ts';
import { judgeHistory } from './support/example-history.ts';
import { type Noun, playExample, playTogether } from './support/example-stage.ts';
import { importsOf } from './support/imports.ts';
import { searchIn } from './support/search-stage.ts';
import { filesBelow, parseSource, root } from './support/source-tree.ts';
import { runOf, written } from './support/traced-runs.ts';

/** One shelf: where its items stand, where their tests do, which page describes them. */
interface Place {
  readonly folder: string;
  readonly tests: string;
  readonly page: string;
}

const library = readdirSync(join(root, 'src/library')).map((name) => `src/library/${name}`);

const places: readonly Place[] = [
  ...library.filter((folder) => existsSync(join(root, folder, 'index.ts'))),
  'src/reports',
  'src/reports/traces',
  'src/cli/commands',
  'src/search/strategies',
].map((folder) => ({
  folder,
  tests: folder.replace('src/', 'test/'),
  page: `docs/reference/${basename(folder)}.md`,
}));

/** What an item says about itself; the line of YAML is there on shelves of things to be named. */
interface Item {
  readonly kind: string;
  readonly name: string;
  readonly summary: string;
  readonly example?: string | null;
}

/** What a file of the repository exports. */
async function exportsOf(path: string): Promise<readonly unknown[]> {
  const file = join(root, path);
  const exported: Record<string, unknown> = await import(/* @vite-ignore */ file);
  return Object.values(exported);
}

/** The shelf that an index exports. */
async function shelfOf(folder: string): Promise<Shelf<Item>> {
  const exported = await exportsOf(`${folder}/index.ts`);
  const shelves = exported.filter((value): value is Shelf<Item> => value instanceof Shelf);
  const [shelf, second] = shelves;
  if (shelf === undefined || second !== undefined) {
    throw new Error(`${folder}/index.ts exports ${shelves.length} shelves, not one`);
  }
  return shelf;
}

const isDefinition = (value: unknown, noun: string): value is Item =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === noun;

const isCheck = (item: Item): item is Item & CheckDefinition => item.kind === 'check';

/** The names of the definitions of each file of a folder, by path; files without any are there too. */
async function definitionsIn(folder: string, noun: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const path of filesBelow(folder).filter((file) => /\.tsx?$/.test(file))) {
    if (path === `${folder}/index.ts`) continue;
    const exported = await exportsOf(path);
    const definitions = exported.filter((value) => isDefinition(value, noun));
    found.set(
      path,
      definitions.map(({ name }) => name),
    );
  }
  return found;
}

const sourceOf = (path: string) => parseSource(path, readFileSync(join(root, path), 'utf8'));

/** The files of a folder that its items import, also through one another. */
function servants(folder: string, items: readonly string[]): Set<string> {
  const known = new Set(items);
  for (const path of known) {
    for (const { target } of importsOf(sourceOf(path))) {
      if (target?.startsWith(`${folder}/`)) known.add(target);
    }
  }
  return known;
}

/** Files that the storeys above the library import. */
const wantedAbove = new Set(
  ['src/scenario', 'src/run', 'src/cli']
    .flatMap((folder) => filesBelow(folder))
    .filter((path) => /\.tsx?$/.test(path))
    .flatMap((path) => importsOf(sourceOf(path)).map(({ target }) => target)),
);

const scenarios = filesBelow('scenarios')
  .filter((path) => /\.ya?ml$/.test(path))
  .map((path) => readFileSync(join(root, path), 'utf8'));

/** Whether a scenario, all of which are played elsewhere, has such a value outside comments. */
const isInScenario = (key: string, name: string): boolean =>
  scenarios.some((text) => new RegExp(`^[^#\\n]*${key}:\\s*${name}(?![\\w-])`, 'm').test(text));

/** A report of one run, as a reporter tells it. */
function rendered(reporter: Reporter, run: Run): string {
  const report = { schema: 'fault-sim.report/1', verdict: run.verdict, complete: true } as const;
  return reporter.render({ ...report, stopped: null, engine: '1', runs: [run] });
}

let played: Promise<Run> | undefined;

const observed: { [noun: string]: Promise<ReadonlyMap<string, string | null>> } = {};

/** What shows that an item works, by the noun of its shelf. */
const demonstrations: {
  readonly [noun: string]: (item: Item, shelf: Shelf<Item>) => unknown;
} = {
  async fault({ name, example }) {
    expect(example).toMatch(new RegExp(`\\bfault: ${name}(?![\\w-])`));
    const run = await playExample('fault', example ?? null);
    // The table of faults names it, and says what it hit.
    expect(rendered(defaultReporter, run)).toMatch(
      // One that strikes many times has one row for all.
      new RegExp(`^ +example +${name} +(of .*|\\d+ times? +)hit [0-9]`, 'm'),
    );
  },
  ...Object.fromEntries(
    (['workload'] satisfies Noun[]).map((noun) => [
      noun,
      async ({ name, example }: Item) => {
        expect(example).toMatch(new RegExp(`\\b${noun}: ${name}(?![\\w-])`));
        await playExample(noun, example ?? null);
      },
    ]),
  ),
  ...Object.fromEntries(
    (['check', 'metric'] satisfies Noun[]).map((noun) => [
      noun,
      async ({ name, example }: Item, { items }: Shelf<Item>) => {
        expect(example).toMatch(new RegExp(`\\b${noun}: ${name}(?![\\w-])`));
        observed[noun] ??= playTogether(
          noun,
          items.flatMap((item) => item.example ?? []),
        );
        expect((await observed[noun]).get(example ?? ''), `${example}`).toBeNull();
      },
    ]),
  ),
  clock: ({ name }) => expect(isInScenario('source', name), `no scenario has ${name}`).toBe(true),
  delay: ({ name }) => expect(isInScenario('latency', name), `no scenario uses ${name}`).toBe(true),
  async topology({ example }) {
    const { runs } = await runScenario({
      version: 1,
      name: 'topology',
      duration: '2s',
      nodes: { host: { count: 16, program: 'station', config: { to: 'host-16' } } },
      switches: { net: parse(example ?? '') },
      metrics: { heard: { metric: 'count', event: 'heard', of: 'host-16' } },
      checks: { joined: { check: 'metric', that: 'heard > 1400' } },
    });
    expect(runs[0]?.checks.map(({ verdict }) => verdict)).toEqual(['held', 'held']);
  },
  program: ({ name }) =>
    expect(isInScenario('program', name), `no scenario runs ${name}`).toBe(true),
  model(item) {
    const { name, ...model } = item as Item & Model;
    const stories = model.stories?.();
    if (stories === undefined) throw new Error(`${name} tells no stories`);
    type OperationRow = Extract<ExampleRow, { readonly op: string }>;
    const rows = (told: readonly ExampleOperation[]): readonly ExampleRow[] =>
      told.map(({ op, body = {}, reply = {} }, number) => {
        const said = { body, reply } as Pick<OperationRow, 'body' | 'reply'>;
        return { client: 'c', op, ...said, at: `${2 * number}s`, until: `${2 * number + 1}s` };
      });
    const histories = { held: rows(stories.held), violated: rows(stories.violated) };
    for (const verdict of ['held', 'violated'] as const) {
      const given = { ...histories, config: { model: name } };
      expect(judgeHistory(linearizable, given, histories[verdict])).toMatchObject({ verdict });
    }
  },
  async reporter(item) {
    played ??= playExample('fault', '{ fault: crash, target: n1, at: 5s, duration: 5s }');
    const run = await played;
    expect(rendered(item as Item & Reporter, run)).toMatch(/crash[^]*\n$/);
  },
  'trace-format'(item) {
    const { writer } = item as Item & TraceFormat;
    const events = [
      { type: 'crashed', node: 'n1' },
      { type: 'started', node: 'n1' },
    ] as const;
    expect(written({ writer }, [runOf(['n1'], events)])).toMatch(/crashe[ds][^]*start[^]*\n$/);
  },
  async strategy({ name }) {
    const path = join(root, 'scenarios/transactions/two-phase-commit-under-nemesis.yaml');
    const tallies = await searchIn(path, { strategy: name, seeds: 4 });
    expect(tallies.map(({ runs }) => runs)).toEqual([4, 4]);
  },
  command(item) {
    const { name, examples } = item as Item & CommandDefinition;
    expect(examples.map(({ line }) => line.split(' ').slice(0, 2))).toContainEqual([
      'fault-sim',
      name,
    ]);
  },
};

describe.each(places)('the shelf $folder', async ({ folder, tests, page }) => {
  const shelf = await shelfOf(folder);
  const definitions = await definitionsIn(folder, shelf.noun);
  const makers = [...definitions].filter(([, names]) => names.length > 0);
  const index = sourceOf(`${folder}/index.ts`);
  const pageText = existsSync(join(root, page)) ? readFileSync(join(root, page), 'utf8') : '';

  it('is not empty and in the order of the alphabet', () => {
    expect(shelf.names.length).toBeGreaterThan(0);
    expect(shelf.names).toEqual([...shelf.names].toSorted((a, b) => (a < b ? -1 : 1)));
  });

  it('has every definition of its folder, each in a file of its own name', () => {
    const files = shelf.names.map((name) => `${folder}/${name}.ts`);
    expect(new Set(registeredItems(index))).toEqual(new Set(files));
    expect(new Map(makers)).toEqual(new Map(shelf.names.map((name, at) => [files[at], [name]])));
  });

  if (library.includes(folder)) {
    it('has nothing beside its items but folders, with only what they or the storeys above need', () => {
      const items = new Set(['define', 'index', ...shelf.names].map((name) => `${name}.ts`));
      const files = readdirSync(join(root, folder)).filter((name) => name.endsWith('.ts'));
      expect(files.filter((name) => !items.has(name))).toEqual([]);
      const own = makers.map(([path]) => path);
      const wanted = [...definitions.keys()].filter((path) => wantedAbove.has(path));
      const needed = servants(folder, [...own, ...wanted]);
      expect([...definitions.keys()].filter((path) => !needed.has(path))).toEqual([]);
    });
  }

  describe.each(shelf.items.map((item) => [item.name, item] as const))('%s', (name, item) => {
    it('is described in one sentence and on the reference page', () => {
      expect(item.summary).toMatch(/^\P{Ll}.*\.$/u);
      expect(pageText).toMatch(new RegExp(`^#+ (fault-sim )?\`?${name}\`?$`, 'm'));
    });

    it('has a test of its own', () => {
      const there = ['ts', 'tsx'].filter((extension) =>
        existsSync(join(root, `${tests}/${name}.test.${extension}`)),
      );
      expect(there, `${tests}/${name}.test.ts is missing`).toHaveLength(1);
    });

    if (isCheck(item)) {
      it('lets the first of its two histories pass, and not the second', () => {
        const histories = item.histories?.();
        if (histories === undefined) throw new Error(`${name} shows no histories`);
        const { held, violated, verdict = 'violated' } = histories;
        expect(judgeHistory(item, histories, held)).toMatchObject({ verdict: 'held', notes: [] });
        expect(judgeHistory(item, histories, violated)).toMatchObject({ verdict, notes: [] });
        // A run that shows nothing is no pass, except of what is promised of every run.
        if (!item.anyModel) expect(judgeHistory(item, histories, []).verdict).not.toBe('held');
      });
    }

    it('is seen at work', async () => {
      expect(Object.keys(demonstrations)).toContain(shelf.noun);
      await demonstrations[shelf.noun]?.(item, shelf);
      // The first check or metric plays all examples of its shelf.
    }, 120_000);
  });
});

it('every folder of the library is a shelf', () => {
  const bare = library.filter((folder) => !places.some((place) => place.folder === folder));
  expect(library.length).toBeGreaterThan(0);
  expect(bare).toEqual([]);
});
