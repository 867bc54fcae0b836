import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fault, FaultStage, ms, second } from './fault-stage.ts';

const everySecond = { kind: 'every', everyNs: second, at: null, times: null, jitterNs: 0 } as const;

/** Pauses n3 for 300 ms in each second. */
const gc = fault('gc', { target: 'n3', schedule: everySecond, durationNs: 300 * ms });

describe('the least time in effect and out of it', () => {
  it('`min-on` holds a fault on when its sentences fail at once', () => {
    const on = { target: 'n1 -> n2', atNs: 0, durationNs: null, while: ['n3 is paused'] };
    const cut = fault('cut', { kind: 'partition', ...on, minOnNs: 500 * ms });
    const stage = new FaultStage([cut, gc], { durationNs: 3 * second }).play();
    expect(stage.windows('cut').slice(0, 2)).toEqual([
      [1000, 1500],
      [2000, 2500],
    ]);
  });

  it('`min-on` gives way to the end of the fault', () => {
    const on = { target: 'n1 -> n2', atNs: 0, durationNs: 1200 * ms, while: ['n3 is paused'] };
    const cut = fault('cut', { kind: 'partition', ...on, minOnNs: 500 * ms });
    expect(new FaultStage([cut, gc]).play().windows('cut')).toEqual([[1000, 1200]]);
  });

  it('`min-off` lets a fault wait until it may come back', () => {
    const on = { target: 'n1 -> n2', atNs: 0, durationNs: null, while: ['n3 is paused'] };
    const cut = fault('cut', { kind: 'partition', ...on, minOffNs: 900 * ms });
    const stage = new FaultStage([cut, gc], { durationNs: 4 * second }).play();
    // Off at 1.3 s: not at 2.0 s, but at 2.2 s, for what is left of the pause; then at 3.2 s.
    expect(stage.windows('cut')).toEqual([
      [1000, 1300],
      [2200, 2300],
      [3200, 3300],
    ]);
  });

  it('in every series, stretches are so long and so far apart', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (seed) => {
        const flapping = fault('a', {
          schedule: { kind: 'rate', perSecond: 3, atNs: 0, times: null },
          duration: { kind: 'uniform', lowNs: 0, highNs: 400 * ms },
          durationNs: null,
          minOnNs: 150 * ms,
          minOffNs: 350 * ms,
        });
        const windows = new FaultStage([flapping], { seed: String(seed) }).play().windows('a');
        expect(windows.length).toBeGreaterThan(3);
        windows.forEach(([from, until], i) => {
          if (until !== null) expect(until - from).toBeGreaterThan(150 - 1e-6);
          const before = windows[i - 1]?.[1] ?? -Infinity;
          expect(from - before).toBeGreaterThan(350 - 1e-6);
        });
      }),
      { seed: 42, numRuns: 25 },
    );
  });
});
