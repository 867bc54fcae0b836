import { expect, it } from 'vitest';
import { gravest } from '../../src/cli/exit-code.ts';

it.each([
  [[], 0],
  [[0, 0], 0],
  [[0, 4], 4],
  [[4, 1, 0], 1],
  [[1, 3], 3],
  [[3, 6], 6],
  [[6, 74], 74],
  [[74, 70], 70],
  [[130, 1, 4], 130],
] as const)('of %j is %i', (codes, code) => {
  expect(gravest(codes)).toBe(code);
});
