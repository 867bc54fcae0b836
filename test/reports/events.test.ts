import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../../src/engine/event.ts';
import { eventLines } from '../../src/reports/events.ts';
import { leaseRun } from '../support/report-fixtures.ts';

const run = leaseRun('unfenced', true);

const events: readonly TraceEvent[] = [
  {
    seq: 0,
    at: 0,
    type: 'started',
    node: 'store',
    peer: null,
    name: null,
    incarnation: 1,
    data: {},
  },
  {
    seq: 1,
    at: 1_000,
    type: 'sent',
    node: 'client-1',
    peer: 'store',
    name: 'write',
    incarnation: 1,
    data: { token: 3, file: 'shared\nfile' },
  },
];

describe('the stream of events', () => {
  it('is one JSON object a line: header, events, verdict', () => {
    const lines = [...eventLines(run, events, () => run)];
    expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
    const [header, first, second, verdict] = lines.map((line) => JSON.parse(line) as unknown);
    expect(header).toEqual({
      type: 'header',
      schema: 'fault-sim.events/1',
      scenario: 'lease-and-a-long-pause',
      variant: 'unfenced',
      cell: null,
      seed: '42',
      durationNs: 60_000_000_000,
      nodes: ['client-1', 'client-2', 'locks', 'store'],
    });
    expect([first, second]).toEqual(events);
    expect(verdict).toMatchObject({
      type: 'verdict',
      verdict: 'pass',
      digest: run.trace.digest,
      events: 1204,
    });
    expect(verdict).toHaveProperty('checks.0', {
      id: 'one-writer-at-a-time',
      verdict: 'violated',
      at: 16_514_000_000,
    });
  });

  it('asks for the verdict only when all events were taken', () => {
    const lines = eventLines(run, events, () => {
      throw new Error('not finished');
    });
    expect(lines.next().done).toBe(false);
    expect(lines.next().value).toContain('"started"');
    expect(lines.next().value).toContain('"sent"');
    expect(() => lines.next()).toThrow('not finished');
  });
});
