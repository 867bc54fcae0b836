import { describe, expect, it } from 'vitest';
import { hold } from '../../../src/library/faults/hold.ts';
import { fault, FaultStage, ms, second } from '../../run/faults/fault-stage.ts';

/** When which ping of n1 reached n2, in ms. */
function arrivals(...faults: Parameters<typeof fault>[1][]): (readonly [n: number, at: number])[] {
  const plans = faults.map((one, i) => fault(`f${i}`, { target: 'n1 -> n2', ...one }));
  return new FaultStage(plans, { durationNs: 3 * second })
    .play()
    .rows('observed')
    .filter(({ node, name, data }) => {
      return node === 'n2' && name === 'heard' && (data as { from: string }).from === 'n1';
    })
    .map(({ at, data }) => [(data as { n: number }).n, at / ms] as const);
}

describe('hold', () => {
  it('keeps what is sent and what would arrive, and releases it in order at its end', () => {
    const seen = arrivals({ definition: hold, atNs: 1000.5 * ms, durationNs: 300 * ms });
    expect(seen.slice(8, 14)).toEqual([
      [9, 901],
      // The ping of 1,000 ms was under way: it had only to arrive.
      [10, 1300.5],
      // Those sent later begin their way when they are released.
      [11, 1301.5],
      [12, 1301.5],
      [13, 1301.5],
      [14, 1401],
    ]);
  });

  it('holds a message as long as any hold does', () => {
    const seen = arrivals(
      { definition: hold, atNs: second, durationNs: 300 * ms },
      { definition: hold, atNs: 1200 * ms, durationNs: 500 * ms },
    );
    expect(seen.find(([n]) => n === 11)).toEqual([11, 1701]);
  });

  it('counts each message once, however often it is looked at again', () => {
    const holds = [
      { definition: hold, target: 'n1 -> n2', atNs: second, durationNs: 300 * ms },
      { definition: hold, target: 'n1 -> n2', atNs: 1200 * ms, durationNs: 500 * ms },
    ];
    const plans = holds.map((one, i) => fault(`f${i}`, one));
    const { schedule } = new FaultStage(plans, { durationNs: 3 * second }).play();
    // The second one takes over what the first had held: 1.0 s and 1.1 s beside its own five.
    expect(schedule.coverage().map(({ touched }) => touched)).toEqual([3, 7]);
  });

  it('releases what then passes the cut again', () => {
    const seen = arrivals(
      { definition: hold, atNs: second, durationNs: 250 * ms },
      { kind: 'partition', atNs: 1200 * ms, durationNs: 90 * ms },
    );
    expect(seen.map(([n]) => n).filter((n) => n >= 10 && n <= 13)).toEqual([13]);
  });

  it('releases what then passes all that loses messages again', () => {
    const holds = { definition: hold, atNs: second, durationNs: 250 * ms };
    const numbers = (probabilityPpb: number): number[] =>
      arrivals(holds, { kind: 'loss', atNs: 1230 * ms, durationNs: 40 * ms, probabilityPpb })
        .map(([n]) => n)
        .filter((n) => n >= 9 && n <= 14);
    // The ping of 1,000 ms had only to arrive; those of 1,100 ms and 1,200 ms were sent into the hold.
    expect(numbers(1_000_000_000)).toEqual([9, 13, 14]);
    expect(numbers(0)).toEqual([9, 10, 11, 12, 13, 14]);
  });
});
