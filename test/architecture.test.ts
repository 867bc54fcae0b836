import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { entryPoints, generator } from '../scripts/entries.mjs';
import { ambientComplaints, inexactComplaints, unfinishedComplaints } from './architecture/bans.ts';
import { cycleComplaints, danglingComplaints, orphanComplaints } from './architecture/graph.ts';
import { isolationComplaints } from './architecture/library.ts';
import { lastingComplaints } from './architecture/lasting.ts';
import { demandedImports, lintedImports } from './architecture/lint.ts';
import { limits, sizeComplaints } from './architecture/sizes.ts';
import { homeComplaints, storeyComplaints } from './architecture/storeys.ts';
import { parseArchitecture, readArchitecture } from './support/architecture-page.ts';
import { filesBelow, parseSource, readSourceTree, root } from './support/source-tree.ts';

const page = readArchitecture();
const tree = readSourceTree();
const entries = [...Object.values<string>(entryPoints), generator];

/** A made-up file, to see each rule refuse something. */
const fake = (path: string, ...lines: string[]) => parseSource(path, `${lines.join('\n')}\n`);

describe('the storey table', () => {
  it('names the folders below src, lowest first', () => {
    const folders = new Set(
      filesBelow('src').flatMap((path) => /^src\/([^/]+)\//.exec(path)?.[1] ?? []),
    );
    expect([...folders].filter((folder) => !page.storeys.has(folder))).toEqual([]);
    expect(page.storeys.size).toBe(11);
  });

  it('only ever points downward', () => {
    const order = [...page.storeys.keys()];
    const upward = [...page.storeys].flatMap(([storey, allowed]) =>
      allowed.filter(({ path }) => {
        const place = order.indexOf(path.split('/')[0] ?? '');
        return place < 0 || place >= order.indexOf(storey);
      }),
    );
    expect(upward).toEqual([]);
  });

  it('is read from the page as it is written', () => {
    const { storeys, homes } = parseArchitecture(
      [
        '| storey | holds | may import |',
        '|---|---|---|',
        '| `low/` | x | |',
        '| `high/` | y | `low/`, `low/a.ts` (types) |',
        '',
        '| package | home |',
        '|---|---|',
        '| `yaml` | `high/`, `low/b*` |',
        '',
      ].join('\n'),
    );
    expect(storeys.get('low')).toEqual([]);
    expect(storeys.get('high')).toEqual([
      { path: 'low/', typesOnly: false },
      { path: 'low/a.ts', typesOnly: true },
    ]);
    expect(homes.get('yaml')).toEqual(['high/', 'low/b*']);
  });

  it('is what the linter enforces', () => {
    expect(lintedImports()).toEqual(demandedImports(page));
  });
});

describe('imports', () => {
  it('go downward only', () => {
    expect(storeyComplaints(page, tree)).toEqual([]);
  });

  it('that go up, sideways or out are refused', () => {
    expect(
      storeyComplaints(page, [
        fake('src/base/a.ts', `import type { World } from '../world/world.ts';`),
        fake('src/world/b.ts', `const x = await import('../run/run.ts');`),
        fake('src/engine/c.ts', `export type T = import('../world/world.ts').World;`),
        fake('src/reports/d.ts', `import { emptyReport } from '../run/report/report.ts';`),
        fake('src/ui/e.ts', `import type { World } from '../world/world.ts';`),
        fake('src/cli/f.ts', `import about from '../../package.json';`),
        fake('src/spare/g.ts', `import { x } from '../base/x.ts';`),
        fake('src/reports/fine.ts', `import type { Report } from '../run/report/report.ts';`),
        fake('src/index.ts', `export { run } from './run/run.ts';`),
      ]),
    ).toEqual([
      'src/base/a.ts:1 base/ may not import world/world.ts',
      'src/world/b.ts:1 world/ may not import run/run.ts',
      'src/engine/c.ts:1 engine/ may not import world/world.ts',
      'src/reports/d.ts:1 reports/ may import run/report/report.ts with import type only',
      'src/ui/e.ts:1 ui/ may not import world/world.ts',
      'src/cli/f.ts:1 imports package.json, which is outside src/',
      'src/spare/g.ts:1 spare/ is no storey',
    ]);
  });

  it('of packages stay at their homes', () => {
    expect(homeComplaints(page, tree)).toEqual([]);
  });

  it('of packages elsewhere, or of strangers, are refused', () => {
    expect(
      homeComplaints(page, [
        fake('src/world/network.ts', `import { parse } from 'yaml';`),
        fake('src/run/hash.ts', `import { createHash } from 'node:crypto';`),
        fake('src/reports/html.ts', `import chalk from 'chalk';`),
        fake('src/cli/main.ts', `import lodash from 'lodash/fp';`, `import 'node:fs';`),
        fake('src/reports/text.ts', `import { Chalk } from 'chalk';`),
        fake('src/scenario/load.ts', `import { Ajv2020 } from 'ajv/dist/2020.js';`),
      ]),
    ).toEqual([
      'src/world/network.ts:1 yaml lives in scenario/',
      'src/run/hash.ts:1 node:crypto lives in cli/',
      'src/reports/html.ts:1 chalk lives in ui/ and reports/text*',
      'src/cli/main.ts:1 lodash lives in nowhere',
    ]);
  });

  it('form no cycle', () => {
    expect(cycleComplaints(tree)).toEqual([]);
  });

  it('that form a cycle are refused, types included', () => {
    expect(
      cycleComplaints([
        fake('src/base/a.ts', `import type { B } from './b.ts';`),
        fake('src/base/b.ts', `export { c } from './c.ts';`),
        fake('src/base/c.ts', `import { a } from './a.ts';`),
        fake('src/base/d.ts', `import { a } from './a.ts';`),
      ]),
    ).toEqual(['import cycle: src/base/a.ts, src/base/b.ts, src/base/c.ts']);
  });

  it('name files that exist', () => {
    expect(danglingComplaints(tree, (path) => existsSync(join(root, path)))).toEqual([]);
  });

  it('of missing files are refused', () => {
    const file = fake('src/base/a.ts', `import { b } from './b.ts';`);
    expect(danglingComplaints([file], () => false)).toEqual([
      'src/base/a.ts imports src/base/b.ts, which is missing',
    ]);
  });

  it('reach every file from an entry point', () => {
    expect(orphanComplaints(tree, entries)).toEqual([]);
  });

  it('that reach a file from nowhere make it an orphan', () => {
    const files = [
      fake('src/cli/main.ts', `import { a } from '../base/a.ts';`),
      fake('src/base/a.ts', 'export const a = 1;'),
      fake('src/base/b.ts', `import { a } from './a.ts';`),
    ];
    expect(orphanComplaints(files, ['src/cli/main.ts'])).toEqual([
      'src/base/b.ts is reached from no entry point',
    ]);
  });

  it('keep library items apart', () => {
    expect(isolationComplaints(tree)).toEqual([]);
  });

  it('from one library item to another are refused, checks on models excepted', () => {
    expect(
      isolationComplaints([
        fake(
          'src/library/faults/index.ts',
          `import { crash } from './crash.ts';`,
          `import { pause } from './pause.ts';`,
          `import { defineFault } from './define.ts';`,
        ),
        fake(
          'src/library/faults/crash.ts',
          `import { pause } from './pause.ts';`,
          `import { defineFault } from './define.ts';`,
        ),
        fake('src/library/faults/pause.ts', `import { defineFault } from './define.ts';`),
        fake('src/library/models/index.ts', `import { register } from './register.ts';`),
        fake('src/library/models/register.ts', 'export const register = 1;'),
        fake(
          'src/library/checks/linearizable.ts',
          `import { register } from '../models/register.ts';`,
        ),
        fake('src/library/programs/echo.ts', `import { register } from '../models/register.ts';`),
      ]),
    ).toEqual([
      'src/library/faults/crash.ts imports another item, src/library/faults/pause.ts',
      'src/library/programs/echo.ts imports another item, src/library/models/register.ts',
    ]);
  });
});

describe('the host', () => {
  it('is not touched below cli', () => {
    expect(ambientComplaints(tree)).toEqual([]);
  });

  it('is seen when it is touched, and only then', () => {
    const touching = fake(
      'src/world/clock.ts',
      'const now = Date.now();',
      'const later = { at: new Date() as unknown as number };',
      'function pause(process: { id: number }): number { return process.id; }',
      'const id = process.pid;',
      'type When = Date;',
      'const a = { process: 1, console }, b = a.process;',
      'for (const crypto of [1]) { crypto; }',
      'globalThis.performance;',
    );
    expect(ambientComplaints([touching])).toEqual([
      'src/world/clock.ts:1 Date is banned, use the clocks of the world, or the Host port',
      'src/world/clock.ts:2 Date is banned, use the clocks of the world, or the Host port',
      'src/world/clock.ts:4 process is banned, use the Host port',
      'src/world/clock.ts:6 console is banned, use a returned text',
      'src/world/clock.ts:8 globalThis is banned, use the Host port',
    ]);
    expect(ambientComplaints([fake('src/cli/host.ts', 'process.exitCode = 1;')])).toEqual([]);
  });
});

describe('what differs between machines', () => {
  it('is not used below ui', () => {
    expect(inexactComplaints(tree)).toEqual([]);
  });

  it.each([
    ['const a = b ** 2;', '**'],
    ['a **= 2;', '**'],
    ['const a = Math.pow(2, 3);', 'Math.pow'],
    [`const a = Math['random']();`, 'Math.random'],
    ['const a = Math[name](1);', 'Math.name'],
    ['const { pow } = Math;', 'Math as a value'],
    ['for (const key in table) use(key);', 'for..in'],
    ['names.sort();', 'sort without a comparator'],
    ['const a = names.toSorted();', 'sort without a comparator'],
    ['a.localeCompare(b);', 'localeCompare'],
    ['total.toLocaleString();', 'toLocaleString'],
    [`word.normalize('NFC');`, 'normalize'],
    ['const letters = /\\p{L}/u;', '\\p{'],
    [`const letters = new RegExp('\\\\P{L}', 'u');`, '\\P{'],
  ])('refuses %s', (line, found) => {
    const [complaint, ...others] = inexactComplaints([fake('src/run/a.ts', line)]);
    expect(complaint).toMatch(`src/run/a.ts:1 ${found} is banned, use `);
    expect(others).toEqual([]);
    expect(inexactComplaints([fake('src/ui/a.ts', line)])).toEqual([]);
  });

  it('leaves exact arithmetic and ordered sorting alone', () => {
    const lines = [
      'Math.floor(Math.sqrt(x) * 3);',
      'xs.sort((a, b) => a - b);',
      'const { imul } = Math;',
    ];
    expect(inexactComplaints([fake('src/base/a.ts', ...lines)])).toEqual([]);
  });
});

describe('what is made for one run', () => {
  it('does not outlive it', () => {
    expect(lastingComplaints(tree)).toEqual([]);
  });

  it.each([
    ['world.changed = () => run;', 'a function on a property'],
    ['this.#over = function () { end(run); };', 'a function on a property'],
    ['const log = (run) => ({ get last() { return run; } });', 'an accessor of a literal'],
    ['function log(run) { return class { last = run; }; }', 'a class in a function'],
    ['function log(run) { return function* () { yield run; }; }', 'a generator in a function'],
  ])('is refused in %s', (line, found) => {
    const [complaint, ...others] = lastingComplaints([fake('src/run/a.ts', line)]);
    expect(complaint).toMatch(`src/run/a.ts:1 ${found} outlives its run, use `);
    expect(others).toEqual([]);
    expect(lastingComplaints([fake('src/cli/a.ts', line)])).toEqual([]);
  });

  it('leaves alone what is given to a method, or stands outside of functions', () => {
    const lines = [
      'world.onChange(() => run);',
      'const told = { changed: () => run };',
      'class Log { #seen = () => 0; get last() { return this.#seen(); } }',
      'const size = { get rows() { return 24; } };',
      'class Rows { *all() { yield run; } }',
      'function* pairs(run) { yield run; }',
    ];
    expect(lastingComplaints([fake('src/run/a.ts', ...lines)])).toEqual([]);
  });
});

describe('unfinished work', () => {
  it('is not left lying about', () => {
    expect(unfinishedComplaints(tree)).toEqual([]);
  });

  it('is seen in a comment', () => {
    expect(
      unfinishedComplaints([fake('src/run/a.ts', '// TODO: later', '/* @ts-ignore */')]),
    ).toEqual(['src/run/a.ts:1 TODO may not stay', 'src/run/a.ts:2 @ts-ignore may not stay']);
  });
});

describe('sizes', () => {
  it('stay within the limits', () => {
    expect(sizeComplaints(tree)).toEqual([]);
  });

  it('beyond the limits are refused', () => {
    const body = Array.from({ length: limits.functionLines }, () => '  step();');
    const long = fake('src/run/a.ts', 'function all() {', ...body, '}');
    expect(sizeComplaints([long])).toEqual([
      `src/run/a.ts:1 a function of ${limits.functionLines + 2} lines`,
    ]);
    const lines = Array.from({ length: limits.fileLines + 1 }, () => 'step();');
    expect(sizeComplaints([fake('src/run/b.ts', ...lines)])).toEqual([
      `src/run/b.ts has ${limits.fileLines + 1} lines`,
    ]);
  });
});
