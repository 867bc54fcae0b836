import { expect, it } from 'vitest';
import type { ExampleHistories, ExampleRow } from '../../src/library/checks/define.ts';
import { done } from '../../src/library/checks/operations/example-rows.ts';
import { checks } from '../../src/library/checks/index.ts';
import { judgeHistory } from '../support/example-history.ts';

const ticks: readonly ExampleRow[] = [{ at: '1s', node: 'a', event: 'tick' }];
const load = done('c1', ['1s', '2s'], 'read', {});

/** What would be a violation at the end of a run, and may still come right before that. */
const unfinished: {
  readonly [check: string]: readonly [Partial<ExampleHistories>, readonly ExampleRow[]];
} = {
  occurs: [{ config: { event: 'tock' } }, ticks],
  termination: [{ config: { event: 'tock' } }, ticks],
  responds: [{ config: { share: '50%' } }, [{ at: '1s', client: 'c1', op: 'read' }]],
  metric: [
    { config: { that: 'served > 100' }, metrics: { served: { metric: 'goodput' } } },
    [load],
  ],
  'detector-completeness': [
    {},
    [
      { at: '1s', node: 'a', event: 'suspected', data: { peer: 'b' } },
      { at: '2s', node: 'b', process: 'crashed' },
      { at: '2s', node: 'c', process: 'up' },
    ],
  ],
  'exactly-once-effect': [
    {},
    [
      done('c1', ['1s', '2s'], 'pay', {}),
      { at: '2s', node: 'bank', event: 'applied', data: { request: 'c1#0' } },
      done('c1', ['3s', '4s'], 'pay', {}),
    ],
  ],
  'set-full': [
    {},
    [
      done('c1', ['1s', '2s'], 'add', { value: 7 }),
      done('c2', ['3s', '4s'], 'read', {}, { values: [] }),
    ],
  ],
  'total-queue': [
    {},
    [
      done('c1', ['1s', '2s'], 'enqueue', { value: 'a' }),
      done('c2', ['3s', '4s'], 'dequeue', {}, { value: null }),
    ],
  ],
};

it.each(Object.entries(unfinished))(
  '%s accuses nobody of what had not come when the run was stopped',
  (name, [given, rows]) => {
    const check = checks.get(name);
    if (check === undefined) throw new TypeError(`no check is called ${name}`);
    const histories = { held: [], violated: [], ...given };
    const { verdict, witness } = judgeHistory(check, histories, rows, { stopped: 'max-events' });
    expect([verdict, witness]).toEqual(['undecided', null]);
    expect(judgeHistory(check, histories, rows).verdict).toBe('violated');
  },
);

it.each(
  checks.items.flatMap(({ name, histories }) => {
    const its = histories?.();
    const isLate = name in unfinished || its?.within !== undefined || its?.verdict !== undefined;
    return its === undefined || isLate ? [] : [[name, its] as const];
  }),
)('%s accuses of what had happened before', (name, histories) => {
  const check = checks.get(name);
  if (check === undefined) throw new TypeError(`no check is called ${name}`);
  expect(
    judgeHistory(check, histories, histories.violated, { stopped: 'max-events' }).verdict,
  ).toBe('violated');
});
