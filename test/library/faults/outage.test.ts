import { describe, expect, it } from 'vitest';
import { outage } from '../../../src/library/faults/outage.ts';
import { runScenario } from '../../../src/index.ts';
import type { ScenarioInput } from '../../../src/index.ts';
import type { DomainPlan } from '../../../src/world/domains.ts';
import { beacon, fault, FaultStage, ms, second } from '../../run/faults/fault-stage.ts';
import { nodePlan } from '../../support/stage.ts';

const domains: readonly DomainPlan[] = [
  { name: 'pdu-1', kind: 'pdu', parents: [] },
  { name: 'pdu-2', kind: 'pdu', parents: [] },
  { name: 'tor', kind: 'switch', parents: [] },
  { name: 'v2', kind: 'version', parents: [] },
  { name: 'r1', kind: 'rack', parents: [['pdu-1'], ['tor']] },
  { name: 'r2', kind: 'rack', parents: [['pdu-1', 'pdu-2']] },
];
const nodes = [
  { ...nodePlan('n1', beacon, {}), places: ['r1'] },
  { ...nodePlan('n2', beacon, {}), places: ['r2', 'v2'] },
  { ...nodePlan('n3', beacon, {}), places: ['r1'] },
];

const gone = (id: string, target: string, more: object = {}) =>
  fault(id, { definition: outage, target, ...more });
const stage = (...faults: ReturnType<typeof gone>[]) =>
  new FaultStage(faults, { domains, nodes, durationNs: 5 * second }).play();

/** What happened to processes after the beginning: `crashed n1 1000`, in ms. */
const story = (played: FaultStage) =>
  played
    .rows('crashed', 'started')
    .filter(({ at }) => at > 0)
    .map(({ type, node, at }) => `${type} ${node} ${at / ms}`);

describe('outage', () => {
  it('takes down at once all that has no other way, and brings it up again', () => {
    const played = stage(gone('power', 'pdu-1'));
    expect(story(played)).toEqual([
      'crashed n1 1000',
      'crashed n3 1000',
      'started n1 2000',
      'started n3 2000',
    ]);
    expect(played.schedule.coverage()).toMatchObject([{ touched: 2, note: null }]);
    expect(played.schedule.reports()).toMatchObject([{ targets: ['pdu-1'] }]);
  });

  it('of both of two takes what each alone leaves, whichever goes first', () => {
    const one = gone('one', 'pdu-1');
    const other = gone('other', 'pdu-2', { atNs: 1500 * ms });
    const down = ['crashed n2 1500', 'started n2 2000'];
    expect(story(stage(one, other)).filter((line) => line.includes('n2'))).toEqual(down);
    const turned = [gone('one', 'pdu-2'), gone('other', 'pdu-1', { atNs: 1500 * ms })] as const;
    expect(story(stage(...turned)).filter((line) => line.includes('n2'))).toEqual(down);
  });

  it('nests: what is in two is down until both are repaired', () => {
    const played = stage(gone('rack', 'r1', { durationNs: 2 * second }), gone('power', 'pdu-1'));
    expect(story(played)).toEqual([
      'crashed n1 1000',
      'crashed n3 1000',
      'started n1 3000',
      'started n3 3000',
    ]);
  });

  it('switches hosts on one by one', () => {
    const played = stage(gone('power', 'pdu-1', { params: { 'power-on': '100ms..900ms' } }));
    const ups = played.rows('started').filter(({ at }) => at > 0);
    expect(ups).toHaveLength(2);
    expect(ups.every(({ at }) => at >= 2100 * ms && at <= 2900 * ms)).toBe(true);
    expect(new Set(ups.map(({ at }) => at)).size).toBe(2);
  });

  it('of a switch leaves processes running and cuts them off', () => {
    const played = stage(gone('dark', 'tor'));
    expect(story(played)).toEqual([]);
    const lost = played.rows('lost').filter(({ at }) => at >= second && at < 2 * second);
    // Ten pings of each to each of the two others, all of which begin or end in r1.
    expect(lost).toHaveLength(60);
    expect(played.schedule.coverage()).toMatchObject([{ touched: 2 }]);
  });

  it('of a version ends processes and leaves their hosts', () => {
    const rows = stage(gone('bug', 'v2')).rows('crashed');
    expect(rows).toMatchObject([{ node: 'n2', data: { why: 'process crash' } }]);
  });

  const wired: ScenarioInput = {
    version: 1,
    name: 'wired',
    duration: '3s',
    domains: { pdu: { 'pdu-1': null, 'pdu-2': null }, switch: { near: 'pdu-1', far: 'pdu-2' } },
    nodes: { echo: { program: 'echo' }, client: {} },
    switches: { near: { connects: ['client', 'far'] }, far: { connects: ['echo'] } },
    workloads: { w: { workload: 'requests', every: '100ms', timeout: '50ms' } },
    checks: { sound: { check: 'no-program-errors' } },
  };

  /** How many requests of each of the three seconds were answered. */
  async function answered(...targets: string[]): Promise<readonly number[]> {
    const out = targets.map((target, n) => {
      return [`f${n}`, { fault: 'outage', target, at: '1s', duration: '1s' }] as const;
    });
    const report = await runScenario({ ...wired, faults: Object.fromEntries(out) });
    const [run] = report.runs;
    const good = (run?.ledger ?? []).filter(({ outcome }) => outcome === 'ok');
    return [0, 1, 2].map(
      (from) => good.filter(({ at }) => Math.floor(at / second) === from).length,
    );
  }

  it('of a switch of the network darkens its ports, whatever takes it out of service', async () => {
    expect(await answered()).toEqual([10, 10, 10]);
    for (const targets of [['near'], ['far'], ['pdu-1'], ['pdu-2'], ['near', 'pdu-1', 'far']]) {
      const [before = 0, meanwhile, after = 0] = await answered(...targets);
      expect([targets, meanwhile]).toEqual([targets, 0]);
      expect(Math.min(before, after)).toBeGreaterThan(5);
    }
  });

  it('tells when nothing depends on it alone', () => {
    expect(stage(gone('spare', 'pdu-2')).schedule.coverage()).toMatchObject([
      { touched: 0, note: 'all that stands in pdu-2 was down already, or has another way' },
    ]);
  });
});
