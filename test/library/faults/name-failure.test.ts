import { describe, expect, it } from 'vitest';
import { runScenario } from '../../../src/index.ts';
import type { Run } from '../../../src/index.ts';

const second = 1_000_000_000;

interface Play {
  readonly faults?: { readonly [id: string]: object };
  readonly names?: object;
  readonly every?: string;
}

/** A client asks `store` by name; answers are good for 2 s. A datagram takes 1 ms. */
async function asked({ faults = {}, names = {}, every = '100ms' }: Play): Promise<Run> {
  const report = await runScenario({
    version: 1,
    name: 'names',
    duration: '12s',
    nodes: {
      store: { program: 'echo' },
      other: { program: 'echo' },
      dns: { count: 2, program: 'echo' },
      client: {},
    },
    names: {
      client: { servers: 'dns', of: 'store', ttl: '2s', timeout: '200ms', attempts: 1, ...names },
    },
    workloads: {
      asks: { workload: 'requests', from: 'client', to: 'store', every, until: '10s' },
    },
    faults,
    checks: { answered: { check: 'responds', of: 'asks', share: '1%' } },
  });
  return report.runs[0] as Run;
}

/** The seconds in which some request failed, with how. */
function failures(run: Run): readonly string[] {
  const bad = run.ledger.filter(({ outcome }) => outcome !== 'ok');
  return [
    ...new Set(
      bad.map(({ at, outcome, error }) => `${Math.floor(at / second)} ${outcome} ${error}`),
    ),
  ];
}

/** Connections are broken again and again, so that each second needs an address. */
const broken = { fault: 'reset', target: 'client <-> store', every: '500ms' };

const failing = (more: object = {}): object => ({
  fault: 'name-failure',
  target: 'store',
  at: '3050ms',
  duration: '3s',
  ...more,
});

describe('name-failure', () => {
  it('hurts nobody who has a connection', async () => {
    const run = await asked({ faults: { lost: failing() } });
    expect(failures(run)).toEqual([]);
    expect(run.coverage).toMatchObject([{ id: 'lost', touched: 0 }]);
  });

  it('hurts when what is remembered has run out, and, told that there is no such name, as long after its end', async () => {
    const run = await asked({ faults: { broken, lost: failing() }, names: { negative: '1500ms' } });
    const failed = run.ledger
      .filter(({ error }) => error === 'unreachable')
      .map(({ at }) => at / second);
    // The answer before was good until 4 s or more; the lie is believed for 1.5 s.
    expect(Math.min(...failed)).toBeGreaterThan(3.9);
    expect(Math.max(...failed)).toBeGreaterThan(6.1);
    expect(Math.max(...failed)).toBeLessThan(7.6);
    expect(run.coverage.find(({ id }) => id === 'lost')?.touched).toBe(1);
  });

  it('is definite: nothing was sent', async () => {
    const run = await asked({ faults: { broken, lost: failing() } });
    const unreachable = run.ledger.filter(({ error }) => error === 'unreachable');
    expect(unreachable.length).toBeGreaterThan(5);
    expect(unreachable.every(({ outcome }) => outcome === 'fail')).toBe(true);
  });

  it('costs time when servers are silent, and none when one of them is well', async () => {
    const slow = await asked({ faults: { broken, lost: failing({ answer: 'silence' }) } });
    expect(failures(slow).some((one) => one.includes('unreachable'))).toBe(true);
    const half = await asked({
      faults: { broken, lost: failing({ answer: 'servfail', servers: 'dns-1' }) },
    });
    expect(failures(half).filter((one) => one.includes('unreachable'))).toEqual([]);
  });

  it('is overcome by who still uses what he knew, unless he is told that there is no such name', async () => {
    const stale = { stale: '1h' };
    const mute = failing({ answer: 'servfail' });
    const patient = await asked({ faults: { broken, mute }, names: stale });
    expect(failures(patient).filter((one) => one.includes('unreachable'))).toEqual([]);
    const told = await asked({ faults: { broken, lost: failing() }, names: stale });
    expect(failures(told).some((one) => one.includes('unreachable'))).toBe(true);
  });

  it('leads astray with `to`, and the wrong way is remembered', async () => {
    const astray = failing({ to: 'other', at: '2050ms', duration: '1s' });
    const gone = { fault: 'crash', target: 'other', duration: 'forever' };
    const run = await asked({ faults: { broken, astray, gone } });
    const refused = run.ledger.filter(({ error }) => error === 'connection-refused');
    const seconds = refused.map(({ at }) => at / second);
    expect(Math.min(...seconds)).toBeGreaterThan(2);
    expect(Math.max(...seconds)).toBeGreaterThan(3.1);
    expect(Math.max(...seconds)).toBeLessThan(5.1);
  });

  it('is no fault where nobody asks for names', async () => {
    const run = await asked({ faults: { lost: failing({ target: 'other' }) } });
    expect(run.coverage).toMatchObject([{ touched: 0, note: 'nobody looked other up by name' }]);
  });
});
