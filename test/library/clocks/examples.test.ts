import { describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { clocks } from '../../../src/library/clocks/index.ts';
import { daemons, leaps } from '../../../src/library/clocks/sync/keepers.ts';
import { runScenario, type Run } from '../../../src/index.ts';
import { phrase } from '../../../src/reports/phrase.ts';

// The first run of a file pays for the loader, which takes long on a machine that is busy.
vi.setConfig({ testTimeout: 120_000 });

/** Plays an entry under `clocks` of a node `server`, beside a time server that is right. */
async function played(example: string, more: object): Promise<Run> {
  const { runs } = await runScenario({
    version: 1,
    name: 'example',
    duration: '30m',
    nodes: {
      server: { program: 'clock-reader', config: { every: '30s' } },
      time: { program: 'time-server' },
    },
    clocks: parse(example),
    ...more,
  });
  const [run] = runs;
  if (run === undefined) throw new Error('nothing was played');
  return run;
}

const verdicts = ({ checks }: Run): readonly string[] =>
  checks.filter(({ id }) => id !== 'no-program-errors').map(({ verdict }) => verdict);

const told = ({ story }: Run): string => story.map((event) => phrase(event)).join('\n');

describe('the example of a source', () => {
  it.each(clocks.items.map(({ name, example }) => ({ name, example })))(
    '$name is right within its own figures, and faults find it',
    async ({ example }) => {
      const run = await played(example ?? '', {
        faults: {
          cold: { fault: 'clock-drift', target: 'server', by: '200ppm', at: '10m', duration: '1m' },
        },
        // Half an hour at 51 ppm are 92 ms; what the fault adds are 12 ms.
        checks: {
          close: { check: 'skew-bound', of: 'server', from: 'true-time', bound: '110ms' },
        },
      });
      expect(verdicts(run)).toEqual(['held']);
      expect(run.coverage).toMatchObject([{ id: 'cold', touched: 1 }]);
      expect(told(run)).toContain('fault cold begins');
    },
  );
});

describe('a receiver with its own oscillator', () => {
  const jammed = (own: string) =>
    played(`server: { source: gps, ${own} }`, {
      duration: '1d',
      seed: 3,
      faults: { jammer: { fault: 'clock-sync-off', target: 'server', at: '1h', until: '22h' } },
      checks: { claim: { check: 'clock-containment', of: 'server' } },
    });

  it.each([
    'drift: -1ppm..1ppm',
    'wander: temperature',
    'wander: { random-walk: 100ppb, every: 1m }',
    'drift: 300ppb, wander: { random-walk: 1ppb, every: 1s }',
  ])('claims without a signal what that may be off by: %s', async (own) => {
    expect(verdicts(await jammed(own))).toEqual(['held']);
  });

  it('claims what the scenario says, also where that is too little', async () => {
    expect(verdicts(await jammed('drift: 1ppm, error: 1us'))).toEqual(['violated']);
  });
});

describe('the example of a daemon', () => {
  const bounds = { ntp: '5ms', chrony: '1ms', ptp: '100us' } as const;

  it.each(Object.entries(daemons).map(([name, { example }]) => ({ name, example })))(
    '$name: the clock is stepped once, is right from then on, and is lost without packets',
    async ({ name, example }) => {
      const run = await played(example, {
        links: { 'server <-> time': { latency: 'same-rack' } },
        faults: {
          firewall: {
            fault: 'loss',
            target: 'server -> time',
            match: { message: 'time-request' },
            at: '20m',
          },
        },
        checks: {
          'in-step': {
            check: 'skew-bound',
            of: 'server',
            from: 'true-time',
            bound: bounds[name as keyof typeof bounds],
            during: '10m..20m',
          },
        },
      });
      expect(verdicts(run)).toEqual(['held']);
      expect(told(run)).toMatch(/^server steps its clock by -\d/m);
      expect(told(run)).toContain('server has a clock that its daemon vouches for');
      expect(told(run)).toContain('server has a clock that nobody vouches for');
      expect(run.coverage).toMatchObject([{ id: 'firewall', note: null }]);
    },
  );
});

describe('the example of a leap second', () => {
  /** By how many ms the clock is behind what it would show, at these times after the leap. */
  const behind = {
    step: { '0s..1m': 1000, '2h..3h': 1000 },
    slew: { '0s..1m': 30, '2h..3h': 1000 },
    'smear-24h': { '0s..1m': 502, '12h..13h': 1000 },
    ignore: { '0s..1m': 0, '2h..3h': 0 },
  } as const;
  const leapS = 46_800;

  it.each(Object.entries(leaps).map(([name, { example }]) => ({ name, example })))(
    '$name: the clock is where it should be, then and later',
    async ({ name, example }) => {
      const at = (text: string): string =>
        text.replaceAll(/(\d+)([smh])/g, (_, n: string, unit: 's' | 'm' | 'h') => {
          return `${leapS + Number(n) * { s: 1, m: 60, h: 3600 }[unit]}s`;
        });
      const windows = Object.entries(behind[name as keyof typeof behind]);
      const checks = windows.flatMap(([window, ms], i) => {
        const check = { check: 'skew-bound', of: 'server', from: 'true-time', during: at(window) };
        const least = Math.max(0, ms - 35);
        return [
          [`most-${i}`, { ...check, bound: `${ms}ms` }],
          ...(ms === 0
            ? []
            : [[`least-${i}`, { ...check, bound: `${least}ms`, expect: 'violated' }]]),
        ];
      });
      const run = await played(example, {
        duration: '27h',
        faults: { leap: { fault: 'leap-second', target: 'server', at: `${leapS}s` } },
        checks: Object.fromEntries(checks),
      });
      expect(run.verdict).toBe('pass');
      expect(run.coverage).toMatchObject([{ id: 'leap', touched: 1 }]);
      expect(told(run)).toMatch(/fault leap begins.*leap-second of server/);
    },
  );
});
