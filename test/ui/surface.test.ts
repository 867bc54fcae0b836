import { describe, expect, it } from 'vitest';
import { wrappedRows } from '../../src/ui/surface.ts';

describe('a picture in a terminal that became narrow', () => {
  it('takes more rows by how often each line is wrapped, whatever its colours', () => {
    expect(wrappedRows([], 10)).toBe(0);
    expect(wrappedRows(['', 'x'.repeat(10)], 10)).toBe(0);
    expect(wrappedRows(['x'.repeat(11), 'x'.repeat(30), 'x'], 10)).toBe(3);
    expect(wrappedRows([`\u001b[31m${'x'.repeat(9)}\u001b[39m`], 10)).toBe(0);
    expect(wrappedRows(['漢'.repeat(6)], 10)).toBe(1);
  });
});
