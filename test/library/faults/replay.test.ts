import { describe, expect, it } from 'vitest';
import { replay } from '../../../src/library/faults/replay.ts';
import { fault, FaultStage, ms, second } from '../../run/faults/fault-stage.ts';

const params = { after: '250ms' };

function heardTwice(more: object) {
  const again = fault('again', { definition: replay, params, match: { message: 'ping' }, ...more });
  const stage = new FaultStage([again], { durationNs: 3 * second }).play();
  const seen = new Map<number, number[]>();
  for (const { node, name, at, data } of stage.rows('observed')) {
    const { n, from } = (data ?? {}) as { n: number; from: string };
    if (node !== 'n2' || name !== 'heard' || from !== 'n1') continue;
    seen.set(n, [...(seen.get(n) ?? []), Math.round(at / ms)]);
  }
  return { stage, twice: [...seen.values()].filter(({ length }) => length > 1) };
}

describe('replay', () => {
  it('says the same once more, so much later, and does not repeat that', () => {
    const { stage, twice } = heardTwice({});
    // What is said less than 250 ms before the fault ends is not repeated any more.
    expect(twice.map(([first, then]) => (then ?? 0) - (first ?? 0))).toEqual(twice.map(() => 250));
    expect(twice.length).toBe(8);
    expect(stage.schedule.coverage()[0]?.touched).toBe(20);
  });

  it('repeats nothing that another one repeats, and each repeats what was said', () => {
    const both = ['one', 'other'].map((id) =>
      fault(id, { definition: replay, params, durationNs: second }),
    );
    const [none = 0, one = 0, two = 0] = [0, 1, 2].map((count) => {
      const stage = new FaultStage(both.slice(0, count), { durationNs: 3 * second }).play();
      return stage.rows('sent').filter(({ node, name }) => node === 'n1' && name === 'ping').length;
    });
    expect(one).toBeGreaterThan(none);
    expect(two - none).toBe(2 * (one - none));
  });

  it('is silent when its node is down', () => {
    const down = fault('down', {
      kind: 'crash',
      target: 'n1',
      atNs: 1150 * ms,
      durationNs: second,
    });
    const again = fault('again', { definition: replay, params, durationNs: 2 * second });
    const stage = new FaultStage([down, again], { durationNs: 2 * second }).play();
    expect(stage.rows('sent').filter(({ node, at }) => node === 'n1' && at > 1150 * ms)).toEqual(
      [],
    );
  });
});
