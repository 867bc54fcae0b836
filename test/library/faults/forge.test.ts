import { describe, expect, it } from 'vitest';
import { forge } from '../../../src/library/faults/forge.ts';
import { idealLink } from '../../support/stage.ts';
import { fault, FaultStage, second } from '../../run/faults/fault-stage.ts';

/** Whom n3 takes for the sender of what it hears while n1 forges. */
function senders(given: object = {}) {
  const masks = fault('masks', { definition: forge, params: { as: 'n2' } });
  const stage = new FaultStage([masks], { durationNs: 3 * second, ...given }).play();
  const from = stage
    .rows('observed')
    .filter(
      ({ node, name, at }) =>
        node === 'n3' && name === 'heard' && at > second + 2e6 && at < 2 * second,
    )
    .map(({ data }) => (data as { from: string }).from);
  return { stage, from };
}

describe('forge', () => {
  it('puts another name on the envelope, which the receiver believes and the trace does not', () => {
    const { stage, from } = senders();
    expect(new Set(from)).toEqual(new Set(['n2']));
    const delivered = stage.rows('delivered').filter(({ node }) => node === 'n3');
    expect(new Set(delivered.map(({ peer }) => peer))).toEqual(new Set(['n1', 'n2']));
    expect(stage.rows('forged').length).toBe(stage.schedule.coverage()[0]?.touched);
  });

  it('says nothing to the node whose name it takes', () => {
    const { stage } = senders();
    expect(stage.rows('forged').every(({ peer }) => peer === 'n3')).toBe(true);
  });

  it('is refused on a link that is authenticated', () => {
    const links = { classes: [{ ...idealLink, authenticated: true }], classOf: () => 0 };
    const { stage, from } = senders({ links });
    expect(new Set(from)).toEqual(new Set(['n1', 'n2']));
    expect(stage.schedule.coverage()).toMatchObject([{ touched: 0 }]);
  });
});
