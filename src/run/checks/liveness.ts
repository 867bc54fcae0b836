/** Since when the premise of a check holds, or no longer holds. In order of time, first at t = 0. */
export interface PremiseChange {
  readonly atNs: number;
  readonly holds: boolean;
}

/** A stretch of time, both ends included. */
export interface Stretch {
  readonly fromNs: number;
  readonly untilNs: number;
}

/** All that the verdict of a liveness check depends on. */
export interface LivenessCase {
  /** When the goal was wanted, in order of time. */
  readonly triggersNs: readonly number[];
  /** When it was reached, in order of time. */
  readonly reachesNs: readonly number[];
  /** What was wanted earlier has its W from here on only; Infinity: never. 0 when not said. */
  readonly notBeforeNs?: number;
  /** When somebody asked and waited, so that an answer could be due; null: it is due unasked. */
  readonly asks?: readonly Stretch[] | null;
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
  /** `wantedNs`: since when somebody waits for it. */
  | { readonly verdict: 'undecided'; readonly wantedNs: number }
  | { readonly verdict: 'unachievable' | 'vacuous' };

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

/**
 * When a goal that is wanted from an instant on is overdue. Silence says nothing while nobody asks:
 * then W runs from the next request on. Infinity when there is none.
 */
function deadlineOf({ asks = null, withinNs }: LivenessCase, fromNs: number): number {
  if (asks === null) return fromNs + withinNs;
  const askedNs = asks.reduce(
    (first, ask) => (ask.untilNs >= fromNs && ask.fromNs < first ? ask.fromNs : first),
    Infinity,
  );
  return Math.max(fromNs, askedNs) + withinNs;
}

/** One wish: W runs while the premise holds and begins again whenever that broke. */
function judgeOne(given: LivenessCase, triggerNs: number): LivenessVerdict {
  const reachedNs = given.reachesNs.find((atNs) => atNs >= triggerNs) ?? Infinity;
  const dueNs = Math.max(triggerNs, given.notBeforeNs ?? 0);
  for (const { fromNs, untilNs } of stretches(given)) {
    const deadlineNs = deadlineOf(given, Math.max(fromNs, dueNs));
    if (deadlineNs <= untilNs && deadlineNs < reachedNs) {
      return { verdict: 'violated', atNs: deadlineNs };
    }
  }
  if (reachedNs < Infinity) return { verdict: 'held', atNs: reachedNs };
  if (deadlineOf(given, dueNs) === Infinity) return { verdict: 'vacuous' };
  const holdsNow = given.premise.at(-1)?.holds ?? true;
  if (!holdsNow && !given.restorable) return { verdict: 'unachievable' };
  return { verdict: 'undecided', wantedNs: dueNs };
}

/**
 * The verdict of a liveness check. Each trigger is a wish of its own: one that is violated decides,
 * the earliest first; then one that could not be judged; held only if all were granted
 * for which somebody asked.
 */
export function judgeLiveness(given: LivenessCase): LivenessVerdict {
  return together(given.triggersNs.map((triggerNs) => judgeOne(given, triggerNs)));
}

/** The verdict of several wishes, or of several goals, taken together. */
export function together(judged: readonly LivenessVerdict[]): LivenessVerdict {
  const violated = judged
    .filter((one) => one.verdict === 'violated')
    .sort((a, b) => a.atNs - b.atNs);
  return (
    violated[0] ??
    judged.find(({ verdict }) => verdict === 'unachievable') ??
    judged.find(({ verdict }) => verdict === 'undecided') ??
    judged.find(({ verdict }) => verdict === 'held') ?? { verdict: 'vacuous' }
  );
}
