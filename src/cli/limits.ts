/** Events after which a run is stopped when nobody says otherwise: a program may loop without end. */
export const usualMaxEvents = 20_000_000;

/** Real time in ms that one step of a user's program may take: more is an endless loop. */
export const longestStepMs = 10_000;
