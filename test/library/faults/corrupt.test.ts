import { describe, expect, it } from 'vitest';
import { corrupt } from '../../../src/library/faults/corrupt.ts';
import { fault, FaultStage, ms, second } from '../../run/faults/fault-stage.ts';

/** The number that a ping of n1 carried when n2 received it, by the number it was sent with. */
function received(more: object, seed = '42'): Map<number, number> {
  const bad = fault('bad', { definition: corrupt, target: 'n1 -> n2', ...more });
  const stage = new FaultStage([bad], { durationNs: 3 * second, seed }).play();
  const pairs = stage
    .rows('observed')
    .filter(({ node, name, data }) => {
      return node === 'n2' && name === 'heard' && (data as { from: string }).from === 'n1';
    })
    .map(({ at, data }) => [Math.round((at / ms - 1) / 100), (data as { n: number }).n] as const);
  return new Map(pairs);
}

describe('corrupt', () => {
  it('changes a declared field to another value of its domain, while it lasts', () => {
    const seen = received({});
    for (const [sent, got] of seen) {
      const isStruck = sent >= 10 && sent < 20;
      expect(Number.isInteger(got)).toBe(true);
      expect(got !== sent, `ping ${sent}`).toBe(isStruck);
    }
    expect(seen.size).toBeGreaterThan(25);
  });

  it('takes a share of the messages, the same ones whatever the seed gives them', () => {
    const struck = [...received({ probabilityPpb: 400_000_000 })].filter(([n, got]) => n !== got);
    expect(struck.length).toBeGreaterThan(0);
    expect(struck.length).toBeLessThan(10);
    expect([...received({ probabilityPpb: 400_000_000 })].filter(([n, got]) => n !== got)).toEqual(
      struck,
    );
  });

  it('says in the trace what the receiver got', () => {
    const bad = fault('bad', { definition: corrupt, target: 'n1 -> n2', durationNs: 100 * ms });
    const stage = new FaultStage([bad], { durationNs: 2 * second }).play();
    expect(stage.rows('corrupted')).toHaveLength(1);
    expect(stage.schedule.coverage()).toMatchObject([{ id: 'bad', touched: 1, note: null }]);
  });

  it('loses what a checksum notices, and lets through what it does not', () => {
    const played = (params: object): FaultStage => {
      const bad = fault('bad', { definition: corrupt, target: 'n1 -> n2', params, forever: true });
      return new FaultStage([bad], { durationNs: 60 * second }).play();
    };
    const weak = played({ evades: '25%' });
    const [lost, altered] = [weak.rows('lost').length, weak.rows('corrupted').length];
    // 591 messages: the sampling error is below 2 points.
    expect(altered / (lost + altered)).toBeCloseTo(0.25, 1);
    expect(lost + altered).toBe(591);
    expect(played({ evades: '0%' }).rows('corrupted')).toEqual([]);
    expect(played({}).rows('lost')).toEqual([]);
    // What gets past is changed as it would be without a checksum.
    const bodies = new Map(
      played({})
        .rows('corrupted')
        .map(({ at, data }) => [at, data]),
    );
    for (const { at, data } of weak.rows('corrupted')) expect(data).toEqual(bodies.get(at));
  });
});
