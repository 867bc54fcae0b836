import type { SearchBudget } from '../history/decision.ts';

/** Events after which a run is stopped when nobody says otherwise: a program may loop without end. */
export const usualMaxEvents = 20_000_000;

/** Real time in ms that one step of a user's program may take: more is an endless loop. */
export const longestStepMs = 10_000;

/** Real time in ms that loading one file of a user's has in any case: the first time it is compiled. */
export const leastLoadMs = 2000;

/** Real time in ms for finding out where a file that was broken off spends its time. */
export const secondLookMs = 300;

/** What a search for one order of a recorded history may cost when nobody says otherwise. */
export const usualSearch: SearchBudget = { steps: 100_000_000, memoBytes: 512 * 1024 * 1024 };

/** Most threads that a search may have: more than any machine has use for. */
export const mostJobs = 64;

/** Scenarios that shrinking plays at most when nobody says otherwise. */
export const usualMostTries = 8000;
