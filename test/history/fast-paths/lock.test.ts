import { expect, test } from 'vitest';
import { lockPath } from '../../../src/history/fast-paths/lock.ts';
import {
  type Choices,
  exhausted,
  FastPathTrial,
  patienceMs,
  tried,
} from '../../support/fast-path-trial.ts';

const locks: Choices = (row) => {
  const known = row.map(({ process }) => process ?? 0);
  const most = Math.min(3, Math.max(-1, ...known) + 1);
  return Array.from({ length: most + 1 }, (_, process) => process).flatMap((process) => [
    { name: 'acquire', input: null, output: null, process },
    { name: 'release', input: null, output: null, process },
  ]);
};

test('a lock agrees with all orders where processes take turns', { timeout: patienceMs }, () => {
  const trial = new FastPathTrial(lockPath, 'mutex');
  exhausted(trial, 5, locks, 31);
  tried(trial, 'mutex', locks);
  expect(trial.trial.held).toBeGreaterThan(200);
  expect(trial.trial.violated).toBeGreaterThan(200);
});
