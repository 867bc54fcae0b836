import { describe, expect, it } from 'vitest';
import { runScenario } from '../../../../src/index.ts';
import type { Run } from '../../../../src/index.ts';

const dayNs = 86_400_000_000_000;

/** Plays 100 days of machines that do nothing but fail. */
async function play(given: {
  readonly machines: number;
  readonly fault: object;
  readonly domains?: object;
  readonly place?: string;
  readonly days?: number;
  readonly seed?: number;
}): Promise<Run> {
  const { machines, fault, domains, place, days = 100, seed = 1 } = given;
  const report = await runScenario({
    version: 1,
    name: 'wear',
    seed,
    duration: `${days}d`,
    ...(domains === undefined ? {} : { domains }),
    nodes: { m: { count: machines, program: 'echo', ...(place === undefined ? {} : { place }) } },
    faults: { wear: { fault: 'infrastructure', ...fault } },
    checks: { boots: { check: 'never', event: 'started', expect: 'held or violated' } },
  });
  const [run] = report.runs;
  if (run === undefined) throw new Error('nothing was played');
  return run;
}

/** When each failure began and ended, in ns. */
const outages = (run: Run, days = 100) =>
  run.faults.map(({ id, targets, from, until }) => {
    return { id, targets, from, until: until ?? days * dayNs };
  });

describe('things that fail and are repaired', () => {
  it('are up for MTBF / (MTBF + MTTR) of the time', async () => {
    const rates = { node: { mtbf: '9h', mttr: '1h' } };
    const run = await play({ machines: 20, fault: { rates }, days: 50 });
    const down = outages(run, 50).reduce((sum, { from, until }) => sum + until - from, 0);
    const unavailable = down / (20 * 50 * dayNs);
    // Some 2,400 failures: a tenth, within three standard deviations of the mean of as many.
    expect(Math.abs(unavailable - 0.1)).toBeLessThan(0.1 * 3 * Math.sqrt(2 / 2400));
    expect(run.faults.length).toBeGreaterThan(2200);
  });

  it('are somewhere broken for 1 - (1 - p)^N of the time', async () => {
    const machines = 30;
    const rates = { node: { mtbf: '98h', mttr: '2h' } };
    const run = await play({ machines, fault: { rates } });
    const sorted = outages(run).sort((a, b) => a.from - b.from);
    let broken = 0;
    let reach = 0;
    for (const { from, until } of sorted) {
      broken += Math.max(0, until - Math.max(from, reach));
      reach = Math.max(reach, until);
    }
    const expected = 1 - 0.98 ** machines;
    expect(Math.abs(broken / (100 * dayNs) - expected)).toBeLessThan(0.04);
  });

  it('of the cluster of 2008 fail as often as was counted in its first year', async () => {
    const domains = {
      dc: { dc: null },
      pdu: { pdu: { count: 3, dc: 'dc' } },
      rack: { rack: { count: 40, pdu: 'pdu' } },
    };
    const days = 73;
    const counts = new Map<string, number>();
    for (const seed of [1, 2, 3, 4, 5]) {
      const run = await play({
        machines: 1800,
        fault: { preset: 'google-2008-cluster' },
        domains,
        place: 'rack',
        days,
        seed,
      });
      for (const { id } of run.faults) {
        const name = /^wear-(overheating|[a-z]+-[a-z]+)-/.exec(id)?.[1] ?? id;
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
    const counted: { readonly [what: string]: number } = {
      overheating: 0.5,
      'pdu-failure': 1.2,
      'rack-failure': 20,
      'wonky-rack': 5,
      'network-maintenance': 4,
      'router-failure': 3,
      'machine-failure': 990,
    };
    for (const [what, expected] of Object.entries(counted)) {
      const difference = Math.abs((counts.get(what) ?? 0) - expected);
      expect(difference, what).toBeLessThanOrEqual(3 * Math.sqrt(expected));
    }
    expect([...counts.keys()].every((what) => Object.hasOwn(counted, what))).toBe(true);
  }, 60_000);

  it('fail each by their own draws, whoever stands beside them', async () => {
    const rates = { node: { mtbf: '20h', mttr: '1h' } };
    const first = (run: Run) => outages(run).filter(({ targets }) => targets[0] === 'm-1');
    const alone = first(await play({ machines: 1, fault: { rates } }));
    const among = first(await play({ machines: 5, fault: { rates } }));
    expect(alone.length).toBeGreaterThan(50);
    expect(among).toEqual(alone);
  });

  it('stop at `until`, begin after `at`, and within their target only', async () => {
    const domains = { rack: { r: { count: 2 } } };
    const rates = { rack: { rate: '1/h', lasts: '10m' }, node: { rate: '1/h', lasts: '1m' } };
    const fault = { rates, target: 'r-2', at: '10d', until: '20d' };
    const run = await play({ machines: 4, fault, domains, place: 'r', days: 30 });
    const found = outages(run, 30);
    expect(found.length).toBeGreaterThan(300);
    expect(found.every(({ from, until }) => from >= 10 * dayNs && until <= 20 * dayNs)).toBe(true);
    expect(new Set(found.flatMap(({ targets }) => targets))).toEqual(
      new Set(['r-2', 'm-2', 'm-4']),
    );
  });

  it('stay exact for 104 days: begin and length are whole nanoseconds that add up, also at the end', async () => {
    const rates = { node: { mtbf: '30h', lasts: '1ns..2h' } };
    const run = await play({ machines: 40, fault: { rates }, days: 104 });
    expect(run.faults.length).toBeGreaterThan(3000);
    const lengths = new Map(run.schedule.map(({ id, at, durationNs }) => [id, { at, durationNs }]));
    for (const { id, from, until } of run.faults) {
      const { at, durationNs } = lengths.get(id) ?? {};
      expect(from).toBe(at);
      if (until !== null) expect(until).toBe(from + (durationNs ?? NaN));
      expect(Number.isSafeInteger(until ?? from)).toBe(true);
    }
    const [last] = run.faults.map(({ from }) => from).sort((a, b) => b - a);
    expect(last).toBeGreaterThan(103 * dayNs);
    // So late a nanosecond is still one: some begin at odd instants.
    const late = run.faults.filter(({ from }) => from > 90 * dayNs);
    expect(new Set(late.map(({ from }) => from % 2))).toEqual(new Set([0, 1]));
  });

  it('are written down as faults that are the same run', async () => {
    const rates = { rack: { rate: '1/d', lasts: '1h..2h' }, node: { mtbf: '20h', mttr: '1h' } };
    const scenario = (faults: object) => ({
      version: 1 as const,
      name: 'wear',
      duration: '10d' as const,
      domains: { rack: { r: { count: 2 } } },
      nodes: { m: { count: 4, program: 'echo', place: 'r' } },
      faults: faults as { readonly [id: string]: object },
      checks: { boots: { check: 'never', event: 'started', expect: 'held or violated' } },
    });
    const drawn = (await runScenario(scenario({ wear: { fault: 'infrastructure', rates } })))
      .runs[0];
    const written = Object.fromEntries(
      (drawn?.schedule ?? []).map(({ id, fault, at, durationNs, targets, params }) => [
        id,
        {
          fault,
          at: `${at}ns`,
          duration: `${durationNs}ns`,
          target: targets,
          ...(params as object),
        },
      ]),
    );
    expect(Object.keys(written).length).toBeGreaterThan(40);
    const played = (await runScenario(scenario(written))).runs[0];
    expect(played?.trace.digest).toBe(drawn?.trace.digest);
  });
});
