import { describe, expect, it } from 'vitest';
import { closest, editDistance } from '../../../src/base/text/suggest.ts';

describe('suggest', () => {
  it('counts insertions, deletions, changes and swaps of neighbours', () => {
    expect(editDistance('', 'abc')).toBe(3);
    expect(editDistance('partition', 'partiton')).toBe(1);
    expect(editDistance('crahs', 'crash')).toBe(1);
    expect(editDistance('pause', 'cause')).toBe(1);
    expect(editDistance('kitten', 'sitting')).toBe(3);
  });

  it('finds the nearest word, at most a third of the length away', () => {
    const kinds = ['clock-jump', 'clock-drift', 'crash', 'pause', 'partition'];
    expect(closest('partiton', kinds)).toBe('partition');
    expect(closest('crahs', kinds)).toBe('crash');
    expect(closest('clock-jmup', kinds)).toBe('clock-jump');
    expect(closest('delay', kinds)).toBeUndefined();
    expect(closest('x', [])).toBeUndefined();
  });

  it('takes the first by code units of equally near words, whatever their order', () => {
    expect(closest('bat', ['cat', 'bar', 'hat'])).toBe('bar');
    expect(closest('bat', ['hat', 'cat', 'bar'])).toBe('bar');
  });

  it('takes of equally near words one that lacks nothing of what was written', () => {
    const nodes = ['n', 'n-1', 'n-2'];
    expect(closest('n1', nodes)).toBe('n-1');
    expect(closest('n1', nodes.toReversed())).toBe('n-1');
    expect(closest('raft-', ['rafts', 'raft', 'raft-1'])).toBe('raft-1');
  });

  it('takes a word that differs in capitals alone for the one that is meant', () => {
    expect(closest('S', ['c', 's'])).toBe('s');
    expect(closest('CRASH', ['trash', 'crash'])).toBe('crash');
  });
});
