import { describe, expect, it } from 'vitest';
import { causesOf } from '../../../src/reports/content/causality.ts';
import { toldWithMessages } from '../../../src/reports/content/message-rows.ts';
import type { Run } from '../../../src/run/report/report.ts';
import { messageReport, runReport, second, seen } from '../../support/report-fixtures.ts';

const told = (over: Partial<Run>) =>
  toldWithMessages({
    run: runReport({ nodes: ['a', 'b', 'c'], ...over }),
    witnesses: [],
    mostRows: 99,
  });

/** The rows as a reader sees them. */
const saidBy = ({ events, words }: ReturnType<typeof told>): string[] =>
  events.map((event) => words.get(event) ?? `${event.node ?? ''}: ${event.event}`);

const open = { at: null, endSeq: null, fate: 'untold' } as const;

describe('the rows of messages', () => {
  it('are what else is told of the same step, where there is something', () => {
    const asks = seen(second, 'a', 'observed', 'asks');
    const message = messageReport(['a', 'b'], [second, 2 * second]);
    const got = seen(2 * second, 'b', 'observed', 'got');
    const answer = messageReport(['b', 'a'], [2 * second, 3 * second], { message: 'put-reply' });
    const story = told({ story: [asks, got], messages: [message, answer] });
    expect(saidBy(story)).toEqual(['a: asks', 'b: got', 'a receives put-reply from b']);
    expect(story.links.map(({ departs, arrives }) => [departs.event, arrives?.event])).toEqual([
      ['asks', 'got'],
      ['got', 'put-reply'],
    ]);
  });

  it('never hang on a fault that struck there', () => {
    const hit = seen(second, 'a', 'fault-hit', 'fault-hit', { id: 'cut', targets: ['a -> c'] });
    const message = messageReport(['a', 'b'], [second, 2 * second]);
    expect(saidBy(told({ story: [hit], messages: [message] }))).toEqual([
      'a: fault-hit',
      'a sends put to b',
      'b receives put from a',
    ]);
  });

  it('are one row for what goes to several in one step, and never that of another instant', () => {
    const messages = [
      messageReport(['a', 'b'], [second, 2 * second]),
      messageReport(['a', 'c'], [second, 3 * second]),
      messageReport(['a', 'c'], [second + 1, 3 * second], { marks: ['resent'] }),
    ];
    expect(saidBy(told({ messages }))).toEqual([
      'a sends put to b, c',
      'a sends put again to c',
      'b receives put from a',
      'c receives put from a',
      'c receives put from a',
    ]);
  });

  it('say what became of each', () => {
    const lost = { fate: 'lost', why: 'partition' } as const;
    const messages = [
      messageReport(['a', 'b'], [1, 1], lost),
      messageReport(['a', 'c'], [1, 1], lost),
      messageReport(['a', 'b'], [2, 9], { ...lost, marks: ['held'] }),
      messageReport(['b', 'a'], [3, 10], { fate: 'late', message: 'put-reply' }),
      messageReport(['b', 'c'], [4, 11], { fate: 'refused' }),
      messageReport(['c', 'a'], [5, 0], { ...open, marks: ['duplicated'] }),
    ];
    const story = told({ messages });
    expect(saidBy(story)).toEqual([
      'a sends put to b, c (lost: partition)',
      'a sends put to b',
      'b sends put-reply to a',
      'b sends put to c',
      'c has put doubled on its way to a',
      'put from a to b (held, lost: partition)',
      'a gets, too late, put-reply from b',
      'put from b to c (refused)',
    ]);
    expect(story.links.at(-1)?.arrives).toBeNull();
  });

  it('keep names from right to left from turning what stands beside them', () => {
    const [message] = [messageReport(['مشتری', 'b'], [1, 2])];
    expect(saidBy(told({ nodes: ['مشتری', 'b'], messages: [message] }))[0]).toBe(
      '\u2068مشتری\u2069 sends put to b',
    );
  });
});

describe('what an event may follow from', () => {
  it('is what its node did before, what it heard, and what struck it', () => {
    const fault = { id: 'gc', fault: 'pause', targets: ['b'] };
    const asks = seen(1, 'a', 'observed', 'asks');
    const message = messageReport(['a', 'b'], [1, 9]);
    const began = seen(2, null, 'fault-began', 'fault-began', fault);
    const paused = seen(2, 'b', 'paused', 'paused');
    const other = seen(3, 'c', 'observed', 'other');
    const { events, links } = told({ story: [asks, began, paused, other], messages: [message] });
    const named = events.map(({ type, event }) => (type === event ? event : `${type} ${event}`));
    expect(named).toEqual([
      'observed asks',
      'fault-began',
      'paused',
      'observed other',
      'delivered put',
    ]);
    expect(causesOf(events, links)).toEqual([[], [], [1], [], [0, 2]]);
  });
});
