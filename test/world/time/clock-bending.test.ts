import { describe, expect, it } from 'vitest';
import { Bending, stopped } from '../../../src/world/time/clock-bending.ts';

describe('a clock whose oscillator stands still', () => {
  it('does not run for its keeper, nor for a leap second that is spread', () => {
    const bending = new Bending();
    bending.allFrozen = 1;
    bending.driftPpb = 100_000;
    bending.steeringPpb = 500_000;
    bending.spreadPpb = 11_574;
    const own = bending.ownRate(20_000);
    const kept = bending.keptRate(own);
    expect([own, kept, bending.dayRate(kept)]).toEqual([stopped, stopped, stopped]);
  });

  it('runs as all that bends it says when it runs again', () => {
    const bending = new Bending();
    bending.driftPpb = 100;
    bending.steeringPpb = 20;
    bending.spreadPpb = 3;
    const kept = bending.keptRate(bending.ownRate(4000));
    expect([kept, bending.dayRate(kept)]).toEqual([4120, 4123]);
    bending.dayFrozen = 1;
    expect(bending.dayRate(kept)).toBe(stopped);
  });

  it('is never made to run backwards', () => {
    const bending = new Bending();
    bending.steeringPpb = -2 * 1_000_000_000;
    expect(bending.keptRate(bending.ownRate(0))).toBe(stopped);
    bending.spreadPpb = -1_500_000_000;
    expect(bending.dayRate(0)).toBe(stopped);
  });
});
