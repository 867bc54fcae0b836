import { describe, expect, it } from 'vitest';
import { Moments, mostPerFrame, mostPerRun } from '../../src/ui/moments.ts';
import { seen } from '../support/report-fixtures.ts';

const burst = (count: number) =>
  Array.from({ length: count }, (_, index) => seen(index, 'n1', 'observed', `event-${index}`));

describe('moments above the picture', () => {
  it('are all told while they are few', () => {
    const moments = new Moments(({ event }) => event);
    expect(moments.take(burst(3))).toEqual(['event-0', 'event-1', 'event-2']);
    expect(moments.rest()).toEqual([]);
  });

  it('are cut to what a frame may scroll by, and what is left out is counted', () => {
    const lines = new Moments(({ event }) => event).take(burst(100));
    expect(lines).toHaveLength(mostPerFrame);
    expect(lines.at(-1)).toBe(`${100 - (mostPerFrame - 1)} more moments`);
  });

  it('end when a run has filled its share of the scrollback', () => {
    const moments = new Moments(({ event }) => event);
    let told = 0;
    for (let frame = 0; frame < 500; frame += 1) told += moments.take(burst(1)).length;
    expect(told).toBe(mostPerRun);
    expect(moments.rest()).toEqual([`${500 - mostPerRun} more moments after these`]);
  });
});
