import type { RunPlan } from '../../scenario/scenario.ts';

/** `split/fenced/a=1/42`: scenario, variant, cell and seed of a run. */
export function runKey({
  scenario,
  variant,
  cell,
  seed,
}: Pick<RunPlan, 'scenario' | 'variant' | 'cell' | 'seed'>): string {
  return [scenario, variant, cell, seed].filter((part) => part !== null).join('/');
}
