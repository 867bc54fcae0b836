import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fifoOrder } from '../../../src/library/checks/fifo-order.ts';
import { judgeSteps, type Step } from '../../support/event-rows.ts';

const sends = (node: string, message: string, to = ''): Step => [
  node,
  'broadcast',
  { message, to },
];
const gets = (node: string, message: string): Step => [node, 'delivered', { message }];
const two = [sends('a', 'm1'), sends('a', 'm2')];

describe('fifo-order', () => {
  it('holds in the order of sending, whatever other senders do', () => {
    const steps = [...two, sends('b', 'n'), gets('c', 'n'), gets('c', 'm1'), gets('c', 'm2')];
    expect(judgeSteps(fifoOrder, steps).verdict).toBe('held');
  });

  it('is violated by a message that overtakes another one', () => {
    const steps = [...two, gets('b', 'm2'), gets('b', 'm1')];
    expect(judgeSteps(fifoOrder, steps).why).toBe(
      'b delivered m2 of a without m1, which was sent before',
    );
  });

  it('lets messages be missing if the scenario says so, but none come late', () => {
    const config = { gaps: true };
    const lost = [...two, sends('a', 'm3'), gets('b', 'm1'), gets('b', 'm3')];
    expect(judgeSteps(fifoOrder, lost).verdict).toBe('violated');
    expect(judgeSteps(fifoOrder, lost, { config }).verdict).toBe('held');
    const late = [...lost, gets('b', 'm2')];
    expect(judgeSteps(fifoOrder, late, { config }).why).toBe(
      'b delivered m2 of a after m3, which was sent later',
    );
  });

  it('keeps messages to one node apart', () => {
    const steps = [sends('a', 'm1', 'b'), sends('a', 'm2', 'c'), sends('a', 'm3', 'c')];
    const got = [...steps, gets('c', 'm2'), gets('c', 'm3'), gets('c', 'm3')];
    expect(judgeSteps(fifoOrder, got, { config: { to: 'to' } }).verdict).toBe('held');
    expect(judgeSteps(fifoOrder, got).verdict).toBe('violated');
  });

  it('is vacuous before anybody gets two messages of one sender', () => {
    expect(judgeSteps(fifoOrder, [...two, gets('b', 'm1'), gets('c', 'm1')]).verdict).toBe(
      'vacuous',
    );
  });

  it('says what the definition says of every order of deliveries', () => {
    const messages = ['m0', 'm1', 'm2', 'm3', 'm4'];
    fc.assert(
      fc.property(fc.shuffledSubarray(messages), fc.boolean(), (delivered, gaps) => {
        const steps = [
          ...messages.map((message) => sends('a', message)),
          ...delivered.map((message) => gets('b', message)),
        ];
        const places = delivered.map((message) => messages.indexOf(message));
        const right = places.every((place, n) =>
          gaps ? place > (places[n - 1] ?? -1) : place === n,
        );
        const { verdict } = judgeSteps(fifoOrder, steps, { config: { gaps } });
        expect(verdict === 'violated').toBe(!right);
      }),
      { seed: 42 },
    );
  });
});
