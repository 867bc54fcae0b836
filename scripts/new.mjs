// Stamps a new item of the library: its file, its line on the shelf, its test.
// Usage: npm run new fault my-fault
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { byCodeUnit, root } from './entries.mjs';

const camelCase = (name) => name.replaceAll(/-(.)/g, (_, letter) => letter.toUpperCase());

/** What can be stamped: the folder, and the texts of definition and test. */
const stamps = {
  fault: {
    folder: 'library/faults',
    definition: (name) => `import { defineFault } from './define.ts';

/** Here: stops a process, as a long collection of garbage does. Say why yours is as it is. */
export const ${camelCase(name)} = defineFault({
  name: '${name}',
  summary: 'Stop a process for a while.',
  chapter: 'Process Pauses',
  params: {},
  targets: 'nodes',
  needs: { timing: 'partially-synchronous' },
  weaker: [],
  example: '{ fault: ${name}, target: n1, at: 5s, duration: 15s }',
  begin: (world, nodes) => nodes.map((node) => world.pause(node, 'gc')),
});
`,
    test: (name) => `import { describe, expect, it } from 'vitest';
import { ${camelCase(name)} } from '../../../src/library/faults/${name}.ts';
import { playExample } from '../../support/example-stage.ts';

describe('${name}', () => {
  it('does to the run what its example says', async () => {
    const { faults } = await playExample('fault', ${camelCase(name)}.example);
    const struck = faults.find(({ fault }) => fault === '${name}');
    expect(struck).toMatchObject({ targets: ['n1'], from: 5_000_000_000, until: 20_000_000_000 });
  });
});
`,
  },
};

/** The index with one more item: an import and a place in the list, both in order of name. */
export function withItem(index, name) {
  const nameOf = (line) => /^import \{ \w+ \} from '\.\/([\w-]+)\.ts';$/.exec(line)?.[1];
  const lines = index.split('\n');
  const items = lines.flatMap((line) => nameOf(line) ?? []);
  const next = items.find((item) => byCodeUnit(name, item) < 0);
  const place =
    next === undefined
      ? lines.findLastIndex((line) => nameOf(line) !== undefined) + 1
      : lines.findIndex((line) => nameOf(line) === next);
  lines.splice(place, 0, `import { ${camelCase(name)} } from './${name}.ts';`);
  const list = [...items, name].sort(byCodeUnit).map(camelCase).join(', ');
  return lines.join('\n').replace(/(new Shelf[^[]*\[)[^\]]*(\])/, `$1${list}$2`);
}

function write(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  execFileSync(process.execPath, [join(root, 'node_modules/oxfmt/bin/oxfmt'), join(root, path)]);
  console.log(`wrote ${path}`);
}

function main() {
  const [noun, name] = process.argv.slice(2);
  const stamp = stamps[noun];
  if (stamp === undefined || !/^[a-z]+(-[a-z0-9]+)*$/.test(name ?? '')) {
    console.error(`usage: npm run new ${Object.keys(stamps).join('|')} my-name`);
    process.exitCode = 2;
    return;
  }
  const file = `src/${stamp.folder}/${name}.ts`;
  if (existsSync(join(root, file))) {
    console.error(`${file} exists`);
    process.exitCode = 1;
    return;
  }
  const index = `src/${stamp.folder}/index.ts`;
  write(file, stamp.definition(name));
  write(index, withItem(readFileSync(join(root, index), 'utf8'), name));
  write(`test/${stamp.folder}/${name}.test.ts`, stamp.test(name));
  console.log(
    'next: say what it does (verbs: src/world/verbs.ts, words for params: src/base/schema.ts), ' +
      'then npm run gen, npm run build and npm test',
  );
}

if (process.argv[1]?.endsWith('new.mjs')) main();
