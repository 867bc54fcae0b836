import { describe, expect, it } from 'vitest';
import type { TriggerPlan } from '../../../../src/scenario/plan/trigger.ts';
import { integer } from '../../../../src/base/schema.ts';
import { defineProgram } from '../../../../src/world/program/program.ts';
import { request } from '../../../../src/world/program/protocol.ts';
import { nodePlan } from '../../../support/stage.ts';
import {
  fault,
  FaultStage,
  linksOf,
  moment,
  ms,
  nodesOf,
  onEvent,
  second,
  sentence,
  where,
} from '../fault-stage.ts';

const only = (nth: number) => ({ first: nth, last: nth });

const onMessage = (more: object = {}): TriggerPlan => ({
  kind: 'message',
  message: 'ping',
  link: null,
  nth: only(1),
  where: null,
  phase: 'sent',
  ...more,
});

describe('a trigger on an event', () => {
  it('strikes inside the step, before the next effect of the node', () => {
    const when = onEvent('beat', { node: nodesOf('n1'), nth: only(3) });
    const stage = new FaultStage([fault('a', { kind: 'crash', when, durationNs: null })]).play();
    const rows = stage.rows('observed', 'sent', 'crashed').filter(({ node }) => node === 'n1');
    const crash = rows.findIndex(({ type }) => type === 'crashed');
    expect(rows[crash]?.at).toBe(300 * ms);
    // The beat is the last that the world sees of it: its pings of this step are a ghost's.
    expect(rows[crash - 1]).toMatchObject({ type: 'observed', at: 300 * ms });
    expect(rows.slice(crash + 1)).toEqual([]);
  });

  it('counts after `node` and `where`', () => {
    const when = onEvent('b*t', { node: nodesOf('n2, n3'), where: where('n >= 4'), nth: only(2) });
    const stage = new FaultStage([fault('a', { when })]).play();
    // n2 and n3 beat at the same instants: the second beat with n >= 4 is the one of n3 at 400 ms.
    expect(stage.windows('a')).toEqual([[400, 1400]]);
  });

  it('with a delay strikes between steps, so much later', () => {
    const when = onEvent('beat', { node: nodesOf('n1') });
    const stage = new FaultStage([fault('a', { when, delayNs: 50 * ms })]).play();
    expect(stage.windows('a')).toEqual([[150, 1150]]);
  });

  it('fires once unless told otherwise; `times` makes each later one count too', () => {
    const when = onEvent('beat', { node: nodesOf('n2'), nth: only(3) });
    const begins = (times: number | null): number[] =>
      new FaultStage([fault('a', { when, times, durationNs: ms })], { durationNs: second })
        .play()
        .windows('a')
        .map(([from]) => from);
    expect(begins(1)).toEqual([300]);
    expect(begins(2)).toEqual([300, 400]);
    expect(begins(null)).toEqual([300, 400, 500, 600, 700, 800, 900, 1000]);
  });

  it('fires for each of a range of `nth`', () => {
    const when = onEvent('beat', { node: nodesOf('n2'), nth: { first: 2, last: 4 } });
    const stage = new FaultStage([fault('a', { when, times: null, durationNs: ms })]).play();
    expect(stage.windows('a').map(([from]) => from)).toEqual([200, 300, 400]);
  });

  it('hears events of the engine, of faults and of processes', () => {
    const crash = fault('c', { kind: 'crash', target: 'n2', atNs: second });
    const onCrash = fault('a', {
      when: onEvent('crashed', { node: nodesOf('n2') }),
      durationNs: ms,
    });
    const onFault = fault('b', {
      target: 'n3',
      when: onEvent('fault-ended', { where: where('id = c') }),
      durationNs: ms,
    });
    const stage = new FaultStage([onCrash, onFault, crash]).play();
    expect(stage.windows('a')).toEqual([[1000, 1001]]);
    expect(stage.windows('b')).toEqual([[2000, 2001]]);
  });
});

describe('a trigger on an event of the engine', () => {
  const heard = (event: string, more: object = {}): number[] => {
    const crash = fault('c', { kind: 'crash', target: 'n2', atNs: second });
    const pause = fault('gc', { target: 'n3', atNs: 3 * second, durationNs: second });
    const a = fault('a', { when: onEvent(event, more), times: null, durationNs: ms });
    const stage = new FaultStage([crash, pause, a], { durationNs: 5 * second }).play();
    return stage.windows('a').map(([from]) => from);
  };

  it.each([
    ['started', { node: nodesOf('n2') }, [0, 2000]],
    ['crashed', { node: nodesOf('n2') }, [1000]],
    ['paused', { node: nodesOf('n3') }, [3000]],
    ['resumed', { node: nodesOf('n3') }, [4000]],
    ['fault-began', { where: where('id = gc') }, [3000]],
    ['fault-hit', { where: where('id = c') }, [1000]],
    ['fault-ended', { where: where('id = gc') }, [4000]],
  ])('hears %s', (event, more, instants) => {
    expect(heard(event, { ...more, nth: { first: 1, last: Infinity } })).toEqual(instants);
  });

  it('does not hear what happens to other nodes', () => {
    expect(heard('crashed', { node: nodesOf('n1, n3') })).toEqual([]);
  });

  it('fires once when it happens to several nodes in one instant', () => {
    const crash = fault('c', { kind: 'crash', target: 'n2, n3', atNs: second });
    const nth = { first: 1, last: Infinity };
    const a = fault('a', { when: onEvent('crashed', { nth }), durationNs: ms });
    expect(new FaultStage([crash, a]).play().windows('a')).toEqual([[1000, 1001]]);
  });
});

/** Passes two points a second, and calls a neighbour. */
const caller = defineProgram({
  name: 'caller',
  summary: 'Passes two points a second, and calls a neighbour.',
  messages: { ask: request({ n: integer() }, { n: integer() }) },
  points: ['before', 'behind'],
  start(node) {
    node.on('ask', ({ n }) => ({ n }));
    node.every('1s', () => {
      node.at('before');
      if (node.id === 'n1') node.call('n2', 'ask', { n: 1 }, { timeout: '900ms' });
      node.at('behind');
    });
  },
});

const callers = { nodes: ['n1', 'n2', 'n3'].map((id) => nodePlan(id, caller, {})) };

describe('a trigger on a point', () => {
  it('counts that point alone', () => {
    const when: TriggerPlan = { kind: 'point', point: 'behind', node: nodesOf('n1'), nth: only(2) };
    const stage = new FaultStage([fault('a', { when, durationNs: ms })], callers).play();
    expect(stage.windows('a')).toEqual([[2000, 2001]]);
  });

  it('stops the program exactly there', () => {
    const when: TriggerPlan = {
      kind: 'point',
      point: 'before-ping',
      node: nodesOf('n1'),
      nth: only(3),
    };
    const stage = new FaultStage([fault('gc', { when, durationNs: 50 * ms })]).play();
    expect(stage.windows('gc')).toEqual([[300, 350]]);
    const sent = stage.rows('sent').filter(({ node }) => node === 'n1');
    expect(sent.slice(4, 6).map(({ at }) => at / ms)).toEqual([350, 350]);
  });
});

describe('a trigger on a message', () => {
  it('strikes before the second one is sent', () => {
    const when = onMessage({ link: linksOf('n1 -> all'), nth: only(1) });
    const stage = new FaultStage([fault('a', { kind: 'crash', when, durationNs: null })]).play();
    const sent = stage.rows('sent').filter(({ node }) => node === 'n1');
    expect(sent.map(({ peer }) => peer)).toEqual(['n2']);
  });

  it('at its arrival strikes before the receiver handles it', () => {
    const when = onMessage({ link: linksOf('n1 -> n2'), phase: 'received', nth: only(2) });
    const written = { kind: 'crash', target: 'n2', when, durationNs: null } as const;
    const stage = new FaultStage([fault('a', written)]).play();
    const heard = stage.rows('observed').filter(({ node, name, data }) => {
      const from = (data as { from?: string }).from;
      return node === 'n2' && name === 'heard' && from === 'n1';
    });
    expect(heard).toHaveLength(1);
    expect(stage.windows('a')).toEqual([[201, null]]);
  });

  it('counts those on all links when none is named, and those of its type alone', () => {
    const seen = (more: object) =>
      new FaultStage([fault('a', { when: onMessage(more) })]).play().windows('a');
    // Six a round.
    expect(seen({ nth: only(18) })).toEqual([[300, 1300]]);
    expect(seen({ nth: only(19) })).toEqual([[400, 1400]]);
    expect(seen({ message: 'echo' })).toEqual([]);
  });

  it('counts a message once, however often it is sent again or arrives', () => {
    const lost = fault('lost', {
      kind: 'loss',
      target: 'n1 -> n2',
      atNs: 1900 * ms,
      durationNs: ms * 200,
    });
    const asked = (phase: 'sent' | 'received') => {
      const link = linksOf('n1 -> n2');
      const when = onMessage({ message: 'ask', link, phase, nth: only(3) });
      const a = fault('a', { target: 'n3', when, durationNs: ms });
      return new FaultStage([lost, a], callers).play();
    };
    const stage = asked('sent');
    // The second one is lost, and sent again before the third.
    expect(stage.rows('lost')).toHaveLength(1);
    expect(stage.windows('a')).toEqual([[3000, 3001]]);
    expect(asked('received').windows('a')).toEqual([[3001, 3002]]);
    const doubled = fault('b', {
      kind: 'duplicate',
      target: 'n1 -> n2',
      atNs: 0,
      durationNs: null,
    });
    const when = onMessage({ link: linksOf('n1 -> n2'), phase: 'received', nth: only(3) });
    const a = fault('a', { target: 'n3', when, durationNs: ms });
    expect(new FaultStage([doubled, a]).play().windows('a')).toEqual([[301, 302]]);
  });

  it('looks at the fields of the body', () => {
    const when = onMessage({ where: where('n = 7'), link: linksOf('n3 -> n1') });
    expect(new FaultStage([fault('a', { when })]).play().windows('a')).toEqual([[700, 1700]]);
  });

  it('follows a role', () => {
    const when = onMessage({ link: linksOf('leader -> all') });
    const configs = { n2: { terms: [0, 1] } };
    const stage = new FaultStage([fault('a', { target: 'leader', when })], {}, configs).play();
    expect(stage.schedule.reports()).toMatchObject([{ from: 2 * second, targets: ['n2'] }]);
  });
});

describe('a trigger on a sentence', () => {
  const whenTrue = (...written: string[]): TriggerPlan => ({
    kind: 'sentences',
    sentences: written.map(sentence),
  });

  it('fires when it becomes true, and not while it stays so', () => {
    const down = fault('c', { kind: 'crash', target: 'n2', durationNs: 2 * second });
    const a = fault('a', { when: whenTrue('n2 is down'), times: null, durationNs: ms });
    expect(new FaultStage([a, down]).play().windows('a')).toEqual([[1000, 1001]]);
  });

  it('fires again when it becomes true again', () => {
    const schedule = { kind: 'every', everyNs: second, at: null, times: 3, jitterNs: 0 } as const;
    const down = fault('c', { kind: 'crash', target: 'n2', schedule, durationNs: 100 * ms });
    const a = fault('a', { when: whenTrue('n2 is down'), times: null, durationNs: ms });
    const begins = new FaultStage([a, down])
      .play()
      .windows('a')
      .map(([from]) => from);
    expect(begins).toEqual([1000, 2000, 3000]);
  });

  it('that is true at 0 fires at 0', () => {
    const a = fault('a', { when: whenTrue('all-of-them is up'), durationNs: ms });
    expect(new FaultStage([a]).play().windows('a')).toEqual([[0, 1]]);
  });

  it('wants all of a list', () => {
    const b = fault('b', { target: 'n2', atNs: second, durationNs: 3 * second });
    const c = fault('c', { kind: 'crash', target: 'n3', atNs: 2 * second, durationNs: second });
    const a = fault('a', { when: whenTrue('n2 is paused', 'n3 is down'), durationNs: ms });
    expect(new FaultStage([a, b, c]).play().windows('a')).toEqual([[2000, 2001]]);
  });

  it('sees a role move, which no process state tells', () => {
    const a = fault('a', { when: whenTrue('n3 is leader'), durationNs: ms });
    const stage = new FaultStage([a], {}, { n1: { terms: [1] }, n3: { terms: [0, 2] } }).play();
    expect(stage.windows('a')).toEqual([[2000, 2001]]);
  });

  it('sees faults and heal', () => {
    const cut = fault('cut', { kind: 'partition', target: 'n1 <-> n2', durationNs: null });
    const a = fault('a', { when: whenTrue('cut is active'), durationNs: ms });
    const b = fault('b', { when: whenTrue('healed'), forever: true });
    const stage = new FaultStage([a, b, cut], { healNs: 4 * second }).play();
    expect(stage.windows('a')).toEqual([[1000, 1001]]);
    expect(stage.windows('b')).toEqual([[4000, null]]);
  });
});

describe('a trigger on a moment', () => {
  const at = (written: string): TriggerPlan => ({ kind: 'moment', moment: moment(written) });

  it('is the begin, the end or the hit of a fault', () => {
    const gc = fault('gc', { target: 'n2', atNs: second, durationNs: 500 * ms });
    const faults = [
      fault('a', { when: at('gc begins'), durationNs: ms }),
      fault('b', { when: at('gc ends'), durationNs: ms }),
      fault('c', { when: at('gc hits'), delayNs: 2 * ms, durationNs: ms }),
      gc,
    ];
    const stage = new FaultStage(faults).play();
    expect(stage.windows('a')).toEqual([[1000, 1001]]);
    expect(stage.windows('b')).toEqual([[1500, 1501]]);
    expect(stage.windows('c')).toEqual([[1002, 1003]]);
  });

  it('is an instant, or gst', () => {
    const faults = [
      fault('a', { when: at('3s'), durationNs: ms }),
      fault('b', { when: at('gst'), durationNs: ms }),
    ];
    const model = {
      timing: 'partially-synchronous',
      failures: null,
      atMost: null,
      bound: null,
      gstNs: 5 * second,
    } as const;
    const stage = new FaultStage(faults, { model }).play();
    expect(stage.windows('a')).toEqual([[3000, 3001]]);
    expect(stage.windows('b')).toEqual([[5000, 5001]]);
  });

  it('is heal for what is forever, and the last write when a workload tells it', () => {
    const a = fault('a', { when: at('heal'), forever: true });
    const b = fault('b', { target: 'n2', when: at('last-write'), durationNs: ms });
    const stage = new FaultStage([a, b], { healNs: 2 * second });
    stage.at(second, () => stage.events.lastWriteDone());
    stage.play();
    expect(stage.windows('a')).toEqual([[2000, null]]);
    expect(stage.windows('b')).toEqual([[1000, 1001]]);
  });
});
