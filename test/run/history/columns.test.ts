import { describe, expect, it } from 'vitest';
import { never, outcome } from '../../../src/history/history.ts';
import { nil } from '../../../src/history/value-table.ts';
import type { OperationHistory } from '../../../src/library/checks/define.ts';
import { operationColumns } from '../../../src/run/history/columns.ts';
import type { AnyOutcome } from '../../../src/world/program/protocol.ts';
import { nodePlan, runPlan, Stage } from '../../support/stage.ts';

const ok = (value: object): AnyOutcome => ({ status: 'ok', value });
const fail = (error: string): AnyOutcome => ({ status: 'fail', error });
const unknown: AnyOutcome = { status: 'unknown', error: 'timeout' };

/** An operation from one second to another; without an end it is under way. */
interface Told {
  readonly client?: string;
  readonly op: string;
  readonly body?: object;
  readonly from: number;
  readonly to?: number;
  /** How each attempt ended; the last one is how the operation did. */
  readonly ends?: readonly AnyOutcome[];
}

const fields: { readonly [op: string]: { body: string[]; reply: string[] } } = {
  read: { body: ['key'], reply: ['value'] },
  write: { body: ['key', 'value'], reply: [] },
  cas: { body: ['key', 'from', 'to'], reply: [] },
};

function columnsOf(told: readonly Told[], declared = fields): OperationHistory {
  const stage = new Stage(runPlan({ nodes: [nodePlan('a'), nodePlan('b')] }));
  const { history } = stage;
  const cues = told.flatMap(
    ({ client = 'a', op, body = {}, from, to, ends = [ok({})] }, number) => {
      let open: ReturnType<typeof history.begin> | undefined;
      const start = {
        workload: 'w',
        client,
        number,
        op,
        body: body as never,
        phase: 'main',
      } as const;
      const begin = (): void => {
        open = history.begin(start, `w/${client}#${number}`, null);
      };
      const end = (): void => {
        for (const [place, one] of ends.entries()) {
          if (open === undefined) throw new Error('it ends before it begins');
          const last = place === ends.length - 1;
          history.complete(open, { outcome: one, truth: 'done', last });
          if (!last) open = history.again(open, `w/${client}#${number}.${place}`, null);
        }
      };
      return [{ at: from, cue: begin }, ...(to === undefined ? [] : [{ at: to, cue: end }])];
    },
  );
  for (const { at, cue } of cues.toSorted((a, b) => a.at - b.at)) {
    stage.at(at);
    cue();
  }
  return operationColumns(history.operations, history.attempts, (_, op) => declared[op]);
}

const valuesOf = ({ columns }: OperationHistory, column: Int32Array): unknown[] =>
  Array.from(column.subarray(0, columns.count), (cell) => columns.values.valueOf(cell));

const outcomesOf = ({ columns }: OperationHistory): number[] =>
  Array.from(columns.outcome.subarray(0, columns.count));

describe('operations in columns', () => {
  it('keep the key apart, one field as it is, and several as a list', () => {
    const asked = columnsOf([
      { op: 'write', body: { key: 'x', value: 5 }, from: 1, to: 2 },
      { op: 'read', body: { key: 'x' }, from: 3, to: 4, ends: [ok({ value: 5 })] },
      { op: 'read', body: { key: 'y' }, from: 5, to: 6, ends: [ok({})] },
      { op: 'cas', body: { to: 2, key: 'x', from: 1 }, from: 7, to: 8 },
    ]);
    const { columns } = asked;
    expect(valuesOf(asked, columns.key)).toEqual(['x', 'x', 'y', 'x']);
    expect(valuesOf(asked, columns.input)).toEqual([5, null, null, [1, 2]]);
    expect(valuesOf(asked, columns.output)).toEqual([null, 5, null, null]);
    expect(columns.output[2]).toBe(nil);
    expect(columns.names).toEqual(['write', 'read', 'cas']);
    expect(columns.invokedNs[1]).toBe(3_000_000_000);
  });

  it('take the fields that occur where nothing declares any', () => {
    const asked = columnsOf(
      [
        { op: 'move', body: { from: 'p', to: 'q' }, from: 1, to: 2, ends: [ok({ left: 1 })] },
        { op: 'move', body: { to: 'r' }, from: 3, to: 4, ends: [ok({ left: 2 })] },
      ],
      {},
    );
    expect(valuesOf(asked, asked.columns.input)).toEqual([
      ['p', 'q'],
      [null, 'r'],
    ]);
    expect(valuesOf(asked, asked.columns.output)).toEqual([1, 2]);
  });

  it('stand in the order of beginnings and ends', () => {
    const { columns } = columnsOf([
      { op: 'write', from: 1, to: 4 },
      { client: 'b', op: 'write', from: 2, to: 3 },
      { client: 'b', op: 'write', from: 5 },
    ]);
    expect(Array.from(columns.invoked.subarray(0, 3))).toEqual([0, 1, 4]);
    expect(Array.from(columns.completed.subarray(0, 3))).toEqual([3, 2, never]);
  });

  it('give a client as many processes as it has operations at a time, and a new one after a doubt', () => {
    const asked = columnsOf([
      { op: 'write', from: 1, to: 3 },
      { op: 'write', from: 2, to: 4 },
      { op: 'write', from: 5, to: 6, ends: [unknown] },
      { op: 'write', from: 7, to: 8, ends: [unknown] },
      { op: 'write', from: 9, to: 10 },
    ]);
    const processes = Array.from(asked.columns.process.subarray(0, 5));
    expect(new Set(processes.slice(0, 2)).size).toBe(2);
    expect(new Set(processes.slice(2)).size).toBe(3);
    expect(asked.columns.processes).toEqual(['a', 'a', 'a']);
    expect(Array.from(asked.client)).toEqual([0, 0, 0, 0, 0]);
    expect(asked.clients).toEqual(['a']);
  });

  it('doubt a refusal that came after an attempt of which nobody knows', () => {
    const asked = columnsOf([
      { op: 'write', from: 1, to: 2, ends: [fail('full')] },
      { op: 'write', from: 3, to: 4, ends: [unknown, fail('full')] },
      { op: 'write', from: 5, to: 6, ends: [unknown, ok({})] },
      { op: 'write', from: 7 },
    ]);
    const { fail: failed, unknown: doubted } = outcome;
    expect(outcomesOf(asked)).toEqual([failed, doubted, outcome.ok, doubted]);
  });

  it('take a cas that found another value for answered', () => {
    const asked = columnsOf([
      { op: 'cas', from: 1, to: 2, ends: [fail('mismatch')] },
      { op: 'cas', from: 3, to: 4, ends: [fail('not-leader')] },
      { op: 'write', from: 5, to: 6, ends: [fail('mismatch')] },
      { op: 'cas', from: 7, to: 8, ends: [unknown, fail('mismatch')] },
    ]);
    const { fail: failed, unknown: doubted } = outcome;
    expect(outcomesOf(asked)).toEqual([outcome.ok, failed, failed, doubted]);
    expect(valuesOf(asked, asked.columns.output)).toEqual([false, null, null, null]);
  });

  it('show how each of them ended, or began', () => {
    const asked = columnsOf([
      { op: 'write', from: 1, to: 2 },
      { op: 'write', body: { key: 'x', value: 1 }, from: 3 },
    ]);
    expect(asked.seenOf(0)).toMatchObject({ at: 2_000_000_000, event: 'write' });
    expect(asked.seenOf(1)).toMatchObject({ at: 3_000_000_000, data: { body: { value: 1 } } });
    expect([asked.idOf(0), asked.idOf(1)]).toEqual(['w/a#0', 'w/a#1']);
  });
});
