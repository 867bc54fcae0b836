import { describe, expect, it } from 'vitest';
import { defineClock } from '../../../src/library/clocks/define.ts';

const named = { name: 'mine', summary: 'Mine.', source: 'I have counted.' };

describe('a clock', () => {
  it('is perfect where its definition says nothing', () => {
    expect(defineClock(named)).toEqual({
      ...named,
      kind: 'clock',
      example: null,
      offsetNs: { low: 0, high: 0 },
      driftPpb: { low: 0, high: 0 },
      wander: null,
      receiver: null,
    });
  });

  it('has ranges of whole numbers, the lower end first', () => {
    for (const driftPpb of [
      { low: 1, high: -1 },
      { low: 0.5, high: 1 },
      { low: -Infinity, high: 0 },
    ]) {
      expect(() => defineClock({ ...named, driftPpb })).toThrow('driftPpb is a range');
      expect(() => defineClock({ ...named, offsetNs: driftPpb })).toThrow('offsetNs is a range');
    }
  });

  it('wanders by whole steps, in whole times', () => {
    const walk = { kind: 'random-walk', stepPpb: 10, everyNs: 60_000_000_000 } as const;
    const weather = { kind: 'temperature', depthPpb: 3_500, periodNs: 1_000 } as const;
    expect(defineClock({ ...named, wander: walk }).wander).toEqual(walk);
    for (const wander of [
      { ...walk, everyNs: 0 },
      { ...walk, stepPpb: 0.1 },
      { ...weather, periodNs: Number.NaN },
      { ...weather, depthPpb: -1 },
    ]) {
      expect(() => defineClock({ ...named, wander })).toThrow("wander is { kind: 'random-walk'");
    }
  });
});
