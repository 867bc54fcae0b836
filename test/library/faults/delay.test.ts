import { describe, expect, it } from 'vitest';
import { delay } from '../../../src/library/faults/delay.ts';
import { fault, FaultStage, ms, second } from '../../run/faults/fault-stage.ts';

/** How long the pings from n1 to n2 were on their way, in ms, by the instant of their sending. */
function delays(params: object, more: object = {}): Map<number, number> {
  const late = fault('late', { definition: delay, target: 'n1 -> n2', params, ...more });
  const stage = new FaultStage([late], { durationNs: 4 * second }).play();
  const arrivals = stage
    .rows('delivered')
    .filter(({ node, peer }) => node === 'n2' && peer === 'n1');
  return new Map(
    arrivals.map(({ at, data }) => {
      const { sentAt } = data as { sentAt: number };
      return [sentAt / ms, (at - sentAt) / ms];
    }),
  );
}

describe('delay', () => {
  it('adds a length of time to what is sent while it lasts', () => {
    const seen = delays({ by: '40ms' });
    expect(seen.get(900)).toBe(1);
    expect(seen.get(1000)).toBe(41);
    expect(seen.get(1900)).toBe(41);
    expect(seen.get(2000)).toBe(1);
  });

  it('draws from a range for each message', () => {
    const drawn = [...delays({ by: '10ms..60ms' })].flatMap(([sent, ms_]) =>
      sent >= 1000 && sent < 2000 ? [ms_] : [],
    );
    expect(drawn).toHaveLength(10);
    expect(new Set(drawn).size).toBe(10);
    for (const taken of drawn) {
      expect(taken).toBeGreaterThanOrEqual(11);
      expect(taken).toBeLessThanOrEqual(61);
    }
  });

  it('draws by the message: another one at the same instant moves nothing', () => {
    const one = delays({ by: '10ms..60ms' });
    const all = delays({ by: '10ms..60ms' }, { target: 'n1, n3 -> n2' });
    expect(all).toEqual(one);
  });

  it('is the same for all that is sent in one spell, and for nobody else', () => {
    const seen = delays({ by: '10ms..60ms', spell: '300ms' });
    const within = (from: number, to: number): Set<number> =>
      new Set([...seen].flatMap(([sent, took]) => (sent >= from && sent < to ? [took] : [])));
    expect([within(1200, 1500).size, within(1500, 1800).size]).toEqual([1, 1]);
    expect(within(1000, 2000).size).toBeGreaterThan(2);
    expect(within(1000, 1200).size).toBe(1);
  });
});
