import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../../../src/engine/event.ts';
import { perfetto } from '../../../src/reports/traces/perfetto.ts';
import { type ChromeEvent, chromeComplaints, nanoseconds } from '../../support/chrome-rules.ts';
import {
  runOf,
  tracedRuns,
  tracedScenarios,
  type TracedRun,
  written,
} from '../../support/traced-runs.ts';

function eventsOf(runs: readonly TracedRun[]): readonly ChromeEvent[] {
  const trace = JSON.parse(written(perfetto, runs)) as {
    readonly displayTimeUnit: string;
    readonly traceEvents: readonly ChromeEvent[];
  };
  expect(trace.displayTimeUnit).toBe('ns');
  return trace.traceEvents;
}

function spansOf(events: readonly ChromeEvent[]): unknown {
  return events
    .filter(({ ph }) => ph === 'X')
    .map(({ name, pid, tid, ts, dur }) => [name, pid, tid, nanoseconds(ts), nanoseconds(dur)]);
}

function asking(node: string, at: number, id: string): Partial<TraceEvent> {
  return { node, at, type: 'invoked', name: 'read', data: { id, body: {} } };
}

function answer(node: string, at: number, id: string, last = true): Partial<TraceEvent> {
  return { node, at, type: 'completed', name: 'read', data: { id, last, attempt: 1 } };
}

describe('a trace for Perfetto', () => {
  it.each(tracedScenarios)('of %s keeps the rules', { timeout: 60_000 }, async (path, options) => {
    const runs = await tracedRuns(path, options);
    const events = eventsOf(runs);
    expect(chromeComplaints(events).slice(0, 5)).toEqual([]);
    // Every event is there, of every run.
    const drawn = events.filter(
      ({ ph, args }) => (ph === 'X' || ph === 'i') && 'seq' in (args ?? {}),
    );
    expect(drawn.length).toBe(runs.reduce((sum, run) => sum + run.events.length, 0));
    expect(events.some(({ ph }) => ph === 'f')).toBe(true);
  });

  it('has a process for the faults and for each node, and others for the next run', () => {
    const run = { ...runOf(['a', 'b'], [{ node: 'b' }]), variant: 'sound' };
    const broken = { ...run, variant: 'broken' };
    const names = eventsOf([run, broken, run]).filter(({ name }) => name === 'process_name');
    expect(names.map(({ pid, args }) => [pid, args?.['name']])).toEqual([
      [0, 'faults (sound)'],
      [1, 'a (sound)'],
      [2, 'b (sound)'],
      [3, 'faults (broken)'],
      [4, 'a (broken)'],
      [5, 'b (broken)'],
      [6, 'faults (made-up/sound/1)'],
      [7, 'a (made-up/sound/1)'],
      [8, 'b (made-up/sound/1)'],
    ]);
  });

  it('tells instants to the nanosecond', () => {
    const at = 8_000_000_000_000_123;
    const text = written(perfetto, [
      runOf(
        ['a'],
        [
          { node: 'a', at: 7 },
          { node: 'a', at },
        ],
      ),
    ]);
    expect(text).toContain('"ts":0.007}');
    expect(text).toContain('"ts":8000000000000.123}');
  });

  it('draws how long a node is down or paused, up to the last event', () => {
    const run = runOf(
      ['a'],
      [
        { node: 'a', at: 10, type: 'paused' },
        { node: 'a', at: 20, type: 'resumed' },
        { node: 'a', at: 30, type: 'paused' },
        { node: 'a', at: 40, type: 'crashed' },
        { node: 'a', at: 50, type: 'started' },
        { node: 'a', at: 60, type: 'exited' },
        { at: 100 },
      ],
    );
    expect(spansOf(eventsOf([run]))).toEqual([
      ['paused', 1, 1, 10, 10],
      ['paused', 1, 1, 30, 10],
      ['down', 1, 1, 40, 10],
      ['down', 1, 1, 60, 40],
    ]);
  });

  it('puts operations that overlap on threads of their own', () => {
    const run = runOf(
      ['a'],
      [
        asking('a', 0, 'one'),
        asking('a', 5, 'two'),
        answer('a', 8, 'one', false),
        asking('a', 9, 'one'),
        answer('a', 10, 'one'),
        asking('a', 10, 'three'),
        answer('a', 12, 'three'),
        { at: 20 },
      ],
    );
    const events = eventsOf([run]);
    expect(chromeComplaints(events)).toEqual([]);
    expect(spansOf(events)).toEqual([
      ['read', 1, 3, 0, 10],
      ['read', 1, 3, 10, 2],
      ['read', 1, 4, 5, 15],
    ]);
    const counted = events.filter(({ ph }) => ph === 'C');
    expect(new Set(counted.map(({ name, pid }) => `${pid} ${name}`))).toEqual(
      new Set(['1 operations in flight']),
    );
    expect(counted.map(({ ts, args }) => [nanoseconds(ts), args?.['value']])).toEqual([
      [0, 1],
      [5, 2],
      [10, 1],
      [10, 2],
      [12, 1],
    ]);
  });

  it('draws no arrow to where a message never arrives', () => {
    const data = { sentAt: 0, ordinal: 0, body: null };
    const sent = { node: 'a', peer: 'b', name: 'm', at: 0, type: 'sent', data } as const;
    const lost = { ...sent, at: 5, type: 'lost', data: { ...data, copy: 0, why: 'loss' } } as const;
    const events = eventsOf([runOf(['a', 'b'], [sent, lost])]);
    expect(events.filter(({ ph }) => ph === 's' || ph === 'f')).toEqual([]);
    expect(events.find(({ ph }) => ph === 'e')?.args).toEqual({ fate: 'lost', why: 'loss' });
    expect(chromeComplaints(events)).toEqual([]);
  });

  it('draws a duplicate as a message of its own', () => {
    const data = { sentAt: 0, ordinal: 0, body: null };
    const ends = { node: 'a', peer: 'b', name: 'm', at: 0 } as const;
    const arrival = { node: 'b', peer: 'a', name: 'm', at: 5, type: 'delivered' } as const;
    const run = runOf(
      ['a', 'b'],
      [
        { ...ends, type: 'sent', data },
        { ...ends, type: 'duplicated', data: { ...data, copy: 1 } },
        { ...arrival, data: { ...data, copy: 1 } },
        { ...arrival, data },
      ],
    );
    const events = eventsOf([run]);
    expect(chromeComplaints(events)).toEqual([]);
    expect(events.filter(({ ph }) => ph === 'f').map(({ id }) => id)).toEqual(['0.1', '0.0']);
  });
});
