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

/** Stops a process, as a long collection of garbage does: describe your own fault here. */
export const ${camelCase(name)} = defineFault({
  name: '${name}',
  summary: 'Stops a process for a while.',
  chapter: 'Process Pauses',
  params: {},
  targets: 'nodes',
  needs: { timing: 'asynchronous' },
  weaker: [],
  example: '{ fault: ${name}, target: n1, at: 5s, duration: 15s }',
  begin(world, nodes) {
    return nodes.map((node) => world.pause(node, 'gc'));
  },
});
`,
    test: (name) => `import { describe, expect, it } from 'vitest';
import { ${camelCase(name)} } from '../../../src/library/faults/${name}.ts';
import { playExample } from '../../support/example-stage.ts';

describe('${name}', () => {
  it('does to the run what its example says', async () => {
    const report = await playExample('faults', ${camelCase(name)}.example);
    const [struck] = report.runs.flatMap((run) => run.faults);
    expect(struck).toMatchObject({ fault: '${name}', targets: ['n1'] });
  });
});
`,
  },
};

/** The index with one more item: an import and a place in the list, both in order. */
export function withItem(index, name) {
  const importLine = /^import \{ \w+ \} from '\.\/([\w-]+)\.ts';$/;
  const lines = index.split('\n');
  const isItem = (line) => importLine.test(line) && !line.includes("'./define.ts'");
  const imports = [...lines.filter(isItem), `import { ${camelCase(name)} } from './${name}.ts';`];
  const nameOf = (line) => importLine.exec(line)[1];
  const sorted = imports.sort((a, b) => byCodeUnit(nameOf(a), nameOf(b)));
  const lastOther = lines.findLastIndex(
    (line) => /^(import|\} from)\b/.test(line) && !isItem(line),
  );
  const rest = lines.filter((line) => !isItem(line));
  const shift = lines.slice(0, lastOther + 1).filter(isItem).length;
  rest.splice(lastOther + 1 - shift, 0, ...sorted);
  const order = new Map(sorted.map((line, place) => [camelCase(nameOf(line)), place]));
  return rest.join('\n').replace(/(new Shelf[^[]*\[)([^\]]*)(\])/, (_, before, list, after) => {
    const items = [...list.split(',').map((item) => item.trim()), camelCase(name)];
    const known = items.filter((item) => item !== '');
    return before + known.sort((a, b) => order.get(a) - order.get(b)).join(', ') + after;
  });
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
  console.log('next: say what it does, then npm run gen and npm test');
}

if (process.argv[1]?.endsWith('new.mjs')) main();
