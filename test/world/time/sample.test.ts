import { describe, expect, it } from 'vitest';
import {
  best,
  delayOf,
  offsetOf,
  robustLine,
  type Sample,
  wrongAtMostNs,
} from '../../../src/world/time/sample.ts';

const sample = (atNs: number, unkeptNs: number, delayNs = 0, rootNs = 0): Sample => ({
  atNs,
  unkeptNs,
  delayNs,
  rootNs,
});

describe('an exchange', () => {
  it('tells the offset, and both ways without the time that the server took', () => {
    // Ten there, five at the server, twenty back, and the server is a hundred ahead.
    const exchange = { askedNs: 1000, receivedNs: 1110, answeredNs: 1115, heardNs: 1035 };
    expect(delayOf(exchange)).toBe(30);
    expect(offsetOf(exchange)).toBe(95);
    expect(offsetOf({ ...exchange, answeredNs: 1116 })).toBe(95);
    // The server reckons longer than its asker waited.
    expect(delayOf({ ...exchange, answeredNs: 1300 })).toBe(0);
  });

  it('is wrong by half of its ways at most, and by what its server is', () => {
    expect(wrongAtMostNs(sample(0, 0, 30, 7))).toBe(22);
  });
});

describe('the best sample', () => {
  it('is that of the shortest ways, as long as it is not too old', () => {
    const [old, late] = [sample(0, 1, 100), sample(1_000_000_000, 2, 200)];
    expect(best([old, late], 1_000_000_000, 10)).toBe(old);
    expect(best([late, old], 1_000_000_000, 10)).toBe(old);
    // In a second it loses more than what it was better.
    expect(best([old, late], 1_000_000_000, 100)).toBe(late);
    expect(best([], 0, 0)).toBeNull();
  });

  it('is the latest of those that are worth the same', () => {
    const two = [sample(5, 1, 10), sample(5, 2, 10)];
    expect(best(two, 9, 0)).toBe(two[1]);
  });
});

describe('the line through samples', () => {
  const straight = [0, 1, 2, 3, 4].map((s) => sample(s * 1e9, 500 + s * 2000, 100));

  it('is the line that they are on, whatever a wild one says', () => {
    const line = robustLine(straight);
    expect([line?.slopePpb, line?.slopeErrorPpb]).toEqual([2000, 0]);
    expect([line?.at(0), line?.at(4e9), line?.at(6e9)]).toEqual([500, 8500, 12_500]);
    const wild = straight.map((one, place) => (place === 2 ? sample(2e9, 9e6, 100) : one));
    expect(robustLine(wild)?.slopePpb).toBe(2000);
    expect(robustLine(wild)?.at(6e9)).toBe(12_500);
  });

  it('needs two instants', () => {
    expect(robustLine([])).toBeNull();
    expect(robustLine([sample(1, 1)])).toBeNull();
    expect(robustLine([sample(1, 1), sample(1, 2)])).toBeNull();
    expect(robustLine([sample(1, 1), sample(2, 2)])?.slopePpb).toBe(1e9);
  });

  it('is as wrong as delays beyond the shortest make it', () => {
    // Two more than the least, by 500 ns each of its ends, over a second.
    const two = [sample(0, 0, 1100), sample(1e9, 0, 1100), sample(1e9, 0, 100)];
    // Of the pairs one is wrong by 1,000 ns in a second, and one by 500.
    expect(robustLine(two)?.slopeErrorPpb).toBe(750);
  });
});
