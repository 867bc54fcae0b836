import { describe, expect, it } from 'vitest';
import { withhold } from '../../../src/library/faults/withhold.ts';
import { fault, FaultStage, second } from '../../run/faults/fault-stage.ts';

describe('withhold', () => {
  it('keeps back what one node says, and nothing that is said to it', () => {
    const mute = fault('mute', { definition: withhold, match: { message: 'ping' } });
    const stage = new FaultStage([mute], { durationNs: 3 * second }).play();
    const lost = stage.rows('lost');
    expect(new Set(lost.map(({ node }) => node))).toEqual(new Set(['n1']));
    // Ten pings to each of two peers in the one second.
    expect(lost).toHaveLength(20);
    expect(lost.every(({ at }) => at >= second && at < 2 * second)).toBe(true);
    expect(stage.schedule.coverage()).toMatchObject([{ id: 'mute', touched: 20, note: null }]);
    expect(stage.schedule.isLiar('n1')).toBe(true);
    expect(stage.schedule.isLiar('n2')).toBe(false);
  });
});
