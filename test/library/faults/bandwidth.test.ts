import { describe, expect, it } from 'vitest';
import { bandwidth } from '../../../src/library/faults/bandwidth.ts';
import { fault, FaultStage, ms, second } from '../../run/faults/fault-stage.ts';

/** `{"n":10}` and 40 bytes of headers: 48 bytes, 384 bits. */
function slow(to: number, more: object = {}): FaultStage {
  const given = {
    definition: bandwidth,
    target: 'n1 -> n2',
    params: { to: `${to}bit/s` },
    ...more,
  };
  return new FaultStage([fault('a', given)], { durationNs: 4 * second }).play();
}

const arrivals = (stage: FaultStage): number[] =>
  stage
    .rows('delivered')
    .filter(({ node, peer, at }) => node === 'n2' && peer === 'n1' && at >= second)
    .map(({ at }) => at / ms);

describe('bandwidth', () => {
  it('lets what is sent take the time of its bits, and wait for what was sent before', () => {
    const stage = slow(1920, { durationNs: 400 * ms });
    // 200 ms each; what waits at the end leaves at once.
    expect(arrivals(stage).slice(0, 7)).toEqual([1201, 1401, 1401, 1401, 1401, 1501, 1601]);
    expect(stage.rows('lost')).toEqual([]);
  });

  it('counts the messages that it slowed down, and leaves other links alone', () => {
    const stage = slow(1920, { durationNs: 400 * ms });
    expect(stage.schedule.coverage()).toMatchObject([{ id: 'a', touched: 4, note: null }]);
    const others = stage.rows('delivered').filter(({ node }) => node === 'n3');
    expect(others.every(({ at }) => (at / ms - 1) % 100 === 0)).toBe(true);
  });
});
