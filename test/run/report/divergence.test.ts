import { describe, expect, it } from 'vitest';
import { divergenceOf } from '../../../src/run/report/divergence.ts';

const trace = (events: number, ...checkpoints: string[]) => ({
  events,
  checkpoints,
  digest: `sha256:${checkpoints.join('')}`,
});

describe('where two traces part', () => {
  it('is nowhere when they are the same', () => {
    expect(divergenceOf(trace(10, 'a'), trace(10, 'a'))).toBeNull();
  });

  it('is in the block of the first checkpoint that differs', () => {
    expect(divergenceOf(trace(3000, 'a', 'b', 'c'), trace(3000, 'a', 'x', 'y'))).toEqual({
      checkpoint: 2,
      fromRow: 1024,
      untilRow: 2048,
    });
  });

  it('is at the end when one goes on', () => {
    expect(divergenceOf(trace(1024, 'a'), trace(1500, 'a', 'b'))).toEqual({
      checkpoint: 2,
      fromRow: 1024,
      untilRow: 1500,
    });
  });

  it('counts the blocks that a checkpoint stands for when they are thinned', () => {
    const checkpoints = Array.from({ length: 1000 }, (_, nth) => `c${nth}`);
    const events = 2000 * 1024;
    const other = checkpoints.map((text, nth) => (nth < 500 ? text : `${text}x`));
    const parts = divergenceOf(trace(events, ...checkpoints), trace(events, ...other));
    expect(parts).toEqual({ checkpoint: 501, fromRow: 1000 * 1024, untilRow: 1002 * 1024 });
  });
});
