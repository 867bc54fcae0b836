import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreement } from '../../../src/library/checks/agreement.ts';
import { judgeSteps, type Step } from '../../support/event-rows.ts';

const decides = (node: string, value: string, slot = 1): Step => [node, 'decided', { value, slot }];

describe('agreement', () => {
  it('holds while all decide the same', () => {
    const { verdict } = judgeSteps(agreement, [decides('a', 'x'), decides('b', 'x')]);
    expect(verdict).toBe('held');
  });

  it('is violated by two nodes that differ', () => {
    const { verdict, why } = judgeSteps(agreement, [decides('a', 'x'), decides('b', 'y')]);
    expect({ verdict, why }).toEqual({
      verdict: 'violated',
      why: 'a decided x and b decided y',
    });
  });

  it('is violated by a node that changes its mind when another had decided like it', () => {
    const steps = [decides('a', 'x'), decides('b', 'x'), decides('a', 'y')];
    expect(judgeSteps(agreement, steps).why).toBe('b decided x and a decided y');
  });

  it('is violated by a node that changed its mind before another decides like it at first', () => {
    const steps = [decides('a', 'x'), decides('a', 'y'), decides('b', 'x')];
    expect(judgeSteps(agreement, steps).why).toBe('a decided y and b decided x');
  });

  it('is violated just where two decisions of two nodes differ', () => {
    const decision = fc.record({
      node: fc.constantFrom('a', 'b', 'c'),
      value: fc.constantFrom('x', 'y'),
      slot: fc.constantFrom(1, 2),
    });
    fc.assert(
      fc.property(fc.array(decision, { maxLength: 7 }), (all) => {
        const differs = all.some((one) =>
          all.some(
            ({ node, value, slot }) =>
              node !== one.node && slot === one.slot && value !== one.value,
          ),
        );
        const steps = all.map(({ node, value, slot }) => decides(node, value, slot));
        const { verdict } = judgeSteps(agreement, steps, { config: { instance: 'slot' } });
        expect(verdict === 'violated').toBe(differs);
      }),
      { seed: 42, numRuns: 500 },
    );
  });

  it('leaves a node alone with itself, and decisions apart that have different names', () => {
    expect(judgeSteps(agreement, [decides('a', 'x'), decides('a', 'y')]).verdict).toBe('vacuous');
    const config = { instance: 'slot' };
    const apart = [decides('a', 'x', 1), decides('b', 'y', 2)];
    expect(judgeSteps(agreement, apart, { config }).verdict).toBe('vacuous');
    const differ = [...apart, decides('b', 'z', 1)];
    expect(judgeSteps(agreement, differ, { config }).why).toBe(
      'a decided x and b decided z in slot 1',
    );
  });
});
