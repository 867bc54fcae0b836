import { describe, expect, it } from 'vitest';
import { coolingLoss } from '../../../src/library/faults/cooling-loss.ts';
import type { DomainPlan } from '../../../src/world/domains.ts';
import { beacon, fault, FaultStage, ms, second } from '../../run/faults/fault-stage.ts';
import { nodePlan } from '../../support/stage.ts';

const domains: readonly DomainPlan[] = [
  { name: 'hall-1', kind: 'cooling', parents: [] },
  { name: 'hall-2', kind: 'cooling', parents: [] },
  { name: 'r1', kind: 'rack', parents: [['hall-1']] },
  { name: 'r2', kind: 'rack', parents: [['hall-1']] },
  { name: 'r3', kind: 'rack', parents: [['hall-1', 'hall-2']] },
];
const nodes = ['n1', 'n2', 'n3'].map((id, at) => ({
  ...nodePlan(id, beacon, {}),
  places: [`r${at + 1}`],
  cores: 1,
  cost: new Map([['ping', { kind: 'constant', ns: ms } as const]]),
}));

const warm = (params: object) =>
  new FaultStage(
    [fault('warm', { definition: coolingLoss, target: 'hall-1', params, durationNs: 3 * second })],
    { domains, nodes, durationNs: 9 * second },
  ).play();

const story = (played: FaultStage) =>
  played
    .rows('crashed', 'started')
    .filter(({ at }) => at > 0)
    .map(({ type, node, at }) => [type, node, at / ms] as const);

describe('cooling-loss', () => {
  it('switches hosts off rack by rack, each in its own time, and spares what is cooled otherwise', () => {
    const told = story(warm({ shutdown: { after: '500ms..1500ms', 'power-on': '1s..2s' } }));
    const offs = told.filter(([type]) => type === 'crashed');
    expect(new Set(offs.map(([, node]) => node))).toEqual(new Set(['n1', 'n2']));
    expect(new Set(offs.map(([, , at]) => at)).size).toBe(2);
    for (const [, , at] of offs) {
      expect(at).toBeGreaterThanOrEqual(1500);
      expect(at).toBeLessThanOrEqual(2500);
    }
    const ons = told.filter(([type]) => type === 'started');
    expect(ons).toHaveLength(2);
    for (const [, , at] of ons) {
      expect(at).toBeGreaterThanOrEqual(5000);
      expect(at).toBeLessThanOrEqual(6000);
    }
  });

  it('throttles before it switches off', () => {
    const played = warm({ throttle: { after: '200ms', factor: '4x' } });
    expect(story(played)).toEqual([]);
    // Two pings come 1 ms after each tenth of a second, and one takes 1 ms of the only core.
    const heard = (node: string, fromMs: number) =>
      played
        .rows('observed')
        .filter(
          ({ name, at, ...row }) => row.node === node && name === 'heard' && at >= fromMs * ms,
        )
        .slice(0, 2)
        .map(({ at }) => (at / ms) % 100);
    expect(heard('n1', 1050)).toEqual([2, 3]);
    expect(heard('n1', 1250)).toEqual([5, 9]);
    expect(heard('n3', 1250)).toEqual([2, 3]);
    expect(heard('n1', 4050)).toEqual([2, 3]);
  });

  it('does nothing when it is over before anything is too warm', () => {
    const played = warm({ shutdown: { after: '4s' } });
    expect(story(played)).toEqual([]);
    expect(played.schedule.coverage()).toMatchObject([{ touched: 0 }]);
  });
});
