import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../../../src/engine/event.ts';
import { shiviz } from '../../../src/reports/traces/shiviz.ts';
import { clockComplaints, readShiviz, type ShivizEvent } from '../../support/shiviz-rules.ts';
import {
  runOf,
  tracedRuns,
  tracedScenarios,
  type TracedRun,
  written,
} from '../../support/traced-runs.ts';

function logOf(run: TracedRun): readonly ShivizEvent[] {
  const [events = []] = readShiviz(written(shiviz, [run])).values();
  return events;
}

const sending = { node: 'a', peer: 'b', name: 'm', type: 'sent' } as const;
const arriving = { node: 'b', peer: 'a', name: 'm', type: 'delivered' } as const;

function message(sentAt: number, copy = 0): { readonly data: TraceEvent['data'] } {
  return { data: { sentAt, ordinal: 0, body: null, ...(copy > 0 ? { copy } : {}) } };
}

function clocksOf(events: readonly ShivizEvent[]): unknown {
  return events.map(({ clock }) => Object.fromEntries(clock));
}

/** By the row of the sending, what the row of the arrival must know: found without any index. */
function sendingOf({ events }: TracedRun, arrival: TraceEvent): TraceEvent | undefined {
  const { sentAt, ordinal } = arrival.data as Record<string, unknown>;
  return events.find((one) => {
    if (one.type !== 'sent' && one.type !== 'resent') return false;
    const data = one.data as Record<string, unknown>;
    const isSame = data['sentAt'] === sentAt && data['ordinal'] === ordinal;
    return isSame && one.node === arrival.peer && one.peer === arrival.node;
  });
}

describe('a log for ShiViz', () => {
  it.each(tracedScenarios)('of %s keeps the rules', { timeout: 60_000 }, async (path, options) => {
    const runs = await tracedRuns(path, options);
    const log = readShiviz(written(shiviz, runs));
    expect(log.size).toBe(runs.length);
    for (const [nth, [name, events]] of [...log].entries()) {
      expect([name, clockComplaints(events).slice(0, 5)]).toEqual([name, []]);
      const run = runs[nth] as TracedRun;
      // None is dropped, and each is where it happened.
      expect(events.map(({ host }) => host)).toEqual(
        run.events.map(({ node }) => node ?? 'faults'),
      );
      let joins = 0;
      for (const event of run.events) {
        if (event.type !== 'delivered') continue;
        const sent = sendingOf(run, event);
        if (sent === undefined) continue;
        const sender = events[sent.seq] as ShivizEvent;
        const known = events[event.seq]?.clock.get(sender.host) ?? 0;
        expect(known).toBeGreaterThanOrEqual(sender.clock.get(sender.host) ?? 0);
        joins += 1;
      }
      expect(joins).toBeGreaterThan(0);
    }
  });

  it('joins clocks where a message arrives, with each duplicate of it again', () => {
    const run = runOf(
      ['a', 'b'],
      [
        { ...sending, ...message(0) },
        { ...sending, type: 'duplicated', data: { sentAt: 0, ordinal: 0, copy: 1 } },
        { ...arriving, ...message(0) },
        { node: 'a' },
        { ...arriving, ...message(0, 1) },
      ],
    );
    expect(clocksOf(logOf(run))).toEqual([
      { a: 1 },
      { a: 2 },
      { a: 1, b: 1 },
      { a: 3 },
      { a: 1, b: 2 },
    ]);
  });

  it('joins none where a message is lost, and tells the one sent again from it', () => {
    const lost = {
      ...sending,
      type: 'lost',
      data: { sentAt: 0, ordinal: 0, copy: 0, why: 'loss' },
    };
    const run = runOf(
      ['a', 'b'],
      [
        { ...sending, ...message(0) },
        lost as Partial<TraceEvent>,
        { node: 'b' },
        { ...sending, type: 'resent', ...message(3) },
        { node: 'a' },
        { ...arriving, ...message(3) },
      ],
    );
    const log = logOf(run);
    expect(clocksOf(log)).toEqual([
      { a: 1 },
      { a: 2 },
      { b: 1 },
      { a: 3 },
      { a: 4 },
      { a: 3, b: 2 },
    ]);
    expect(log[1]?.text).toBe('0.000s m is lost (to b: loss)');
  });

  it('joins what arrives with its last packet with the row of its first one', () => {
    const data = { sentAt: 0, ordinal: 0, request: 'w/1', body: 'long' };
    const last = { ...data, sentAt: 1, ordinal: 3 };
    const run = runOf(
      ['a', 'b'],
      [{ ...sending, data }, { node: 'a' }, { ...arriving, data: last }],
    );
    expect(clocksOf(logOf(run))).toEqual([{ a: 1 }, { a: 2 }, { a: 1, b: 1 }]);
  });

  it('lets what a fault does to a node follow from the fault', () => {
    const fault = { name: 'f', data: { fault: 'crash', targets: ['a'] } } as const;
    const run = runOf(
      ['a', 'b'],
      [{ ...fault, type: 'fault-began' }, { node: 'b' }, { node: 'a', type: 'crashed' }],
    );
    expect(clocksOf(logOf(run))).toEqual([{ faults: 1 }, { b: 1 }, { faults: 1, a: 1 }]);
  });

  it('writes times that programs declare with their units', () => {
    const body = { waited: 2_000_000, count: 7 };
    const events = [
      { node: 'a', type: 'observed', name: 'measured', data: { wall: 1_500_000_000 } },
      { ...sending, data: { sentAt: 0, ordinal: 0, body } },
      { ...arriving, data: { sentAt: 0, ordinal: 0, body } },
    ] as const;
    const run = {
      ...runOf(['a', 'b'], events),
      units: {
        events: { measured: { wall: 'instant' } },
        messages: { m: { waited: 'duration' } },
      },
    } as const;
    expect(logOf(run).map(({ text }) => text)).toEqual([
      '0.000s measured wall=1.5s',
      '0.000s sends m to b waited=2ms count=7',
      '0.000s receives m from a waited=2ms count=7',
    ]);
  });

  it('has names of hosts without white space, no two of which are the same', () => {
    const nodes = ['a b', 'a_b', 'faults'];
    const events = [...nodes.map((node) => ({ node })), { node: null }];
    expect(logOf(runOf(nodes, events)).map(({ host }) => host)).toEqual([
      'a_b',
      'a_b_2',
      'faults',
      'faults_2',
    ]);
  });

  it('has another name for each run, and each event on one line', () => {
    const event = {
      node: 'a',
      name: 'says',
      type: 'observed',
      data: { text: 'x\n=== y ===\u2028' },
    };
    const run = runOf(['a'], [event as Partial<TraceEvent>]);
    const log = readShiviz(written(shiviz, [run, run]));
    expect([...log.keys()]).toEqual(['made-up/1', 'made-up/1_2']);
    expect([...log.values()].map(({ length }) => length)).toEqual([1, 1]);
  });
});
