import { expect, it } from 'vitest';
import { latency } from '../../../src/library/metrics/latency.ts';
import { gauge } from '../../support/gauge.ts';
import type { Stage } from '../../support/stage.ts';

function waits(stage: Stage): void {
  for (const seconds of [1, 2, 3, 4]) stage.at(10).done({ beganSeconds: 10 - seconds });
  stage.at(20).done({ beganSeconds: 11, outcome: { status: 'unknown', error: 'timeout' } });
}

it('is the median wait of operations that went well', () => {
  expect(gauge(latency, {}, waits).report).toMatchObject({ value: 2_000_000_000, unit: 'ns' });
});

it('takes waits for nothing into account when asked to', () => {
  const stat = { kind: 'quantile', quantilePpb: 999_000_000, text: 'p99.9' } as const;
  expect(gauge(latency, { stat, settings: { outcome: 'any' } }, waits).report.value).toBe(
    9_000_000_000,
  );
  expect(gauge(latency, { stat }, waits).report.value).toBe(4_000_000_000);
});
