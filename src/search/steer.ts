import type { Problem } from '../base/time.ts';
import type { RunPlan } from '../scenario/scenario.ts';
import { strategies } from './strategies/index.ts';
import type { Strategy, Trial } from './strategies/define.ts';

/** A strategy, and how it found a run: what `--steer` says. */
export interface Steer {
  readonly strategy: Strategy;
  readonly how: string;
}

/** Writes what `readSteer` reads: `swarm`, `pct:418`. */
export function printSteer(strategy: Strategy, how: string): string {
  return how === '' ? strategy.name : `${strategy.name}:${how}`;
}

/** Reads what a search printed beside a seed. */
export function readSteer(text: string): Steer | Problem {
  const colon = text.indexOf(':');
  const name = colon < 0 ? text : text.slice(0, colon);
  const strategy = strategies.get(name);
  if (strategy !== undefined) return { strategy, how: colon < 0 ? '' : text.slice(colon + 1) };
  const meant = strategies.suggest(name);
  const hint = meant === undefined ? strategies.names.join(', ') : `did you mean ${meant}?`;
  return { problem: `there is no strategy "${name}": ${hint}` };
}

/** The trial of a plan as it was found; a plan that nobody steers is its own. */
export function steered(plan: RunPlan, steer: Steer | null): Trial | Problem {
  return steer === null ? { plan, steering: null } : steer.strategy.replay(plan, steer.how);
}
