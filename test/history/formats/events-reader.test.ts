import { describe, expect, it } from 'vitest';
import { compactJson } from '../../../src/base/json/json.ts';
import type { Value } from '../../../src/base/units.ts';
import { complaint, operationsOf, readText, transactionsOf } from '../../support/read-history.ts';

const header = (variant: string | null = null) =>
  compactJson({
    type: 'header',
    schema: 'fault-sim.events/1',
    scenario: 's',
    variant,
    cell: null,
    seed: '1',
    durationNs: 9,
    nodes: ['a', 'b'],
  });

interface Told {
  readonly node?: string;
  readonly name?: string;
  readonly number?: number;
  readonly attempt?: number;
  readonly workload?: string;
}

let at = 0;
function row(type: string, name: string, node: string, data: Value): string {
  at += 1;
  return compactJson({ seq: at, at, type, node, peer: null, name, incarnation: 1, data });
}

function invoked(body: Value, told: Told = {}): string {
  const { node = 'a', name = 'write', number = 0, attempt = 1, workload = 'w' } = told;
  return row('invoked', name, node, { workload, number, attempt, id: 'x', body });
}

function completed(outcome: Value, told: Told & { readonly last?: boolean } = {}): string {
  const { node = 'a', name = 'write', number = 0, attempt = 1, workload = 'w' } = told;
  const { last = true } = told;
  return row('completed', name, node, {
    workload,
    number,
    attempt,
    id: 'x',
    last,
    truth: 'done',
    outcome,
  });
}

const ok = (value: Value = {}): Value => ({ status: 'ok', value });
const fail = (error: string): Value => ({ status: 'fail', error, detail: {} });
const timeout: Value = { status: 'unknown', error: 'timeout' };
const file = (...rows: readonly string[]) => `${[header(), ...rows].join('\n')}\n`;
const read = (text: string, options = {}) =>
  operationsOf(readText('ndjson', text, options).history);

describe('an events file', () => {
  it('tells operations from their first attempt to their last', () => {
    const text = file(
      invoked({ key: 'k', value: 3 }),
      row('sent', 'write', 'a', { type: 'invoked', text: '"type":"invoked"}' }),
      completed(timeout, { last: false }),
      invoked({ key: 'k', value: 3 }, { attempt: 2 }),
      completed(ok(), { attempt: 2 }),
      invoked({ key: 'k' }, { name: 'read', number: 1 }),
      invoked({}, { name: 'size', number: 2 }),
      completed(ok({ value: 'x' }), { name: 'read', number: 1 }),
      completed(ok({ at: 1, count: 2 }), { name: 'size', number: 2 }),
      '{"checks":[],"digest":"","events":1,"type":"verdict","verdict":"pass"}',
    );
    const { history } = readText('ndjson', text);
    expect(operationsOf(history)).toEqual([
      '0 write "k":3 -> nil ok 0..1',
      '0 read "k":nil -> "x" ok 2..4',
      '1 size nil -> [1 2] ok 3..5',
    ]);
    expect(history.processes).toEqual(['a', 'a']);
    expect([...history.invokedLine.subarray(0, 3)]).toEqual([2, 7, 8]);
    expect([...history.completedLine.subarray(0, 3)]).toEqual([6, 9, 10]);
    expect((history.completedNs[0] ?? 0) - (history.invokedNs[0] ?? 0)).toBe(4);
  });

  it('leaves unknown what timed out, was refused after a time-out, or never ended', () => {
    const text = file(
      invoked({ value: 1 }),
      completed(timeout),
      invoked({ value: 2 }, { number: 1 }),
      completed(timeout, { number: 1, last: false }),
      completed(fail('taken'), { number: 1, attempt: 2 }),
      invoked({ value: 3 }, { number: 2 }),
      completed(fail('taken'), { number: 2 }),
      invoked({ value: 4 }, { number: 3 }),
    );
    expect(read(text)).toEqual([
      '0 write 1 -> nil unknown 0..',
      '1 write 2 -> nil unknown 1..',
      '2 write 3 -> nil fail 2..3',
      '2 write 4 -> nil unknown 4..',
    ]);
  });

  it('says of a refused cas that it did not match only if it was refused for that', () => {
    const cas = (error: string) =>
      read(
        file(invoked({ from: 1, to: 2 }, { name: 'cas' }), completed(fail(error), { name: 'cas' })),
      );
    expect(cas('mismatch')).toEqual(['0 cas [1 2] -> false ok 0..1']);
    expect(cas('not-leader')).toEqual(['0 cas [1 2] -> nil fail 0..1']);
  });

  it('takes fields in the order of their declaration', () => {
    const text = file(
      invoked({ expected: 1, key: 'k', change: 2 }, { name: 'cas' }),
      completed(ok({ b: 1, a: 2 }), { name: 'cas' }),
    );
    const fieldsOf = (operation: string) =>
      operation === 'cas'
        ? { input: ['key', 'expected', 'change', 'why'], output: ['b', 'a'] }
        : null;
    expect(read(text)).toEqual(['0 cas "k":[2 1] -> [2 1] ok 0..1']);
    expect(read(text, { fieldsOf })).toEqual(['0 cas "k":[1 2 nil] -> [1 2] ok 0..1']);
    const other = () => ({ input: ['key', 'from', 'to'], output: [] });
    expect(read(text, { fieldsOf: other })).toEqual(['0 cas "k":[2 1] -> nil ok 0..1']);
  });

  it('may be read for one workload', () => {
    const text = file(
      invoked({ value: 1 }),
      invoked({ value: 2 }, { workload: 'other' }),
      completed(ok(), { workload: 'other' }),
      completed(ok()),
    );
    expect(read(text, { of: 'other' })).toEqual(['0 write 2 -> nil ok 0..1']);
    expect(complaint('ndjson', text, { of: 'x' })).toBe(
      'no operation belongs to workload "x"; there is w, other',
    );
  });

  it('may have several runs, of which one is named', () => {
    const one = [header('sound'), invoked({ value: 1 }), completed(ok())];
    const two = [header('broken'), invoked({ value: 2 }), completed(ok())];
    const text = `${[...one, ...two].join('\n')}\n`;
    expect(read(text, { run: 'broken' })).toEqual(['0 write 2 -> nil ok 0..1']);
    expect(read(text, { run: 's/sound/1' })).toEqual(['0 write 1 -> nil ok 0..1']);
    expect(read(text, { run: 's/broken' })).toEqual(['0 write 2 -> nil ok 0..1']);
    expect(complaint('ndjson', text)).toBe(
      '4:1 behind run s/sound/1 a second one begins, s/broken/1: name one with --run',
    );
    expect(complaint('ndjson', text, { run: 's' })).toBe(
      '4:1 behind run s/sound/1 a second one begins, s/broken/1: name one with --run',
    );
    for (const run of ['x', 's/b', 's/sound/']) {
      expect(complaint('ndjson', text, { run })).toBe(
        `no run is called "${run}"; there is s/sound/1, s/broken/1`,
      );
    }
  });

  it.each(['txn', 'transact'])('has transactions: %s of a list of micro-operations', (name) => {
    const text = file(
      invoked(
        {
          ops: [
            ['append', 1, 2],
            ['r', 1, null],
            ['w', 'x', 1],
          ],
        },
        { name },
      ),
      completed(
        ok({
          ops: [
            ['append', 1, 2],
            ['r', 1, [2]],
            ['w', 'x', 1],
          ],
        }),
        { name },
      ),
      invoked({ ops: [['r', 1]] }, { name, number: 1 }),
      completed(fail('conflict'), { name, number: 1 }),
      invoked({ sum: 3 }, { name, number: 2 }),
    );
    const { history, transactions } = readText('ndjson', text);
    expect(transactionsOf(transactions)).toEqual([
      '0 [append 1 2] [r 1 [2]] [w "x" 1] ok 0..1',
      '0 [r 1 ?] fail 2..3',
    ]);
    expect(operationsOf(history)).toEqual([`0 ${name} 3 -> nil unknown 0..`]);
  });

  it('may have its rows in any order of keys, blank lines and CR LF', () => {
    const loose = (line: string) =>
      JSON.stringify(
        JSON.parse(line),
        [
          'type',
          'name',
          'node',
          'at',
          'data',
          'workload',
          'number',
          'attempt',
          'last',
          'outcome',
          'status',
          'value',
          'body',
        ],
        1,
      ).replaceAll('\n', ' ');
    const text = [
      header(),
      '',
      loose(invoked({ value: 1 })),
      loose(row('sent', 'x', 'a', {})),
      loose(completed(ok({ value: 2 }))),
      '',
    ];
    expect(read(text.join('\r\n'))).toEqual(['0 write 1 -> 2 ok 0..1']);
  });

  it('knows names in any script, with quotes too', () => {
    const told = { name: 'خرید', node: 'say "é"' };
    const { history } = readText(
      'ndjson',
      file(invoked({ کالا: 'نان' }, told), completed(ok(), told)),
    );
    expect(operationsOf(history)).toEqual(['0 خرید "نان" -> nil ok 0..1']);
    expect(history.processes).toEqual(['say "é"']);
  });
});

describe('what is no events file', () => {
  it('is refused at its place', () => {
    const of = (...rows: readonly string[]) => complaint('ndjson', file(...rows));
    expect(complaint('ndjson', `${invoked({})}\n`)).toMatch(
      /^1:1 expected the header of an events file/,
    );
    expect(complaint('ndjson', 'x')).toMatch(/^1:1 expected the header .*, found `x`$/);
    expect(complaint('ndjson', header().replace('events/1', 'events/2'))).toMatch(
      /^1:\d+ expected the schema fault-sim.events\/1, found fault-sim.events\/2$/,
    );
    expect(of(completed(ok()))).toBe('2:1 an operation ends that did not begin');
    expect(of(invoked({}), invoked({}))).toBe('3:1 an operation begins twice');
    expect(of(invoked({}), completed({ status: 'maybe' }))).toBe(
      '3:1 the outcome of an operation is ok, fail or unknown',
    );
    expect(of(row('invoked', 'x', 'a', {}))).toBe(
      '2:1 the row of an operation needs its name, node and workload',
    );
    expect(of(row('invoked', 'x', 'a', { workload: 'w' }))).toBe(
      '2:1 the row of an operation needs its number',
    );
    expect(of('{"type": }')).toBe('2:10 expected a value, found `}`');
    expect(of(`${invoked({})}, {"type":"invoked"}`)).toMatch(
      /^2:\d+ expected the end of the line, found `,`$/,
    );
    expect(of('{"type":"invo')).toBe('2:14 expected the rest of a text, found the end of the line');
    const twice = row('completed', 'txn', 'a', {});
    expect(of(twice)).toMatch(/^2:1 /);
  });
});
