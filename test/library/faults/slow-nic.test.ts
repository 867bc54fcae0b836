import { expect, it } from 'vitest';
import { slowNic } from '../../../src/library/faults/slow-nic.ts';
import { fault, FaultStage, ms, second } from '../../run/faults/fault-stage.ts';

it('slows down all that a node sends and all that is sent to it, and nothing else', () => {
  const given = { definition: slowNic, target: 'n2', params: { to: '7680bit/s' } };
  const stage = new FaultStage([fault('a', given)], { durationNs: 2 * second }).play();
  const late = stage.rows('delivered').filter(({ at }) => at / ms > 1000 && at / ms < 1500);
  expect(late.length).toBeGreaterThan(20);
  for (const { node, peer, at } of late) {
    // `{"n":10}` and 40 bytes of headers take 50 ms, and the link its 1 ms.
    const isSlow = node === 'n2' || peer === 'n2';
    expect((at / ms) % 100, `${peer} -> ${node}`).toBe(isSlow ? 51 : 1);
  }
  expect(stage.schedule.coverage()[0]?.touched).toBe(40);
});
