import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { packageAbove } from '../../src/cli/about.ts';

const folder = resolve('/', 'app', 'dist', 'chunks');

it('finds the package above the file that runs', () => {
  const root = resolve('/', 'app');
  expect(packageAbove(folder, (path) => path === join(root, 'package.json'))).toBe(root);
});

it('says so when a copy of the bundle alone has none above it', () => {
  expect(() => packageAbove(folder, () => false)).toThrow(`no package.json in ${folder} or above`);
});
