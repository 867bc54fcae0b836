import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { totalOrder } from '../../../src/library/checks/total-order.ts';
import { valueText } from '../../../src/library/checks/events/value-text.ts';
import { judgeSteps, type Step } from '../../support/event-rows.ts';

const gets = (node: string, ...messages: readonly string[]): Step[] =>
  messages.map((message) => [node, 'delivered', { message }]);

/** Whether each two nodes have each two messages that both have in the same order. */
function isTotal(steps: readonly Step[]): boolean {
  const sequences = new Map<string, string[]>();
  for (const [node, , data] of steps) {
    const mine = sequences.get(node) ?? [];
    sequences.set(node, mine);
    const message = valueText(data?.['message']);
    if (!mine.includes(message)) mine.push(message);
  }
  const all = [...sequences.values()];
  return all.every((a) =>
    all.every((b) => {
      const shared = a.filter((message) => b.includes(message));
      return shared.join() === b.filter((message) => a.includes(message)).join();
    }),
  );
}

describe('total-order', () => {
  it('holds when all deliver in the same order, also with messages missing', () => {
    const steps = [...gets('a', 'm1', 'm2', 'm3'), ...gets('b', 'm1', 'm3')];
    expect(judgeSteps(totalOrder, steps).verdict).toBe('held');
  });

  it('is violated by two messages the other way round', () => {
    const steps = [...gets('a', 'm1', 'm2'), ...gets('b', 'm2', 'm1')];
    expect(judgeSteps(totalOrder, steps).why).toBe(
      'a delivered m1 before m2, b the other way round',
    );
  });

  it('is vacuous until two nodes share two messages', () => {
    const steps = [...gets('a', 'm1', 'm2'), ...gets('b', 'm2', 'm3')];
    expect(judgeSteps(totalOrder, steps).verdict).toBe('vacuous');
  });

  it('is violated just when some pair differs, however deliveries interleave', () => {
    const delivery = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2', '3', '4'));
    fc.assert(
      fc.property(fc.array(delivery, { maxLength: 12 }), (deliveries) => {
        const steps = deliveries.flatMap(([node, message]) => gets(node, message));
        expect(judgeSteps(totalOrder, steps).verdict === 'violated').toBe(!isTotal(steps));
      }),
      { seed: 42, numRuns: 300 },
    );
  });
});
