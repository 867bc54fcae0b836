import { describe, expect, it } from 'vitest';
import { Tracks } from '../../../src/reports/traces/tracks.ts';

describe('tracks', () => {
  it('give the lowest lane that is free', () => {
    const tracks = new Tracks<string>();
    tracks.open('a', 'first');
    tracks.open('b', 'second');
    tracks.open('a', 'third');
    expect([...tracks.rest()].map(({ lane, what }) => [lane, what])).toEqual([
      [0, 'first'],
      [2, 'third'],
      [1, 'second'],
    ]);
    expect(tracks.close('a')).toEqual({ lane: 0, what: 'first' });
    tracks.open('c', 'fourth');
    expect(tracks.close('c')?.lane).toBe(0);
    expect(tracks.close('a')?.what).toBe('third');
    expect(tracks.close('a')).toBeNull();
    expect([tracks.has('a'), tracks.has('b')]).toEqual([false, true]);
  });
});
