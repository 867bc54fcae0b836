import { expect, test } from 'vitest';
import { lockPath } from '../../../src/history/fast-paths/lock.ts';
import { exhausted, FastPathTrial, patienceMs, tried } from '../../support/fast-path-trial.ts';
import { type Choices, numbers } from '../../support/small-rows.ts';

/** Processes are named as they are first seen. */
const locks =
  (processes: number): Choices =>
  (row) => {
    const known = row.map(({ process }) => process ?? 0);
    const most = Math.min(processes - 1, Math.max(-1, ...known) + 1);
    return numbers(0, most).flatMap((process) => [
      { name: 'acquire', input: null, output: null, process },
      { name: 'release', input: null, output: null, process },
    ]);
  };

test(
  'a lock agrees with all orders where processes take turns',
  { timeout: patienceMs },
  async () => {
    const trial = new FastPathTrial(lockPath, 'mutex');
    await exhausted(trial, locks(5), undefined, 5);
    await tried(trial, 'mutex', locks(4));
    expect(trial.trial.held).toBeGreaterThan(200);
    expect(trial.trial.violated).toBeGreaterThan(200);
  },
);
