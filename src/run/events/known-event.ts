import { closest } from '../../base/text/suggest.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import { globTest } from '../../world/network/glob.ts';
import { faultEvents, processEvents } from '../faults/timing/trigger.ts';

/** Events that can be followed by name in a run: of its programs, of processes and of faults. */
function eventsOf(run: RunPlan): ReadonlySet<string> {
  const programs = run.nodes.flatMap(({ program }) => program ?? []);
  return new Set([
    ...programs.flatMap(({ contents }) => Object.keys(contents.events)),
    ...Object.values(processEvents),
    ...Object.values(faultEvents),
  ]);
}

/** Throws TypeError when no event of a run has that name, or fits it: it would never be seen. */
export function demandKnownEvent(run: RunPlan, event: string): void {
  const known = eventsOf(run);
  if (typeof event === 'string' && [...known].some(globTest(event))) return;
  throw new TypeError(`no program declares an event called ${event}${hint(event, [...known])}`);
}

/** Throws TypeError when a check follows an event that it does not declare in its `watches`. */
export function demandWatched(check: string, watches: object, event: string): void {
  if (Object.hasOwn(watches, event)) return;
  throw new TypeError(
    `the check ${check} watches no event called ${event}${hint(event, Object.keys(watches))}`,
  );
}

function hint(event: string, known: readonly string[]): string {
  const meant = typeof event === 'string' ? closest(event, known) : undefined;
  return meant === undefined ? '' : `, did you mean ${meant}?`;
}
