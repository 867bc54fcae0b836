import { describe, expect, it } from 'vitest';
import { occurs } from '../../../src/library/checks/occurs.ts';
import { judge } from '../../support/check-stage.ts';
import { second } from '../../support/stage.ts';

const config = { event: 'granted', where: 'to = "b"' };

describe('occurs', () => {
  it('holds when the event comes in time', () => {
    const { verdict, kind } = judge(
      occurs,
      { config, plan: { withinNs: 5 * second } },
      (stage) => void stage.at(4).observe('a', 'granted', { to: 'b' }),
    );
    expect(verdict).toBe('held');
    expect(kind).toBe('liveness');
  });

  it('is violated when it comes too late, at the end of its time', () => {
    const { verdict, at, witness } = judge(
      occurs,
      { config, plan: { withinNs: 5 * second } },
      (stage) => void stage.at(6).observe('a', 'granted', { to: 'b' }),
    );
    expect(verdict).toBe('violated');
    expect(at).toBe(5 * second);
    expect(witness?.why).toBe('not reached within 5s');
  });

  it('without a limit has until the end of the run', () => {
    const tell = (to: string) =>
      judge(occurs, { config }, (stage) => void stage.at(59).observe('a', 'granted', { to }));
    expect(tell('b').verdict).toBe('held');
    expect(tell('c').verdict).toBe('violated');
    expect(tell('c').kind).toBe('safety');
  });
});
