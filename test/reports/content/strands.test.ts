import { expect, it } from 'vitest';
import { labelList } from '../../../src/reports/content/strands.ts';

it('lists labels by commas, and by semicolons where a label has commas itself', () => {
  expect(labelList(['plain', 'more'])).toBe('plain, more');
  expect(labelList(['more load=5/s, n=2', 'plain load=5/s, n=2'])).toBe(
    'more load=5/s, n=2; plain load=5/s, n=2',
  );
  expect(labelList(['more load=5/s, n=2'])).toBe('more load=5/s, n=2');
});
