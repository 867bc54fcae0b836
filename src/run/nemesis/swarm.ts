import { sortedBy } from '../../base/order.ts';
import type { PoolFault } from '../../scenario/plan/fault.ts';
import type { NemesisDraws } from './draws.ts';

/** What a swarm came to in one run. */
export interface Swarm {
  /** The mean time from one turn to the next, in ns. */
  readonly intervalNs: number;
  /** Those of the pool that are in it, with their weights. */
  readonly pool: readonly PoolFault[];
}

/**
 * A part of the pool, each fault in it with probability one half and at least one of them, with
 * weights and a mean interval of its own: over many seeds, mixtures that no one setting would give.
 */
export function swarmOf(pool: readonly PoolFault[], timerNs: number, draws: NemesisDraws): Swarm {
  const byLot = sortedBy(pool, ({ fault }) => draws.membership(fault.id));
  const drawn = new Set(
    byLot.filter(({ fault }, place) => place === 0 || draws.membership(fault.id) < 0.5),
  );
  return {
    intervalNs: draws.swarmIntervalNs(timerNs),
    pool: pool
      .filter((one) => drawn.has(one))
      .map(({ fault }) => ({ fault, weight: draws.swarmWeight(fault.id) })),
  };
}
