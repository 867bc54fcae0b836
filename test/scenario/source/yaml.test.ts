import { describe, expect, it } from 'vitest';
import { Problems } from '../../../src/scenario/diagnostics/problems.ts';
import { plainTree } from '../../../src/scenario/source/plain.ts';
import { lineText, placeOf, sourceOf } from '../../../src/scenario/source/source.ts';
import { childOf, type Tree } from '../../../src/scenario/source/tree.ts';
import { readYaml } from '../../../src/scenario/source/yaml.ts';
import { briefs, load, people } from '../memory-host.ts';

function read(text: string): { readonly tree: Tree; readonly problems: Problems } {
  const problems = new Problems();
  const yaml = readYaml('t.yaml', text, problems);
  if (yaml === undefined) throw new Error(JSON.stringify(problems.errors));
  return { tree: yaml.tree, problems };
}

function placeIn(text: string, ...keys: readonly string[]): string {
  const found = keys.reduce<Tree | undefined>(childOf, read(text).tree);
  if (found === undefined) throw new Error('not there');
  const { line, column, endLine, endColumn } = placeOf(found.span);
  return `${line}:${column}-${endLine}:${endColumn}`;
}

describe('YAML', () => {
  it('gives every value its place', () => {
    expect(placeIn('a:\n  b: hello\n', 'a', 'b')).toBe('2:6-2:11');
    expect(placeIn('a: { b: "x y" }\n', 'a', 'b')).toBe('1:9-1:14');
    expect(placeIn('a:\nb: 1\n', 'a')).toBe('1:2-1:2');
  });

  it('counts columns in characters, behind a byte-order mark and before CR', () => {
    expect(placeIn('\ufeffa: 1\r\nb: 2\r\n', 'a')).toBe('1:4-1:5');
    expect(placeIn('\ufeffa: 1\r\nb: 2\r\n', 'b')).toBe('2:4-2:5');
    expect(placeIn('{ 😀: 1, b: 2 }\n', 'b')).toBe('1:12-1:13');
    expect(lineText(sourceOf('t', 'a\r\nb\r\n'), 1)).toBe('a');
  });

  it('ends a line at a CR alone, as YAML does', () => {
    expect(plainTree(read('# first\ra: 1\rb:\r  - 2\r').tree)).toEqual({ a: 1, b: [2] });
    expect(placeIn('a: 1\rb: 2\r', 'b')).toBe('2:4-2:5');
    expect(placeIn('# first\ra: 1\r\nb: 2\r', 'b')).toBe('3:4-3:5');
  });

  it('is read by the core schema of 1.2', () => {
    expect(
      plainTree(read('a: yes\nb: 1_000\nc: 0.10\nd: ~\ne: 12:30\nf: true\n1: x\nnull: y\n').tree),
    ).toEqual({
      a: 'yes',
      b: '1_000',
      c: 0.1,
      d: null,
      e: '12:30',
      f: true,
      1: 'x',
      null: 'y',
    });
  });

  it('keeps whole numbers beyond 2^53 exact', () => {
    expect(plainTree(read('a: 18446744073709551615\n').tree)).toEqual({
      a: '18446744073709551615',
    });
  });

  it('merges with <<, own keys and earlier sources first, in any order', () => {
    const text =
      'x: &x { a: 1, b: 1 }\ny: &y { b: 2, c: 2 }\nz: { a: 9, <<: [*x, *y] }\nw: { <<: *y, c: 3 }\n';
    expect(plainTree(read(text).tree)).toMatchObject({
      z: { a: 9, b: 1, c: 2 },
      w: { b: 2, c: 3 },
    });
  });

  it('leaves a quoted << alone', () => {
    expect(plainTree(read('a: { "<<": 1 }\n').tree)).toEqual({ a: { '<<': 1 } });
  });

  it('refuses to merge what is no map', async () => {
    expect(await briefs(`${people}x-a: { <<: 3 }\n`)).toEqual([
      'E_YAML 7:12 `<<` merges maps only: an alias of a map, or a list of such',
    ]);
  });

  it('lets an anchor be given again, and each alias mean the one above it', () => {
    expect(plainTree(read('a: &x 1\nb: *x\nc: &x 2\nd: *x\n').tree)).toEqual({
      a: 1,
      b: 1,
      c: 2,
      d: 2,
    });
  });

  it('reads a hundred aliases and no more', async () => {
    const uses = (count: number): string =>
      `${people}x-a: &a 1\nx-b: [${Array.from({ length: count }, () => '*a').join(', ')}]\n`;
    expect(await briefs(uses(100))).toEqual([]);
    expect(await briefs(uses(101))).toEqual(['E_ALIAS_LIMIT 8:407 more than 100 uses of aliases']);
  });

  it('reads names of any script', async () => {
    const { runs } = await load(people.replaceAll('db', 'انبار').replaceAll('kv', '店'));
    expect(runs[0]?.nodes.map(({ id }) => id)).toContain('انبار-1');
  });

  it('points into the text of a value', async () => {
    const text = `${people}faults:\n  f:\n    fault: crash\n    target: "db-1, nobody"\n`;
    expect(await briefs(text)).toEqual(['E_UNKNOWN_NODE 10:20 unknown node "nobody"']);
  });
});
