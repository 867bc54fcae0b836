/** Since when the premise of a check holds, or no longer holds. In order of time, first at t = 0. */
export interface PremiseChange {
  readonly atNs: number;
  readonly holds: boolean;
}

/** All that the verdict of a liveness check depends on. */
export interface LivenessCase {
  /** When the goal was wanted, in order of time. */
  readonly triggersNs: readonly number[];
  /** When it was reached, in order of time. */
  readonly reachesNs: readonly number[];
  readonly premise: readonly PremiseChange[];
  readonly withinNs: number;
  /** When the run ended. */
  readonly endNs: number;
  /** At the end: a change that is scheduled can still make the premise true again. */
  readonly restorable: boolean;
}

/** How a wish for a goal ended. */
export type LivenessVerdict =
  | { readonly verdict: 'held'; readonly atNs: number }
  | { readonly verdict: 'violated'; readonly atNs: number }
  | { readonly verdict: 'unachievable' | 'undecided' | 'vacuous' };

/** Stretches of time in which the premise held without a break; the last one may reach the end. */
function stretches({ premise, endNs }: LivenessCase): { fromNs: number; untilNs: number }[] {
  const found: { fromNs: number; untilNs: number }[] = [];
  premise.forEach(({ atNs, holds }, place) => {
    const untilNs = premise[place + 1]?.atNs ?? endNs;
    if (!holds) return;
    const before = found.at(-1);
    if (before !== undefined && before.untilNs === atNs) before.untilNs = untilNs;
    else found.push({ fromNs: atNs, untilNs });
  });
  return found;
}

/** One wish: W runs while the premise holds and begins again whenever that broke. */
function judgeOne(given: LivenessCase, triggerNs: number): LivenessVerdict {
  const reachedNs = given.reachesNs.find((atNs) => atNs >= triggerNs) ?? Infinity;
  for (const { fromNs, untilNs } of stretches(given)) {
    const deadlineNs = Math.max(fromNs, triggerNs) + given.withinNs;
    if (deadlineNs <= untilNs && deadlineNs < reachedNs) {
      return { verdict: 'violated', atNs: deadlineNs };
    }
  }
  if (reachedNs < Infinity) return { verdict: 'held', atNs: reachedNs };
  const holdsNow = given.premise.at(-1)?.holds ?? true;
  return { verdict: holdsNow || given.restorable ? 'undecided' : 'unachievable' };
}

/**
 * The verdict of a liveness check. Each trigger is a wish of its own: one that is violated decides,
 * the earliest first; then one that could not be judged; held only if all were granted.
 */
export function judgeLiveness(given: LivenessCase): LivenessVerdict {
  const judged = given.triggersNs.map((triggerNs) => judgeOne(given, triggerNs));
  const violated = judged
    .filter((one) => one.verdict === 'violated')
    .sort((a, b) => a.atNs - b.atNs);
  return (
    violated[0] ??
    judged.find(({ verdict }) => verdict === 'unachievable') ??
    judged.find(({ verdict }) => verdict === 'undecided') ??
    judged.at(-1) ?? { verdict: 'vacuous' }
  );
}
