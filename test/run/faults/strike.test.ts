import { describe, expect, it } from 'vitest';
import { Strike } from '../../../src/run/faults/strike.ts';
import { fault } from './fault-stage.ts';

describe('a strike', () => {
  it('has touched a message once, however often it was sent again', () => {
    const plan = fault('a', { kind: 'loss', target: 'n1 -> n2' });
    const aim = { plan, occurrence: 0, targets: ['n1 -> n2'], nodes: ['n1'] };
    const strike = new Strike({ ...aim, fromNs: 0, endsNs: null });
    for (const id of [7, 7, 8, 7]) strike.touchedMessage(id);
    expect(strike.touched).toBe(2);
  });
});
