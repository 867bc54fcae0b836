import { describe, expect, it } from 'vitest';
import { fault, FaultStage, ms, nodesOf, onEvent, second } from '../fault-stage.ts';

describe('a trigger that waits for whoever has a role', () => {
  it('goes with the role when it moves', () => {
    // n1 is elected after 1 s and dies, n2 is elected after 3 s; each has a beat every 100 ms.
    const when = onEvent('beat', { node: nodesOf('leader'), nth: { first: 1, last: Infinity } });
    const strikes = fault('a', { target: 'n3', when, times: null, durationNs: ms });
    const death = fault('b', { kind: 'crash', atNs: 2050 * ms, forever: true });
    const configs = { n1: { terms: [1] }, n2: { terms: [0, 0, 2] } };
    const stage = new FaultStage([strikes, death], { durationNs: 4050 * ms }, configs).play();
    const begun = stage.windows('a').map(([from]) => from * ms);
    expect(begun.filter((at) => at < 2.1 * second)).toHaveLength(11);
    expect(begun.filter((at) => at > 2.1 * second)).toHaveLength(11);
    expect(begun.some((at) => at > 2.1 * second && at < 3 * second)).toBe(false);
  });
});
