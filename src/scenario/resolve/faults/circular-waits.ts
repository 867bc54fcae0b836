import type { FaultPlan } from '../../plan/fault.ts';
import type { Sentence } from '../../sentence.ts';

function activeIn(sentences: readonly Sentence[]): readonly string[] {
  return sentences.flatMap((sentence) =>
    sentence.kind === 'fault-active' && !sentence.negated ? [sentence.fault] : [],
  );
}

/** The faults without which a fault is never in effect. */
function needed({ schedule, while: during }: FaultPlan): readonly string[] {
  const trigger = schedule.kind === 'when' ? schedule.trigger : null;
  const awaited =
    trigger?.kind === 'moment' && trigger.moment.kind === 'fault'
      ? [trigger.moment.fault]
      : trigger?.kind === 'sentences'
        ? activeIn(trigger.sentences)
        : [];
  return [...awaited, ...activeIn(during)];
}

/** Whom a fault waits for that waits for it in turn, itself perhaps; undefined if nobody does. */
export function circularWait(
  fault: FaultPlan,
  faults: ReadonlyMap<string, FaultPlan>,
): string | undefined {
  return needed(fault).find((first) => {
    const reached = new Set([first]);
    for (const id of reached) {
      if (id === fault.id) return true;
      const plan = faults.get(id);
      for (const next of plan === undefined ? [] : needed(plan)) reached.add(next);
    }
    return false;
  });
}
