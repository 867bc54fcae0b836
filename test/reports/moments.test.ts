import { describe, expect, it } from 'vitest';
import { momentLine, plainHeader, plainVerdict } from '../../src/reports/moments.ts';
import { checkReport, leaseRun, runReport, second, seen } from '../support/report-fixtures.ts';

describe('plain lines', () => {
  it.each([
    [
      seen(5 * second, null, 'fault-began', 'fault-began', {
        id: 'gc',
        fault: 'pause',
        targets: ['client-1'],
      }),
      '[    5.000s] fault on   gc             pause of client-1',
    ],
    [
      seen(5 * second, 'client-1', 'paused', 'paused', { change: 'paused', why: 'gc' }),
      '[    5.000s] client-1   is paused      (gc)',
    ],
    [
      seen(9_812_345_678, 'locks', 'observed', 'lease-granted', { to: 'client-2', token: 34 }),
      '[    9.812s] locks      lease-granted  to=client-2 token=34',
    ],
    [
      seen(20_006_000_000, null, 'violated', 'no-lost-write', { why: 'token 33 after 34' }),
      '[   20.006s] VIOLATION  no-lost-write  token 33 after 34',
    ],
    [
      seen(20_006_000_000, null, 'violated', 'one-writer-at-a-time', { why: 'a write by c1' }),
      '[   20.006s] VIOLATION  one-writer-at-a-time  a write by c1',
    ],
    [
      seen(20_006_000_000, null, 'violated', 'no-lost-write', null),
      '[   20.006s] VIOLATION  no-lost-write',
    ],
    [
      seen(2 * second, 'client', 'completed', 'increment', {
        number: 0,
        attempt: 2,
        outcome: { status: 'unknown', error: 'timeout' },
        truth: 'reply-lost',
        began: second,
      }),
      '[    2.000s] client     increment #0, attempt 2 ends unknown (timeout) after 1s, in truth: reply-lost',
    ],
    [
      seen(0, 'n1', 'log', 'log', 'a\u001b[31m\nb'),
      '[    0.000s] n1         logs           a\\u001b[31m b',
    ],
  ])('%#', (moment, line) => {
    expect(momentLine(moment)).toBe(line);
  });

  it('begin with what is run', () => {
    const header = { scenario: 'lease', variant: 'fenced', cell: null, seed: '42' };
    expect(plainHeader({ version: '1.0.0', ...header, nodes: 3, faults: 1, checks: 2 })).toBe(
      'fault-sim 1.0.0  lease  fenced  seed=42  nodes=3  faults=1  checks=2',
    );
  });

  it('end with the verdict, the surprises, and the digest', () => {
    expect(plainVerdict(leaseRun('unfenced', false))).toBe(
      `FAIL  lease-and-a-long-pause  unfenced  seed=42  1 of 4 checks not as expected: one-writer-at-a-time violated  events=1204  trace=sha256:${'9f2c41d0'.repeat(8)}`,
    );
    expect(plainVerdict(runReport({ stopped: 'max-events' }))).toContain(
      '  stopped=max-events  events=',
    );
    expect(plainVerdict(runReport({ checks: [checkReport('a')] }))).toContain(
      'PASS  example  seed=1  1 of 1 checks as expected',
    );
  });
});
