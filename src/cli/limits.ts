/** Events after which a run is stopped when nobody says otherwise: a program may loop without end. */
export const usualMaxEvents = 20_000_000;
