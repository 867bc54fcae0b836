import { describe, expect, it } from 'vitest';
import { explore, runScenario } from '../../../src/index.ts';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { ownScenario, programText } from '../../support/small-scenarios.ts';

const folder = scratch();

/** Ways to count boots outside of `start`: what stands before, and what counts there. */
const counters = [
  ['a variable', 'let boots = 0;', 'const n = ++boots;'],
  ['a list', 'const seen: number[] = [];', 'const n = seen.push(1);'],
  [
    'a map',
    'const seen = new Map<string, number>();',
    'seen.set(`${seen.size}`, 1); const n = seen.size;',
  ],
  ['a closure', 'const next = (() => { let n = 0; return () => ++n; })();', 'const n = next();'],
  [
    'a private field',
    'class Ids { #n = 0; next() { return ++this.#n; } }\nconst ids = new Ids();',
    'const n = ids.next();',
  ],
  ['a static field', 'class Ids { static n = 0; }', 'const n = ++Ids.n;'],
  [
    'a static of a private name',
    'class Ids { static #n = 0; static next() { return ++Ids.#n; } }',
    'const n = Ids.next();',
  ],
  [
    'a property of a function',
    'function ids() {}',
    'const n = ((ids as any).n = ((ids as any).n ?? 0) + 1);',
  ],
  [
    'a property of a class',
    'class Ids { next() { const own = this.constructor as any; return (own.n = (own.n ?? 0) + 1); } }',
    'const n = new Ids().next();',
  ],
  [
    'a generator',
    'function* counting() { for (let n = 1; ; n += 1) yield n; }\nconst ids = counting();',
    'const n = Number(ids.next().value);',
  ],
  ['a pattern', 'const pattern = /a/g;', 'pattern.test("aaaa"); const n = pattern.lastIndex;'],
  [
    'a namespace',
    'namespace Ids { let n = 0; export function next() { return ++n; } }',
    'const n = Ids.next();',
  ],
  [
    'the program itself',
    '',
    'const all = (own as any).contents; const n = (all.n = (all.n ?? 0) + 1);',
  ],
  ['data', "import data from './data.json';", 'const n = (data as number[]).push(1);'],
  ['another file', "import { next } from './ids.ts';", 'const n = next();'],
] as const;

const ids = 'let n = 0; export function next(): number { n += 1; return n; }';

/** A scenario of two variants whose node logs its count. */
function write(name: string, head: string, body: string): string {
  folder.write('ids.ts', ids);
  folder.write('data.json', '[]');
  folder.write(`${name}.ts`, programText(`${body}\n    node.log(String(n));`, head));
  const variants = 'variants:\n  here: {}\n  there: { set: { duration: 6s } }\n';
  return folder.write(`${name}.yaml`, `${ownScenario(name, `./${name}.ts`)}${variants}`);
}

async function counted(path: string): Promise<unknown[]> {
  const { runs } = await runScenario(path, { events: true });
  return runs.map(({ events }) => events.find(({ type }) => type === 'log')?.data);
}

describe('what a file keeps outside of `start` begins anew in every run', () => {
  it.each(counters)('%s', async (what, head, body) => {
    const path = write(`kept-${what.replaceAll(' ', '-')}`, head, body);
    expect(await counted(path)).toEqual(['1', '1']);
    expect(await counted(path)).toEqual(['1', '1']);
  });

  it('for `run`, whichever variants and scenarios were played before', async () => {
    const [, head, body] = counters[0];
    const path = write('in-run', head, body);
    const other = write('in-another', "import './in-run.ts';\nlet boots = 0;", body);
    const { code, stdout } = await runCli(['run', path, other, '--json', '--verify-determinism']);
    const { runs } = JSON.parse(stdout) as { runs: { trace: { digest: string } }[] };
    expect(code).toBe(0);
    expect(new Set(runs.map(({ trace }) => trace.digest)).size).toBe(1);
  });

  it('for each seed of a search', async () => {
    const [, head, body] = counters[0];
    const path = write('in-search', head, body);
    const digests = new Set<string>();
    for await (const run of explore(path, { seeds: [1, 3] })) digests.add(run.trace.digest);
    expect(digests.size).toBe(1);
  });

  it('and what it prints while it is loaded is printed once', async () => {
    const path = write('talks', "let boots = 0; console.log('loaded');", 'const n = ++boots;');
    const { stderr } = await runCli(['run', path]);
    expect(stderr.match(/loaded/g)).toHaveLength(1);
  });
});
