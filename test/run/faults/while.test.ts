import { describe, expect, it } from 'vitest';
import { fault, FaultStage, ms, nodesOf, onEvent, second, where } from './fault-stage.ts';

const paused = fault('gc', {
  target: 'n3',
  schedule: { kind: 'every', everyNs: 2 * second, at: null, times: 2, jitterNs: 0 },
  durationNs: second,
});

describe('a fault with `while`', () => {
  it('is in effect only while the sentences hold, inside its window', () => {
    const a = fault('a', {
      kind: 'crash',
      target: 'n1',
      atNs: second,
      durationNs: 3500 * ms,
      while: ['n3 is paused'],
    });
    const stage = new FaultStage([a, paused]).play();
    expect(stage.windows('a')).toEqual([
      [2000, 3000],
      [4000, 4500],
    ]);
    expect(
      stage
        .rows('started')
        .filter(({ node }) => node === 'n1')
        .map(({ at }) => at / ms),
    ).toEqual([0, 3000, 4500]);
    expect(stage.schedule.coverage()).toMatchObject([{ id: 'a', occurrences: 1, touched: 2 }, {}]);
  });

  it('counts messages anew each time', () => {
    const lost = fault('lost', {
      kind: 'loss',
      target: 'n1 -> n2',
      atNs: 0,
      durationNs: null,
      while: ['n3 is paused'],
      match: { message: 'ping', nth: { first: 3, last: 3 } },
    });
    const stage = new FaultStage([lost, paused]).play();
    // The pause begins before the timers of its instant: 2.0 s, 2.1 s, and third 2.2 s.
    expect(stage.rows('lost').map(({ at }) => at / ms)).toEqual([2200, 4200]);
  });

  it('counts what triggers it anew each time, and only then', () => {
    const when = onEvent('beat', { node: nodesOf('n1'), nth: { first: 3, last: 3 } });
    const a = fault('a', {
      target: 'n2',
      when,
      while: ['gc is active'],
      durationNs: ms,
      times: null,
    });
    const begins = new FaultStage([a, paused])
      .play()
      .windows('a')
      .map(([from]) => from);
    expect(begins[0]).toBe(2200);
    expect(begins.filter((from) => from >= 3000 && from < 4200)).toEqual([]);
    expect(begins).toContain(4200);
  });

  it('is not used up by what would trigger it at other times', () => {
    const when = onEvent('beat', { node: nodesOf('n1'), nth: { first: 3, last: 3 } });
    const a = fault('a', { target: 'n2', when, while: ['gc is active'], durationNs: ms });
    expect(new FaultStage([a, paused]).play().windows('a')).toEqual([[2200, 2201]]);
  });

  it('keeps the targets of its first time', () => {
    const configs = { n1: { terms: [1] }, n2: { terms: [0, 0, 2] } };
    const a = fault('a', {
      kind: 'crash',
      target: 'leader',
      atNs: 0,
      durationNs: null,
      while: ['n3 is paused'],
    });
    const stage = new FaultStage([a, paused], {}, configs).play();
    expect(stage.schedule.reports().filter(({ id }) => id === 'a')).toMatchObject([
      { targets: ['n1'], from: 2 * second },
      { targets: ['n1'], from: 4 * second },
    ]);
  });

  it('does not happen at an instant at which they do not hold', () => {
    const a = fault('a', {
      kind: 'clock-jump',
      params: { by: '1s' },
      schedule: { kind: 'every', everyNs: second, at: null, times: null, jitterNs: 0 },
      while: ['n3 is paused'],
    });
    const stage = new FaultStage([a, paused]).play();
    // What ends at an instant has ended before anything begins at it.
    expect(stage.windows('a')).toEqual([
      [2000, 2000],
      [4000, 4000],
    ]);
  });

  it.each(['a', 'late'])('happens where what it waits for begins, also as %s', (id) => {
    const jump = fault(id, {
      kind: 'clock-jump',
      params: { by: '1s' },
      atNs: 2 * second,
      while: ['n3 is paused'],
    });
    const gc = fault('gc', { target: 'n3', atNs: 2 * second, durationNs: second });
    expect(new FaultStage([jump, gc]).play().windows(id)).toEqual([[2000, 2000]]);
  });

  it('that contradicts itself is left as it is, with a note', () => {
    const a = fault('a', { durationNs: null, while: ['a is not active'] });
    const stage = new FaultStage([a], { durationNs: 2 * second }).play();
    expect(stage.engine.stopped).toBeNull();
    expect(stage.notes.join()).toContain(
      '"a is not active" became true and false again without end',
    );
  });

  it('never true: the coverage says so', () => {
    const a = fault('a', { while: ['n3 is down'] });
    const [coverage] = new FaultStage([a, paused]).play().schedule.coverage();
    expect(coverage).toMatchObject({ touched: 0, note: '"n3 is down" never held' });
  });
});

describe('what sets off one another', () => {
  it('plays a chain of faults: a window, its third message, a crash', () => {
    const lost = fault('lost', {
      kind: 'loss',
      target: 'leader -> all',
      atNs: 0,
      durationNs: null,
      while: ['n3 is paused'],
      match: { message: 'ping', where: where('n > 0'), nth: { first: 3, last: 3 } },
    });
    const crash = fault('c', {
      kind: 'crash',
      target: 'leader',
      when: onEvent('fault-hit', { where: where('id = lost') }),
      delayNs: ms,
      durationNs: null,
    });
    const stage = new FaultStage([crash, paused, lost], {}, { n2: { terms: [1] } }).play();
    expect(stage.schedule.reports().find(({ id }) => id === 'c')).toMatchObject({
      targets: ['n2'],
      from: 2101 * ms,
    });
  });
});
