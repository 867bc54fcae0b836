import type { Engine, EngineOptions } from '../engine/engine.ts';
import type { Trace } from '../engine/trace.ts';
import type { World } from '../world/world.ts';

/** A run that is about to begin, for who steers it. */
export interface SteeredRun {
  readonly engine: Engine;
  readonly world: World;
  /** Begins a fault of the scenario at this moment, also inside a step. */
  strike(fault: string): void;
}

/**
 * A search's hand on one run: other draws, another order of what is due at once, a fault at a place
 * that no schedule can name. Made anew for each run. A run without one pays nothing for it.
 */
export interface Steering {
  readonly engine?: Pick<EngineOptions, 'agenda' | 'draws' | 'chooser'>;
  /** A trace that notices more than rows. */
  trace?(nodes: readonly string[], stored: boolean): Trace;
  /** Called once, before anything happens. */
  begin?(run: SteeredRun): void;
}
