import { expect, it } from 'vitest';
import { success } from '../../../src/library/metrics/success.ts';
import { gauge } from '../../support/gauge.ts';
import type { Stage } from '../../support/stage.ts';

function twoOfThree(stage: Stage): void {
  stage.at(1).done({ op: 'read' }).done({ op: 'write' });
  stage.at(2).done({ op: 'write', outcome: { status: 'unknown', error: 'timeout' } });
}

it('is the share of operations that went well', () => {
  expect(gauge(success, {}, twoOfThree).report.value).toBe(666_667);
});

it('may be told apart by a field', () => {
  expect(gauge(success, { by: 'op' }, twoOfThree).report.by).toEqual({
    read: 1_000_000,
    write: 500_000,
  });
});

it('looks at one operation of a workload if that is named', () => {
  const of = { kind: 'workload', workload: 'w', op: 'read' } as const;
  expect(gauge(success, { of }, twoOfThree).report.value).toBe(1_000_000);
  const other = { kind: 'workload', workload: 'other', op: null } as const;
  expect(gauge(success, { of: other }, twoOfThree).report.value).toBeNull();
});
