import { describe, expect, it } from 'vitest';
import { drawable, drawnRun, nemesis } from '../nemesis/pool-stage.ts';
import { fault, FaultStage, ms, second, type Written } from './fault-stage.ts';

/** Whether messages could pass from n1 to n2 and back while a fault is active, and after it. */
function passes(written: Written): {
  readonly during: readonly boolean[];
  readonly after: boolean;
} {
  const stage = new FaultStage([fault('a', written)], { durationNs: 3 * second });
  const seen: boolean[] = [];
  const look = (): void => {
    seen.push(stage.world.canPass('n1', 'n2'), stage.world.canPass('n2', 'n1'));
  };
  stage
    .at(1500 * ms, look)
    .at(2500 * ms, look)
    .play();
  return { during: seen.slice(0, 2), after: seen[2] === true && seen[3] === true };
}

describe('whether two nodes are connected', () => {
  it.each(['refuse', 'unreachable', 'loss'])(
    '%s of everything stops a link, in its direction',
    (kind) => {
      expect(passes({ kind, target: 'n1 -> n2' })).toEqual({ during: [false, true], after: true });
      expect(passes({ kind, target: 'n1 <-> n2' }).during).toEqual([false, false]);
      expect(passes({ kind, target: 'n1 <-> n3' }).during).toEqual([true, true]);
    },
  );

  it.each(['refuse', 'unreachable', 'loss'])('%s of some messages does not', (kind) => {
    const target = 'n1 <-> n2';
    expect(passes({ kind, target, probabilityPpb: 9e8 }).during).toEqual([true, true]);
    expect(passes({ kind, target, match: { message: 'ping' } }).during).toEqual([true, true]);
  });

  it('is kept by a nemesis that may refuse and lose, as it is when it may cut', () => {
    const target = 'one of n* <-> rest';
    const pool = ['refuse', 'unreachable', 'loss'].map((kind) => drawable(kind, { kind, target }));
    for (const seed of [1, 2, 3]) {
      let broken = 0;
      const stage = drawnRun(nemesis({ pool, atOnce: 3 }), seed, (before) => {
        for (let at = 600; at < 18_000; at += 100) {
          before.at(at * ms, () => {
            const { world } = before;
            const pairs = [
              ['n1', 'n2'],
              ['n1', 'n3'],
              ['n2', 'n3'],
            ] as const;
            const open = pairs.filter(([a, b]) => world.canPass(a, b) && world.canPass(b, a));
            if (open.length === 0) broken += 1;
          });
        }
      });
      expect(broken).toBe(0);
      expect(stage.schedule.reports().length).toBeGreaterThan(3);
    }
  });
});
