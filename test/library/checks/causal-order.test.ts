import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causalOrder } from '../../../src/library/checks/causal-order.ts';
import { valueText } from '../../../src/library/checks/events/value-text.ts';
import { judgeSteps, type Step } from '../../support/event-rows.ts';

const sends = (node: string, message: string): Step => [node, 'broadcast', { message }];
const gets = (node: string, message: string): Step => [node, 'delivered', { message }];
const answered = [sends('a', 'question'), gets('b', 'question'), sends('b', 'answer')];

/** The messages that happened before each one, by the transitive closure of the definition. */
function pasts(steps: readonly Step[]): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>();
  const past = new Map<string, Set<string>>();
  for (const [node, word, data] of steps) {
    const message = valueText(data?.['message']);
    const mine = known.get(node) ?? new Set<string>();
    known.set(node, mine);
    if (word === 'broadcast') past.set(message, new Set(mine));
    for (const earlier of past.get(message) ?? []) mine.add(earlier);
    mine.add(message);
  }
  return past;
}

function isCausal(steps: readonly Step[]): boolean {
  const past = pasts(steps);
  const had = new Map<string, Set<string>>();
  return steps.every(([node, word, data]) => {
    const message = valueText(data?.['message']);
    const mine = had.get(node) ?? new Set<string>();
    had.set(node, mine);
    const right = word === 'broadcast' || [...(past.get(message) ?? [])].every((m) => mine.has(m));
    mine.add(message);
    return right;
  });
}

describe('causal-order', () => {
  it('holds when a question comes before its answer', () => {
    const steps = [...answered, gets('c', 'question'), gets('c', 'answer')];
    expect(judgeSteps(causalOrder, steps).verdict).toBe('held');
  });

  it('is violated when it comes after, or not at all', () => {
    const { verdict, why } = judgeSteps(causalOrder, [...answered, gets('c', 'answer')]);
    expect({ verdict, why }).toEqual({
      verdict: 'violated',
      why: 'c delivered answer without question, which b had when it sent it',
    });
  });

  it('knows that a sender has what it sends', () => {
    expect(judgeSteps(causalOrder, [...answered, gets('a', 'answer')]).verdict).toBe('held');
  });

  it('is vacuous without an answer to anything', () => {
    const steps = [sends('a', 'm1'), sends('a', 'm2'), gets('b', 'm1'), gets('b', 'm2')];
    expect(judgeSteps(causalOrder, steps).verdict).toBe('vacuous');
  });

  it('is violated just when the closure of the definition is', () => {
    const node = fc.constantFrom('a', 'b', 'c');
    const move = fc.record({ node, sends: fc.boolean(), which: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 14 }), (moves) => {
        const steps: Step[] = [];
        const sent: string[] = [];
        for (const { node: who, sends: isNew, which } of moves) {
          if (isNew || sent.length === 0) {
            sent.push(`m${sent.length}`);
            steps.push(sends(who, `m${sent.length - 1}`));
          } else steps.push(gets(who, `m${which % sent.length}`));
        }
        expect(judgeSteps(causalOrder, steps).verdict === 'violated').toBe(!isCausal(steps));
      }),
      { seed: 42, numRuns: 300 },
    );
  });
});
