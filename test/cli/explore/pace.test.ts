import { expect, it } from 'vitest';
import { paceText } from '../../../src/cli/explore/pace.ts';

it.each([
  [12_340, 10_000, '1,234 a second'],
  [25, 10_000, '2.5 a second'],
  [10, 10_000, '1 a second'],
  [4, 12_000, '1 every 3s'],
  [3, 5_000, '1 every 1.7s'],
  [1, 90_000, '1 every 1m30s'],
  [199, 20_000, '10 a second'],
])('%d runs in %d ms are %s', (runs, ms, text) => {
  expect(paceText(runs, ms)).toBe(text);
});

it('has no pace before the first run is over', () => {
  expect(paceText(0, 5_000)).toBeNull();
});
