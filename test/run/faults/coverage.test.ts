import { describe, expect, it } from 'vitest';
import { fault, FaultStage, nodesOf, onEvent, ms, second } from './fault-stage.ts';
import type { Written } from './fault-stage.ts';

function coverage(written: Written, durationNs = 4 * second) {
  const stage = new FaultStage([fault('a', written)], { durationNs }).play();
  return stage.schedule.coverage()[0];
}

describe('coverage', () => {
  it('counts nodes that a fault changed, over all occurrences', () => {
    const schedule = { kind: 'every', everyNs: second, at: null, times: 2, jitterNs: 0 } as const;
    expect(coverage({ target: 'n1, n2', schedule, durationNs: 10 * ms })).toEqual({
      id: 'a',
      fault: 'pause',
      occurrences: 2,
      touched: 4,
      pool: false,
      note: null,
    });
  });

  it('counts messages that a cut stopped: at sending, and on the way', () => {
    const stage = new FaultStage(
      [
        fault('a', {
          kind: 'partition',
          target: 'n1 -> n2',
          atNs: 100.5 * ms,
          durationNs: 100 * ms,
        }),
      ],
      { durationNs: second },
    ).play();
    const lost = stage.rows('lost').map(({ at, data }) => [at / ms, (data as { why: string }).why]);
    expect(lost).toEqual([
      [101, 'partition'],
      [200, 'partition'],
    ]);
    expect(stage.schedule.coverage()[0]).toMatchObject({ touched: 2, note: null });
  });

  it.each([
    [
      'no message passed',
      { kind: 'partition', target: 'n1 -> n2', atNs: 1010 * ms, durationNs: 10 * ms },
    ],
    [
      'messages passed, and its probability took none',
      { kind: 'loss', target: 'n1 -> n2', probabilityPpb: 1 },
    ],
    ['no message matched', { kind: 'loss', target: 'n1 -> n2', match: { message: 'echo' } }],
    [
      '10 messages matched, and it awaits number 50',
      {
        kind: 'loss',
        target: 'n1 -> n2',
        match: { message: 'ping', nth: { first: 50, last: 50 } },
      },
    ],
    ['no node was leader when it began', { kind: 'crash', target: 'leader' }],
    ['it never began', { atNs: 9 * second }],
    ['what it waits for never occurred', { when: onEvent('elected') }],
    [
      'what it waits for occurred 4 times, and it awaits number 9',
      { when: onEvent('beat', { node: nodesOf('n1'), nth: { first: 9, last: 9 } }) },
    ],
    ['its probability left out once', { probabilityPpb: 1 }],
    ['"n2 is down" never held', { while: ['n2 is down'] }],
  ] as const)('tells why a fault hit nothing: %s', (why, written) => {
    const durationNs = 'when' in written && written.when.kind === 'event' ? 450 * ms : 4 * second;
    const told = coverage({ ...written }, durationNs);
    expect(told?.touched).toBe(0);
    expect(told?.note).toContain(why);
  });
});

describe('the schedule as played', () => {
  it('has concrete instants, lengths, targets and params', () => {
    const faults = [
      fault('a', { kind: 'crash', target: 'one of all-of-them', durationNs: 2 * second }),
      fault('cut', {
        kind: 'partition',
        target: null,
        params: { groups: [['n1'], ['n2', 'n3']] },
        atNs: 2 * second,
        durationNs: null,
      }),
      fault('late', { kind: 'delay', target: 'n1 -> n2', params: { by: '5ms' }, atNs: 3 * second }),
    ];
    const { schedule } = new FaultStage(faults, { healNs: 8 * second }).play();
    const [crash, cut, late] = schedule.scheduled();
    expect(crash).toMatchObject({ id: 'a', fault: 'crash', at: second, durationNs: 2 * second });
    expect(crash?.targets).toHaveLength(1);
    expect(crash?.params).toEqual({});
    expect(cut).toMatchObject({ durationNs: 6 * second, targets: ['n1', 'n2', 'n3'] });
    expect(late?.params).toEqual({ by: '5ms' });
    expect(late?.targets).toEqual(['n1 -> n2']);
  });

  it('draws a target once per occurrence, as a recorded choice', () => {
    const schedule = {
      kind: 'every',
      everyNs: 100 * ms,
      at: null,
      times: 30,
      jitterNs: 0,
    } as const;
    const stage = new FaultStage([
      fault('a', { target: 'one of all-of-them', schedule, durationNs: ms }),
    ]).play();
    const targets = stage.schedule.reports().flatMap((report) => report.targets);
    expect(new Set(targets)).toEqual(new Set(['n1', 'n2', 'n3']));
    expect(stage.engine.choices).toHaveLength(30);
    expect(stage.engine.choices[4]).toMatchObject({ subject: 'fault a 4', options: 3 });
  });

  it('strikes inside a step when told so, after a recorded number of effects', () => {
    const inside = fault('a', { kind: 'crash', inside: true, durationNs: null, atNs: 250 * ms });
    const stage = new FaultStage([inside], { durationNs: second }).play();
    const [choice] = stage.engine.choices;
    expect(choice).toMatchObject({ subject: 'fault a 0 inside n1', options: 8 });
    const [crash] = stage.rows('crashed');
    expect(crash?.at).toBeGreaterThan(250 * ms);
    expect(stage.schedule.coverage()[0]).toMatchObject({ touched: 1 });
  });
});
