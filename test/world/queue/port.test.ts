import { describe, expect, it } from 'vitest';
import { Engine } from '../../../src/engine/engine.ts';
import { Trace } from '../../../src/engine/trace.ts';
import { openPort } from '../../../src/world/queue/port-plan.ts';
import { Port } from '../../../src/world/queue/port.ts';

const ms = 1_000_000;

/** When 3,000 bytes that come at 0 have left a port with these limits, one window each, in ns. */
function leftAt(...windows: readonly [fromNs: number, toNs: number, bitsPerSecond: number][]) {
  const engine = new Engine({
    seed: '1',
    untilNs: 1e15,
    trace: new Trace([], false),
    drain: () => true,
    maxEvents: 1000,
  });
  const port = new Port(engine, openPort);
  for (const [fromNs, toNs, bitsPerSecond] of windows) {
    engine.schedule(fromNs, 1, () => {
      const undo = port.limit(bitsPerSecond);
      engine.schedule(toNs, 0, undo);
    });
  }
  let leftNs: number | null = null;
  engine.schedule(0, 3, () => {
    const left = (): void => void (leftNs = engine.nowNs);
    port.offer({ bytes: 3000, flow: 0, isUrgent: false, left, dropped: () => undefined });
  });
  while (engine.advance(1000) === 'more');
  return leftNs;
}

describe('a port with limits', () => {
  it('sends at the least of those in force', () => {
    expect(leftAt()).toBe(0);
    expect(leftAt([0, ms, 64_000])).toBe(ms);
    expect(leftAt([0, 1000 * ms, 64_000])).toBe(375 * ms);
    expect(leftAt([0, 1000 * ms, 128_000], [100 * ms, 200 * ms, 64_000])).toBe(237.5 * ms);
  });

  it('lets nothing through between two limits that touch', () => {
    const rate = 64_000;
    const whole = leftAt([0, 1000 * ms, rate]);
    expect(leftAt([0, 100 * ms, rate], [100 * ms, 1000 * ms, rate])).toBe(whole);
  });
});
