import type { NemesisPlan, PoolFault } from '../../../src/scenario/plan/fault.ts';
import { fault, FaultStage, ms, second, sentence, type Written } from '../faults/fault-stage.ts';

/** A fault of the pool, up to `mostMs` long. */
export function drawable(id: string, written: Written, weight = 1, mostMs = 3000): PoolFault {
  const duration = { kind: 'uniform', lowNs: 50 * ms, highNs: mostMs * ms } as const;
  return { fault: fault(id, { duration, durationNs: null, ...written }), weight };
}

/** What can go wrong among three nodes. */
export const pool: readonly PoolFault[] = [
  drawable('crash', { kind: 'crash', target: 'one of n*' }, 3),
  drawable('cut', { kind: 'partition', target: 'one of n* <-> one of n*' }),
  drawable('gc', { kind: 'pause', target: 'one of n*' }, 2),
  drawable('lossy', { kind: 'loss', target: 'one of n* <-> rest', probabilityPpb: 5e8 }),
  drawable('loose', {
    kind: 'flap',
    target: 'one of n* <-> rest',
    params: { off: '100ms..300ms', on: '100ms..300ms' },
  }),
  drawable('split', { kind: 'partition', target: null, params: { shape: 'halves' } }, 2),
];

/** A nemesis over these faults, from 0.5 s to 18 s, two turns a second. */
export function nemesis(given: Partial<NemesisPlan> = {}): NemesisPlan {
  return {
    atNs: 500 * ms,
    untilNs: 18 * second,
    turns: { kind: 'rate', perSecond: 2 },
    atOnce: 2,
    budget: null,
    keep: [sentence('majority of all-of-them is connected')],
    alignedPpb: 0,
    pool,
    ...given,
  };
}

/** A run of 20 s with a nemesis, played to its end; `looks` may look at it before. */
export function drawnRun(
  plan: NemesisPlan,
  seed: number,
  looks: (stage: FaultStage) => void = () => undefined,
): FaultStage {
  const stage = new FaultStage([], { nemesis: plan, durationNs: 20 * second, seed: String(seed) });
  looks(stage);
  return stage.play();
}
