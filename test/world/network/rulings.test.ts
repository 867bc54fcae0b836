import { describe, expect, it } from 'vitest';
import { ActiveRule } from '../../../src/world/network/active-rule.ts';
import type { MessageView, NetworkRule } from '../../../src/world/network/rule.ts';
import { Rulings } from '../../../src/world/network/rulings.ts';
import type { Ruling } from '../../../src/world/verbs.ts';

const message = {} as MessageView;

/** What all of these come to, in this order and in the other; both must be the same. */
function together(...said: readonly Ruling[]): Rulings {
  const heard = (order: readonly Ruling[]): Rulings => {
    const rulings = new Rulings();
    for (const ruling of order) {
      const rule: NetworkRule = { from: [0], to: [1], kind: null, again: null, ask: () => ruling };
      rulings.ask(new ActiveRule(rule), message);
    }
    return rulings;
  };
  const [one, other] = [heard(said), heard(said.toReversed())];
  const whole = ({ cut, lost, body, copies, delayNs, envelope, factor }: Rulings): object => {
    return { cut, lost, body, copies, delayNs, envelope, factor };
  };
  expect(whole(other)).toEqual(whole(one));
  return one;
}

describe('what several faults say of one message', () => {
  it('is the body that sorts first, whoever spoke first', () => {
    expect(together({ body: { n: 2 } }, { body: { n: 10 } }).body).toEqual({ n: 10 });
    expect(together({ body: { n: 1 } }, { body: { n: 1 } }).body).toEqual({ n: 1 });
    expect(together({ body: { n: 3 } }, { body: { n: 2 } }, { body: { n: 1 } }).body).toEqual({
      n: 1,
    });
  });

  it('is the name that sorts first on its envelope', () => {
    expect(together({ from: 'n2' }, { from: 'n10' }).envelope).toBe('n10');
  });

  it('is the sum of delays, the product of factors, and every copy', () => {
    const all = together(
      { delay: 3 as never },
      { factor: 0.1 },
      'duplicate',
      { factor: 3 },
      { delay: 4 as never },
      { factor: 7 },
      'duplicate',
    );
    expect([all.delayNs, all.copies]).toEqual([7, 2]);
    expect(all.factor).toBeCloseTo(2.1);
  });

  it('is the strongest cut: unreachable before refuse before reset', () => {
    expect(together('reset', 'unreachable', 'refuse').cut).toBe('unreachable');
    expect(together('reset', 'refuse').cut).toBe('refuse');
    expect(together('reset', 'drop')).toMatchObject({ cut: 'reset', lost: true });
  });
});
