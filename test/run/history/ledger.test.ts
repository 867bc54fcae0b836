import { describe, expect, it } from 'vitest';
import { ledgerOf } from '../../../src/run/history/ledger.ts';
import { counter, silent } from '../../support/served-programs.ts';
import { nodePlan, second } from '../../support/stage.ts';
import { noRetry, playWorkloads, workloadPlan } from '../../support/workload-stage.ts';

describe('the ledger', () => {
  it('has one entry for each attempt, with what was known and what was true', () => {
    const retry = { ...noRetry, max: 1 };
    const nodes = [nodePlan('c1'), nodePlan('s', silent)];
    const plan = workloadPlan({ from: ['c1'], operations: 1, retry });
    const { history } = playWorkloads(nodes, [plan]);
    expect(ledgerOf(history.attempts)).toMatchObject([
      { attempt: 1, at: 0, until: second, outcome: 'unknown', error: 'timeout' },
      { attempt: 2, at: second, until: 2 * second, outcome: 'unknown', error: 'timeout' },
    ]);
  });

  it('says `done` of what was answered', () => {
    const nodes = [nodePlan('c1'), nodePlan('s', counter)];
    const { history } = playWorkloads(nodes, [workloadPlan({ from: ['c1'], operations: 1 })]);
    expect(ledgerOf(history.attempts)).toEqual([
      {
        workload: 'w',
        client: 'c1',
        number: 0,
        attempt: 1,
        op: 'increment',
        at: 0,
        until: 4_000_000,
        outcome: 'ok',
        error: null,
        truth: 'done',
      },
    ]);
  });

  it('keeps what is still under way at the end', () => {
    const nodes = [nodePlan('c1'), nodePlan('s', silent)];
    const plan = workloadPlan({ from: ['c1'], operations: 1, timeoutNs: 100 * second });
    const { history } = playWorkloads(nodes, [plan]);
    expect(ledgerOf(history.attempts)).toMatchObject([
      { until: null, outcome: 'unknown', error: null, truth: 'queued' },
    ]);
  });
});
