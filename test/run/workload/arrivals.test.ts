import { describe, expect, it } from 'vitest';
import { Draws } from '../../../src/base/draw/draw.ts';
import { openLoop, periodic } from '../../../src/run/workload/arrivals.ts';

const client = (index: number, count: number) => ({
  index,
  count,
  stream: new Draws('42').stream(`client ${index}`),
});

const take = (arrivals: () => number, count: number): number[] =>
  Array.from({ length: count }, () => arrivals());

describe('openLoop', () => {
  it('even: whole nanoseconds, without drift, from the beginning on', () => {
    const plan = { kind: 'rate', perSecond: 3, process: { kind: 'even' } } as const;
    expect(take(openLoop(plan, client(0, 1), 100), 4)).toEqual([
      100, 333_333_433, 666_666_766, 1_000_000_100,
    ]);
  });

  it('poisson: gaps of the right mean, never back in time', () => {
    const plan = { kind: 'rate', perSecond: 10, process: { kind: 'poisson' } } as const;
    const instants = take(openLoop(plan, client(1, 2), 0), 20_000);
    const meanNs = (instants.at(-1) ?? 0) / instants.length;
    // Two clients share ten a second; the mean of 20,000 gaps is within 3 %.
    expect(Math.abs(meanNs / 200_000_000 - 1)).toBeLessThan(0.03);
    expect(instants).toEqual(instants.toSorted((a, b) => a - b));
    expect(instants.every(Number.isSafeInteger)).toBe(true);
  });

  it('poisson: a rate whose mean gap is no whole number of nanoseconds', () => {
    const plan = { kind: 'rate', perSecond: 3, process: { kind: 'poisson' } } as const;
    expect(take(openLoop(plan, client(0, 2), 0), 100).every(Number.isSafeInteger)).toBe(true);
  });

  it('on-off: all arrivals while on', () => {
    const process = { kind: 'on-off', onNs: 1_000, offNs: 9_000 } as const;
    const plan = { kind: 'rate', perSecond: 1_000_000, process } as const;
    const instants = take(openLoop(plan, client(0, 1), 0), 5_000);
    expect(instants.every((at) => at % 10_000 < 1_000)).toBe(true);
    const meanNs = (instants.at(-1) ?? 0) / instants.length;
    expect(Math.abs(meanNs / 1_000 - 1)).toBeLessThan(0.06);
  });
});

describe('periodic', () => {
  it('begins at once', () => {
    expect(take(periodic(5, 100), 3)).toEqual([100, 105, 110]);
  });
});
