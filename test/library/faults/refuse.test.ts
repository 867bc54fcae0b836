import { describe, expect, it } from 'vitest';
import { refuse } from '../../../src/library/faults/refuse.ts';
import { fault, FaultStage, ms, second } from '../../run/faults/fault-stage.ts';

describe('refuse', () => {
  it('takes what is sent, and what would arrive, and says so in the trace', () => {
    const stage = new FaultStage(
      [
        fault('a', {
          definition: refuse,
          target: 'n1 -> n2',
          atNs: 1000.5 * ms,
          durationNs: 300 * ms,
        }),
      ],
      { durationNs: 3 * second },
    ).play();
    expect(
      stage.rows('lost').map(({ at, data }) => [at / ms, (data as { why: string }).why]),
    ).toEqual([
      [1001, 'refuse'],
      [1100, 'refuse'],
      [1200, 'refuse'],
      [1300, 'refuse'],
    ]);
    expect(stage.schedule.reports()).toMatchObject([{ touched: 4 }]);
  });

  it('is overruled by a partition of the same link', () => {
    const stage = new FaultStage(
      [
        fault('a', { definition: refuse, target: 'n1 -> n2' }),
        fault('cut', { kind: 'partition', target: 'n1 -> n2' }),
      ],
      { durationNs: 1050 * ms },
    ).play();
    expect(stage.rows('lost')).toMatchObject([{ data: { why: 'partition' } }]);
  });
});
