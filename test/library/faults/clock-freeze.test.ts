import { describe, expect, it } from 'vitest';
import { clockFreeze } from '../../../src/library/faults/clock-freeze.ts';
import { fault, FaultStage, second } from '../../run/faults/fault-stage.ts';

const played = (params: object, more: readonly ReturnType<typeof fault>[] = []): FaultStage => {
  const freeze = { definition: clockFreeze, params, atNs: second, durationNs: 2 * second };
  return new FaultStage([fault('a', freeze), ...more]);
};

const beats = (stage: FaultStage): number[] =>
  stage
    .rows('observed')
    .filter(({ node, name, at }) => node === 'n1' && name === 'beat' && at > second)
    .map(({ at }) => at);

describe('clock-freeze', () => {
  it('stops the time of day, which goes on from where it stood', () => {
    const stage = played({});
    const seen: number[] = [];
    for (const atS of [0.5, 1.5, 2.5, 4])
      stage.at(atS * second, () => seen.push(stage.world.clockOf('n1').wallNs));
    stage.play();
    expect(seen).toEqual([0.5, 1, 1, 2].map((atS) => atS * second));
    // Timers count on another clock.
    expect(beats(stage).some((at) => at > 1.2 * second && at < 2.8 * second)).toBe(true);
  });

  it('with all clocks, stops timers too', () => {
    const stage = played({ clock: 'all' }).play();
    expect(beats(stage).filter((at) => at < 3 * second)).toEqual([]);
    expect(beats(stage).length).toBeGreaterThan(0);
  });

  it('beats drift: what ran fast stands still', () => {
    const drift = {
      kind: 'clock-drift',
      params: { by: '100000ppm' },
      atNs: 0,
      durationNs: 4 * second,
    };
    const stage = played({}, [fault('b', drift)]);
    const seen: number[] = [];
    for (const atS of [1, 2, 3, 4])
      stage.at(atS * second, () => seen.push(stage.world.clockOf('n1').wallNs));
    stage.play();
    expect(seen).toEqual([1.1, 1.1, 1.1, 2.2].map((atS) => atS * second));
  });
});
