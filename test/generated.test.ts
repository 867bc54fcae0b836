import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { generatedFiles, stalePaths, writeStale } from '../scripts/gen.mjs';
import { scratch } from './support/scratch.ts';

describe('generated files', () => {
  let files: { path: string; text: string }[] = [];
  const folder = scratch();

  beforeAll(async () => {
    files = await generatedFiles();
  });

  it('are what npm run gen writes', () => {
    expect(files.length).toBeGreaterThan(0);
    expect(stalePaths(files)).toEqual([]);
  });

  it('are the same when generated twice', async () => {
    expect(await generatedFiles()).toEqual(files);
  });

  it('are named once each, end with a newline and lie inside the repository', () => {
    const paths = files.map((file) => file.path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.filter((path) => path.startsWith('/') || path.includes('..'))).toEqual([]);
    expect(files.filter(({ text }) => !text.endsWith('\n')).map(({ path }) => path)).toEqual([]);
  });

  it('are noticed when changed, missing or no longer generated, and mended', () => {
    const some = [
      { path: 'schemas/a.schema.json', text: '{}\n' },
      { path: 'docs/reference/b.md', text: '# b\n' },
    ];
    expect(stalePaths(some, folder.path)).toEqual(['docs/reference/b.md', 'schemas/a.schema.json']);
    writeStale(some, folder.path);
    expect(stalePaths(some, folder.path)).toEqual([]);
    writeFileSync(folder.of('schemas/a.schema.json'), '{"changed": true}\n');
    writeFileSync(folder.of('schemas/old.schema.json'), '{}\n');
    expect(stalePaths(some, folder.path)).toEqual([
      'schemas/a.schema.json',
      'schemas/old.schema.json',
    ]);
    writeStale(some, folder.path);
    expect(stalePaths(some, folder.path)).toEqual([]);
    expect(readFileSync(folder.of('schemas/a.schema.json'), 'utf8')).toBe('{}\n');
  });
});
