import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applySetting, leavesOf, mergeTrees } from '../../../src/scenario/variation/overlay.ts';
import { isWithin, pathKeys } from '../../../src/scenario/variation/path.ts';
import { plainTree } from '../../../src/scenario/source/plain.ts';
import { placeOf, sourceOf } from '../../../src/scenario/source/source.ts';
import {
  childOf,
  type Entry,
  mappingAt,
  scalarAt,
  type Tree,
} from '../../../src/scenario/source/tree.ts';
import { load, people, planOf, wrongIn } from '../memory-host.ts';

const source = sourceOf('t', '');
const span = { source, start: 0, end: 0 };

function treeOf(data: unknown): Tree {
  if (Array.isArray(data)) return { kind: 'list', span, items: data.map(treeOf) };
  if (typeof data !== 'object' || data === null) return scalarAt(span, data as null);
  const entries = Object.entries(data).map(([key, value]): Entry => ({
    key,
    keySpan: span,
    value: treeOf(value),
  }));
  return mappingAt(span, entries);
}

const merged = (below: unknown, above: unknown): unknown =>
  plainTree(mergeTrees(treeOf(below), treeOf(above)));

const leaf = fc.oneof(fc.integer(), fc.string({ maxLength: 3 }), fc.boolean());
const key = fc.constantFrom('a', 'b', 'c', 'd');
const { tree: data } = fc.letrec((tie) => ({
  tree: fc.dictionary(
    key,
    fc.oneof({ depthSize: 'small' }, leaf, fc.array(leaf, { maxLength: 2 }), tie('tree')),
    {
      noNullPrototype: true,
    },
  ),
}));
const pinned = { seed: 42, numRuns: 200 };

describe('the one merge', () => {
  it('merges maps key by key and replaces all else', () => {
    expect(merged({ a: { x: 1, y: [1] }, b: 2 }, { a: { y: [2] }, c: 3 })).toEqual({
      a: { x: 1, y: [2] },
      b: 2,
      c: 3,
    });
  });

  it('removes what exists below where it says null, and only that', () => {
    expect(merged({ a: 1, b: 2 }, { a: null, c: null })).toEqual({ b: 2, c: null });
  });

  it('takes a link key with other blanks for the same', () => {
    expect(merged({ 'a -> b': { x: 1 } }, { 'a->b': { y: 2 } })).toEqual({
      'a -> b': { x: 1, y: 2 },
    });
  });

  it('changes nothing when laid over itself, and the stronger wins wherever both speak', () => {
    fc.assert(
      fc.property(data, data, (below, above) => {
        expect(merged(below, below)).toEqual(below);
        const both = merged(below, above);
        for (const { keys, value } of leavesUnder(above)) expect(at(both, keys)).toEqual(value);
      }),
      pinned,
    );
  });
});

function leavesUnder(value: unknown): { keys: readonly string[]; value: unknown }[] {
  const setting = { keys: [], keySpan: span, value: treeOf(value) };
  return leavesOf(setting)
    .filter((keys) => keys.length > 0)
    .map((keys) => ({ keys, value: at(value, keys) }))
    .filter((found) => typeof found.value !== 'object' || Array.isArray(found.value));
}

function at(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (inner, name) => (inner as { [key: string]: unknown })?.[name],
    value,
  );
}

describe('paths', () => {
  it('are split at dots, link keys and params among them', () => {
    expect(pathKeys('links.client->store.latency')).toEqual([
      'links',
      'client -> store',
      'latency',
    ]);
    expect(pathKeys('$load')).toEqual(['params', 'load']);
  });

  it('know what leads to a part of what', () => {
    expect(isWithin(['a', 'b'], ['a'])).toBe(true);
    expect(isWithin(['a'], ['a', 'b'])).toBe(false);
  });

  it('make the maps on their way', () => {
    const setting = { keys: ['a', 'b'], keySpan: span, value: treeOf(1) };
    expect(plainTree(applySetting(treeOf({}), setting))).toEqual({ a: { b: 1 } });
  });
});

describe('precedence', () => {
  const base = `version: 1
name: base
nodes:
  defaults: { config: { lease: 2s } }
  db: { program: ./store.ts, count: 3, config: { lease: 3s } }
checks: { fine: { check: no-program-errors } }
duration: 10s
`;
  const text = `version: 1
name: top
extends: ./base.yaml
nodes: { db: { config: { lease: 4s } }, c: }
matrix: { nodes.db.config.lease: [5s] }
`;
  const files = { 'base.yaml': base };
  const lease = async (file: string, set: readonly string[] = []): Promise<unknown> => {
    const plan = await planOf(file, { files, options: { set } });
    return plan.nodes.find(({ id }) => id === 'db-1')?.config;
  };

  it('is: library < defaults < extended < file < cell < variant < command line', async () => {
    const s = 1_000_000_000;
    const bare = text.replace(/matrix.*\n/, '');
    expect(await lease(base)).toMatchObject({ lease: 3 * s, safe: false });
    expect(await lease(base.replace(', config: { lease: 3s }', ''))).toMatchObject({
      lease: 2 * s,
    });
    expect(await lease(bare)).toMatchObject({ lease: 4 * s });
    expect(await lease(text)).toMatchObject({ lease: 5 * s });
    expect(
      await lease(`${bare}variants: { v: { set: { nodes.db.config.lease: 6s } } }\n`),
    ).toMatchObject({
      lease: 6 * s,
    });
    expect(await lease(text, ['nodes.db.config.lease=7s'])).toMatchObject({ lease: 7 * s });
  });

  it.each([
    ['links.defaults.latncy=9ms', 'links: { db -> client: { latency: 2ms } }'],
    ['links.client -> db.latncy=9ms', 'links: { db <-> client: { latency: 2ms } }'],
    ['clocks.defaults.ofset=9ms', 'clocks: { db-*: { offset: 2ms } }'],
    ['disks.client.snc=9ms', 'disks: { "db-1, db-2": { sync: 2ms } }'],
  ])('%s is read beside entries whose keys are selectors', async (set, entries) => {
    const options = { set: [set] };
    const wrong = await wrongIn(`${people}${entries}\n`, { options });
    expect(wrong).toMatchObject([{ code: 'E_UNKNOWN_KEY', place: { file: '--set' } }]);
  });

  it('holds of entries that an overlay adds beside those whose keys are selectors', async () => {
    const lossless = `${people}links: { db <-> client: { loss: 0% } }\n`;
    const plan = await planOf(lossless, { options: { set: ['links.defaults.latency=9ms'] } });
    const latencies = plan.links.classes.map(({ latency }) => latency);
    expect(latencies).toContainEqual({ kind: 'constant', ns: 9_000_000 });
  });

  it('does not pass over a path that goes on below a value that is no map', async () => {
    const wrong = await wrongIn(people, { options: { set: ['duration.x=3s'] } });
    expect(wrong).toMatchObject([{ place: { file: '--set' } }]);
  });

  it('never hands down the name', async () => {
    expect((await load(text, { files })).name).toBe('top');
  });

  it('lets null remove a node of the extended file', async () => {
    const plan = await planOf(
      text
        .replace('c: }', 'c: , db: null }')
        .replace(/matrix.*\n/, '')
        .replace('db: { config: { lease: 4s } }, ', ''),
      { files },
    );
    expect(plan.nodes.map(({ id }) => id)).toEqual(['c']);
  });
});

describe('places', () => {
  it('survive overlays', () => {
    const written = sourceOf('x', 'abc\ndef');
    const value = scalarAt({ source: written, start: 5, end: 7 }, 'ef');
    const tree = mergeTrees(
      treeOf({ a: { b: 1 } }),
      mappingAt(span, [
        { key: 'a', keySpan: span, value: mappingAt(span, [{ key: 'b', keySpan: span, value }]) },
      ]),
    );
    const found = childOf(childOf(tree, 'a'), 'b');
    expect(found === undefined ? null : placeOf(found.span)).toMatchObject({
      file: 'x',
      line: 2,
      column: 2,
      endColumn: 4,
    });
  });

  it('are those of the variant when a variant is wrong', async () => {
    const file = `${people}variants: { a: { set: { nodes.db.count: 0 } } }\n`;
    await expect(load(file)).rejects.toMatchObject({
      diagnostics: [{ code: 'E_BOUND', place: { line: 7, column: 41 }, path: '/nodes/db/count' }],
    });
  });
});
