import { describe, expect, it } from 'vitest';
import { asciiGlyphs } from '../../../src/base/text/glyphs.ts';
import type { ToldOperation } from '../../../src/cli/check/answer.ts';
import { barsOf } from '../../../src/cli/check/lanes.ts';

function told(invoked: number, completed: number | null): ToldOperation {
  return {
    index: 0,
    process: '0',
    op: 'read',
    key: null,
    input: null,
    output: null,
    outcome: completed === null ? 'unknown' : 'ok',
    invoked,
    completed,
    invokedNs: null,
    completedNs: null,
    invokedLine: null,
    completedLine: null,
  };
}

describe('bars of operations', () => {
  it('overlap where the operations do, whatever lies between them', () => {
    const operations = [told(3, 90), told(40, 700), told(800, 801)];
    expect(barsOf(operations, asciiGlyphs, 1)).toEqual(['[=]   ', ' [=]  ', '    []']);
    expect(barsOf(operations, asciiGlyphs, 2)).toEqual([
      '[===]      ',
      '  [===]    ',
      '        [=]',
    ]);
  });

  it('are open to the right where nobody knows', () => {
    expect(barsOf([told(0, null), told(1, 2)], asciiGlyphs, 1)).toEqual(['[==>', ' [] ']);
    expect(barsOf([told(7, null)], asciiGlyphs, 1)).toEqual(['[>']);
  });

  it('are none of none', () => {
    expect(barsOf([], asciiGlyphs, 3)).toEqual([]);
  });
});
