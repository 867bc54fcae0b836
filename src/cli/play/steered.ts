import { UsageError } from '../../base/errors.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import type { Trial } from '../../search/strategies/define.ts';

/**
 * How runs are played that a search found: what `--steer` says; null when it says nothing. Throws
 * UsageError. Only then the strategies are loaded.
 */
export async function steeredBy(text: string | null): Promise<((plan: RunPlan) => Trial) | null> {
  if (text === null) return null;
  const { readSteer, steered } = await import('../../search/steer.ts');
  const steer = readSteer(text);
  if ('problem' in steer) throw new UsageError(`--steer ${text}: ${steer.problem}`);
  return (plan) => {
    const trial = steered(plan, steer);
    if ('problem' in trial) throw new UsageError(`--steer ${text}: ${trial.problem}`);
    return { ...trial, steer: text };
  };
}
