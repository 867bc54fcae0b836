import { expect, it } from 'vitest';
import { Draws } from '../../../src/base/draw/draw.ts';
import { KeyedRandom } from '../../../src/base/draw/random.ts';
import { script } from '../../../src/library/workloads/script.ts';
import { counter } from '../../support/served-programs.ts';
import { nodePlan, second } from '../../support/stage.ts';
import { playWorkloads, workloadPlan } from '../../support/workload-stage.ts';

it('makes the operations that are written down, and no others', () => {
  const random = new KeyedRandom(new Draws('42').stream('c'), () => 0);
  const context = {
    served: {},
    pickOp: () => 'read',
    pickKey: () => 'k1',
    ownNumber: (number: number) => number,
    ownText: (id: string, n: number) => `${id}#${n}`,
  };
  expect(script.next({ id: 'c', index: 0, count: 1, random }, 0, {}, context)).toBeNull();

  const step = {
    atNs: second,
    when: null,
    node: 'c1',
    to: null,
    op: 'increment',
    body: { key: 'x' },
  };
  const arrival = { kind: 'steps', steps: [step] } as const;
  const nodes = [nodePlan('c1'), nodePlan('s', counter)];
  const { history } = playWorkloads(nodes, [workloadPlan({ arrival, from: ['c1'] }, script)]);
  expect(history.operations.map(({ op, body, beganNs }) => [op, body, beganNs])).toEqual([
    ['increment', { key: 'x' }, second],
  ]);
});
