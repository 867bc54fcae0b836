import { describe, expect, it } from 'vitest';
import { compareSeeds, printSeeds, readSeeds, seedAt, seedsFrom } from '../../src/search/seeds.ts';
import type { Seeds } from '../../src/search/seeds.ts';
import { printShard, readShard } from '../../src/search/shard.ts';

describe('seeds', () => {
  it('are a range, or one number', () => {
    expect(readSeeds('1..10_000')).toEqual({ first: 1n, count: 10_000 });
    expect(readSeeds('7')).toEqual({ first: 7n, count: 1 });
    const far = readSeeds('18446744073709551614..18446744073709551615') as Seeds;
    expect([seedAt(far, 0), seedAt(far, 1)]).toEqual([
      '18446744073709551614',
      '18446744073709551615',
    ]);
  });

  it('are printed as they are read', () => {
    for (const text of ['1..10000', '7', '5..6'])
      expect(printSeeds(readSeeds(text) as Seeds)).toBe(text);
    expect(printSeeds(seedsFrom(1n))).toBe('1..');
  });

  it.each(['', 'many', '5..1', '1..18446744073709551616', '-1', '1.5'])('%s is none', (text) => {
    expect(readSeeds(text)).toHaveProperty('problem');
  });

  it('come in the order of their numbers', () => {
    expect(['10', '9', '100', '11'].toSorted(compareSeeds)).toEqual(['9', '10', '11', '100']);
  });
});

describe('a part of a search', () => {
  it('is read as it is printed', () => {
    expect(readShard('2/5')).toEqual({ index: 2, of: 5 });
    expect(printShard({ index: 2, of: 5 })).toBe('2/5');
  });

  it.each(['0/5', '6/5', '2', '1/0', 'a/b', '1/99999'])('%s is none', (text) => {
    expect(readShard(text)).toHaveProperty('problem');
  });
});
