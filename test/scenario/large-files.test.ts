import type * as Yaml from 'yaml';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { diagnosticsText } from '../../src/scenario/diagnostics/text.ts';
import { validate } from '../../src/scenario/generated/validator.js';
import { Params } from '../../src/scenario/variation/params.ts';
import { plainTree } from '../../src/scenario/source/plain.ts';
import { Problems } from '../../src/scenario/diagnostics/problems.ts';
import { childOf } from '../../src/scenario/source/tree.ts';
import { readYaml } from '../../src/scenario/source/yaml.ts';
import { load, wrongIn } from './memory-host.ts';

const asked = vi.hoisted(() => ({ uniqueKeys: [] as unknown[] }));

vi.mock('yaml', async (original) => {
  const yaml = await original<typeof Yaml>();
  const parseDocument: typeof yaml.parseDocument = (text, options) => {
    asked.uniqueKeys.push(options?.uniqueKeys);
    return yaml.parseDocument(text, options);
  };
  return { ...yaml, parseDocument };
});

const head = 'version: 1\nname: large\nduration: 1s\n';
const judged = 'checks: { c: { check: never, event: crashed } }\n';

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `  ${line(index)}\n`).join('');
}

/** How often a method of a built-in class is called meanwhile. */
async function callsOf(of: object, method: string, act: () => Promise<unknown>): Promise<number> {
  const spy = vi.spyOn(of as Record<string, () => unknown>, method);
  await act();
  const { length } = spy.mock.calls;
  spy.mockRestore();
  return length;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the work of reading', () => {
  const ring = (size: number): string =>
    `${head}nodes:\n${lines(size, (at) => `n${at}: {}`)}links:\n${lines(size, (at) => `n${at} <-> n${(at + 1) % size}: { latency: ${(at % 7) + 1}ms }`)}${judged}`;

  it('grows with the entries under links, not with all pairs times all entries', async () => {
    const looked = (size: number) => callsOf(Set.prototype, 'has', () => load(ring(size)));
    const [small, large] = [await looked(30), await looked(60)];
    expect(large).toBeLessThan(small * 3);
  });

  const wrong = (count: number): string =>
    `${head}nodes: { a: {} }\nfaults:\n${lines(count, (at) => `f${at}: { fault: crash, target: a, at: 5, duration: 3 }`)}${judged}`;

  it('grows with the mistakes, not with their square', async () => {
    const compared = (count: number) =>
      callsOf(String.prototype, 'startsWith', () => wrongIn(wrong(count)));
    const [small, large] = [await compared(30), await compared(60)];
    expect(large).toBeLessThan(small * 3);
    const joined = await callsOf(Array.prototype, 'concat', async () => {
      const faults = Array.from({ length: 9 }, (_, at) => [`f${at}`, { fault: 'crash', at: 5 }]);
      validate({ version: 1, faults: Object.fromEntries(faults) as object });
    });
    expect([joined, (validate.errors ?? []).length > 9]).toEqual([0, true]);
  });

  const oneLine = (count: number): string =>
    `{ version: 1, name: l, duration: 1s, nodes: { a: {} }, x-a: { ${Array.from({ length: count }, (_, at) => `k${at}: &a${at} 1`).join(', ')} }, checks: { c: { check: never, event: crashed } } }`;

  it('grows with the warnings, not with their square, also when all stand on one line', async () => {
    const read = (count: number) =>
      callsOf(String.prototype, 'charCodeAt', async () => {
        const { warnings } = await load(oneLine(count));
        expect(warnings.filter(({ code }) => code === 'W_UNUSED_ANCHOR')).toHaveLength(count);
        diagnosticsText('s.yaml', warnings);
      });
    const [small, large] = [await read(400), await read(800)];
    expect(large).toBeLessThan(small * 3);
  });

  it('counts characters on a long line as on a short one', async () => {
    const wide = '\u{1f4a5}'.repeat(3000);
    const told = await wrongIn(
      `{ x-a: ${wide}a${wide}, version: 1, name: l, duration: 1s, nodes: { a: {} }, wrong: 1, checks: {} }`,
    );
    const place = told.find(({ code }) => code === 'E_UNKNOWN_KEY')?.place;
    expect([place?.column, place?.endColumn]).toEqual([6064, 6069]);
  });

  it('finds keys that stand twice without comparing each with each, as YAML does', async () => {
    asked.uniqueKeys.length = 0;
    const told = await wrongIn(
      `${head}nodes:\n${lines(15, (at) => `n${at}: { count: 1, count: 2 }`)}${judged}`,
    );
    expect(told.map(({ code, place, notes }) => [code, place?.line, ...notes])).toEqual(
      Array.from({ length: 15 }, (_, at) => [
        'E_DUPLICATE_KEY',
        at + 5,
        `it stands first on line ${at + 5}`,
      ]),
    );
    expect(asked.uniqueKeys).toEqual([false]);
  });
});

it('the cells of a matrix share what names no param', () => {
  const problems = new Problems();
  const read = readYaml(
    's.yaml',
    'params: { n: 2 }\nnodes: { a: { count: $n }, b: {} }\nlinks: {}\n',
    problems,
  );
  if (read === undefined) throw new Error('it is YAML');
  const { tree } = read;
  const made = new Params(tree, new Set(), problems).substitute(tree);
  expect(plainTree(made)).toEqual({
    params: { n: 2 },
    nodes: { a: { count: 2 }, b: {} },
    links: {},
  });
  const nodes = [tree, made].map((one) => childOf(one, 'nodes'));
  expect(childOf(made, 'links')).toBe(childOf(tree, 'links'));
  expect(childOf(nodes[1], 'b')).toBe(childOf(nodes[0], 'b'));
  expect(new Params(made, new Set(), problems).substitute(made)).toBe(made);
});
