import { describe, expect, it } from 'vitest';
import type { Value } from '../../../src/base/units.ts';
import { timestampOrder } from '../../../src/library/checks/timestamp-order.ts';
import { judgeSteps, type Step } from '../../support/event-rows.ts';

const sends = (node: string, timestamp: Value): Step => [node, 'sent', { message: 'm', timestamp }];
const gets = (node: string, timestamp: Value): Step => [
  node,
  'received',
  { message: 'm', timestamp },
];
const does = (node: string, timestamp: Value): Step => [node, 'written', { timestamp }];

describe('timestamp-order', () => {
  it('holds while causes have smaller timestamps', () => {
    const steps = [does('b', 1), sends('a', 5), gets('b', 6), does('b', 7)];
    expect(judgeSteps(timestampOrder, steps).verdict).toBe('held');
  });

  it('is violated by a message that arrives before it was sent', () => {
    expect(judgeSteps(timestampOrder, [sends('a', 5), gets('b', 5)]).why).toBe(
      'sent on a has timestamp 5; received on b, which came of it, has 5',
    );
  });

  it('is violated by a node that goes back, or stands still unless ties are allowed', () => {
    expect(judgeSteps(timestampOrder, [does('a', 5), does('a', 4)]).verdict).toBe('violated');
    const tie = [does('a', 5), does('a', 5)];
    expect(judgeSteps(timestampOrder, tie).verdict).toBe('violated');
    expect(judgeSteps(timestampOrder, tie, { config: { ties: true } }).verdict).toBe('held');
  });

  it('compares lists by the first part that differs', () => {
    expect(judgeSteps(timestampOrder, [sends('a', [5, 9]), gets('b', [6, 0])]).verdict).toBe(
      'held',
    );
    expect(judgeSteps(timestampOrder, [sends('a', [5, 9]), gets('b', [5, 8])]).verdict).toBe(
      'violated',
    );
    expect(judgeSteps(timestampOrder, [sends('a', [5]), gets('b', [5, 1])]).verdict).toBe('held');
  });

  it('compares vectors part by part', () => {
    const config = { compare: 'vector' };
    const told = (sent: Value, got: Value) =>
      judgeSteps(timestampOrder, [sends('a', sent), gets('b', got)], { config }).verdict;
    expect(told([2, 0], [2, 1])).toBe('held');
    expect(told([2, 0], [1, 1])).toBe('violated');
    expect(told([2, 1], [2, 1])).toBe('violated');
    expect(told([2, 1], [1, 0])).toBe('violated');
  });

  it('lets two nodes that never spoke have any timestamps, and is vacuous then', () => {
    expect(judgeSteps(timestampOrder, [does('a', 9), does('b', 1)]).verdict).toBe('vacuous');
  });

  it('is undecided about timestamps that are no numbers', () => {
    expect(judgeSteps(timestampOrder, [does('a', 'noon'), does('a', 'one')]).verdict).toBe(
      'undecided',
    );
  });
});
