import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consistentCut } from '../../../src/library/checks/consistent-cut.ts';
import { judgeSteps, type Step } from '../../support/event-rows.ts';

const sends = (node: string, message: string): Step => [node, 'sent', { message }];
const gets = (node: string, message: string): Step => [node, 'received', { message }];
const records = (node: string, snapshot: number): Step => [node, 'recorded', { snapshot }];

/** The definition over whole runs: no message is received inside and sent outside of a snapshot. */
function isConsistent(steps: readonly Step[], snapshot: number): boolean {
  const cut = new Map<string, number>();
  steps.forEach(([node, word, data], place) => {
    if (word === 'recorded' && data?.['snapshot'] === snapshot && !cut.has(node)) {
      cut.set(node, place);
    }
  });
  return steps.every(([to, word, data], received) => {
    if (word !== 'received') return true;
    const sent = steps.findIndex(
      ([, other, one]) => other === 'sent' && one?.['message'] === data?.['message'],
    );
    const from = steps[sent]?.[0] ?? '';
    const isSentOutside = sent > (cut.get(from) ?? Infinity);
    return !(isSentOutside && received < (cut.get(to) ?? -1));
  });
}

describe('consistent-cut', () => {
  it('holds with messages on both sides, and with one under way', () => {
    const { verdict } = judgeSteps(consistentCut, [
      sends('a', 'm1'),
      gets('b', 'm1'),
      sends('a', 'm2'),
      records('a', 1),
      records('b', 1),
      gets('b', 'm2'),
    ]);
    expect(verdict).toBe('held');
  });

  it('is violated by a receipt without its sending', () => {
    const steps = [records('a', 1), sends('a', 'm'), gets('b', 'm'), records('b', 1)];
    const { verdict, why } = judgeSteps(consistentCut, steps);
    expect({ verdict, why }).toEqual({
      verdict: 'violated',
      why: 'snapshot 1 has m as received by b, and not as sent by a',
    });
  });

  it('is vacuous until two nodes record one snapshot', () => {
    expect(judgeSteps(consistentCut, [records('a', 1), records('b', 2)]).verdict).toBe('vacuous');
  });

  it('is violated just when some snapshot is cut through a message', () => {
    const node = fc.constantFrom('a', 'b', 'c');
    const word = fc.constantFrom('sent', 'received', 'recorded');
    const move = fc.record({ node, word, which: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 14 }), (moves) => {
        const steps: Step[] = [];
        let sent = 0;
        for (const { node: who, word: what, which } of moves) {
          if (what === 'recorded') steps.push(records(who, which % 2));
          else if (what === 'sent' || sent === 0) steps.push(sends(who, `m${(sent += 1) - 1}`));
          else steps.push(gets(who, `m${which % sent}`));
        }
        const right = [0, 1].every((snapshot) => isConsistent(steps, snapshot));
        expect(judgeSteps(consistentCut, steps).verdict === 'violated').toBe(!right);
      }),
      { seed: 42, numRuns: 300 },
    );
  });
});
