import type { Verdict } from '../../library/checks/define.ts';
import type { Outcome } from '../report/report.ts';

/** What a safety check found. */
export interface SafetyCase {
  /** The instant of the first violation; null: none. */
  readonly violatedNs: number | null;
  readonly exercised: boolean;
  /** It could not decide, or the run stopped early. */
  readonly undecided: boolean;
  /** When the schedule first left the declared model; null: never. */
  readonly leftModelNs: number | null;
}

/** The verdict of a safety check; `observed` is what was seen of it beyond the model. */
export interface SafetyVerdict {
  readonly verdict: Verdict;
  readonly observed: 'held' | 'violated' | null;
}

/** The safety row of the table of verdicts. */
export function judgeSafety(found: SafetyCase): SafetyVerdict {
  const { violatedNs, exercised, undecided, leftModelNs } = found;
  const violated = violatedNs !== null;
  if (violated && (leftModelNs === null || violatedNs < leftModelNs)) {
    return { verdict: 'violated', observed: null };
  }
  if (leftModelNs !== null) {
    // Out of model nothing is promised; what is said is only what was really seen.
    const seen = exercised && !undecided ? 'held' : null;
    return { verdict: 'out-of-model', observed: violated ? 'violated' : seen };
  }
  // Nobody knows what was still to come: this goes before the want of evidence.
  if (undecided) return { verdict: 'undecided', observed: null };
  return { verdict: exercised ? 'held' : 'vacuous', observed: null };
}

/** A verdict, and those that were expected. */
export interface Judged {
  readonly verdict: Verdict;
  readonly expected: readonly Verdict[];
}

/** Pass: all as expected. Unknown: all that was not is undecided. Else fail. */
export function outcomeOf(checks: readonly Judged[]): Outcome {
  const unexpected = checks.filter(({ verdict, expected }) => !expected.includes(verdict));
  if (unexpected.length === 0) return 'pass';
  return unexpected.every(({ verdict }) => verdict === 'undecided') ? 'unknown' : 'fail';
}

/** Which verdict speaks for several seeds: the first of these that one of them got. */
const strongest: readonly Verdict[] = [
  'violated',
  'out-of-model',
  'unachievable',
  'undecided',
  'held',
  'vacuous',
];

/**
 * The verdict over several seeds: `violated` in at least one run, `held` in every run that put the
 * property to the test; `vacuous` when none did. Throws RangeError without verdicts.
 */
export function pooledVerdict(verdicts: readonly Verdict[]): Verdict {
  const pooled = strongest.find((verdict) => verdicts.includes(verdict));
  if (pooled === undefined) throw new RangeError('no run, so no verdict');
  return pooled;
}

const outcomes: readonly Outcome[] = ['fail', 'unknown', 'pass'];

/** The outcome of several runs: the worst of them; pass without any. */
export function worstOutcome(all: readonly Outcome[]): Outcome {
  return outcomes.find((outcome) => all.includes(outcome)) ?? 'pass';
}
