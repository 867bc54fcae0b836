import { runScenario } from '../../src/index.ts';
import type { Run } from '../../src/index.ts';

/** How one reading of the clock of `a` is judged: within a bound of the true time. */
interface Reading {
  readonly atS: number;
  readonly boundMs: number;
}

/**
 * Plays two minutes in which `a` follows the time server `s` under one fault: for each of some
 * instants, whether its clock is then within a bound of the true time.
 */
export async function readings(
  fault: object,
  asked: readonly Reading[],
  more: object = {},
): Promise<readonly boolean[]> {
  const checks = Object.fromEntries(
    asked.map(({ atS, boundMs }) => {
      const during = `${atS}s..${atS + 2}s`;
      const bound = { check: 'skew-bound', of: 'a', bound: `${boundMs}ms`, from: 'true-time' };
      return [`at-${atS}`, { ...bound, during, expect: 'held or violated' }];
    }),
  );
  const run = await played({ faults: { f: fault }, checks, ...more });
  return asked.map(({ atS }) => {
    const verdict = run.checks.find(({ id }) => id === `at-${atS}`)?.verdict;
    if (verdict !== 'held' && verdict !== 'violated') throw new Error(`at ${atS}: ${verdict}`);
    return verdict === 'held';
  });
}

/** Plays it with these keys. */
export async function played(more: object): Promise<Run> {
  const report = await runScenario({
    version: 1,
    name: 'clocks',
    duration: '2m',
    nodes: { s: { program: 'time-server' }, a: { program: 'clock-reader' } },
    clocks: { a: { drift: '200ppm', sync: { protocol: 'chrony', servers: 's', interval: '4s' } } },
    ...more,
  });
  const [run] = report.runs;
  if (run === undefined) throw new Error('nothing was played');
  return run;
}
