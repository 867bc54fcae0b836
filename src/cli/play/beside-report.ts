import type { Report } from '../../run/report/report.ts';

/**
 * Gives the runs of a report something that is made when it is first asked for, and that no JSON and
 * no copy sees: the report's own bytes are the same with and without.
 */
export function giveRuns(
  report: Report,
  key: 'events' | 'messages',
  made: (place: number) => readonly object[],
): void {
  report.runs.forEach((run, place) => {
    let value: readonly object[] | null = null;
    Object.defineProperty(run, key, { get: () => (value ??= made(place)) });
  });
}
