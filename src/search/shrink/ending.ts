import { printDuration } from '../../base/time.ts';
import type { Value } from '../../base/units.ts';
import type { ScenarioData } from '../../scenario/scenario.ts';
import { violatedNs } from './case.ts';
import type { Case, Wanted } from './case.ts';
import { sectionOf, withoutKeys, withSection } from './data.ts';
import type { Section } from './data.ts';
import { durationOf } from './numbers.ts';

/** Runs end at multiples of this: a time that people read. */
const unitNs = 500_000_000;

/** Parts of the whole that a run is cut to when its violation is told at its end only. */
const eighths = [1, 2, 4, 6];

function entriesOf(section: Section): (readonly [string, Section])[] {
  return Object.entries(section).map(([id, entry]) => [id, (entry ?? {}) as Section]);
}

/** Whether a time is written, and it is not over by then. */
function isBeyond(value: Value | undefined, endNs: number): boolean {
  return (durationOf(value) ?? 0) > endNs;
}

/** A client that would stop later, or read once more then, goes on until the end. */
function endedWorkload(entry: Section, endNs: number): Section {
  const { until, settle, steps } = entry;
  const stopsNs = (durationOf(until) ?? 0) + (durationOf(settle) ?? 0);
  const open = stopsNs > endNs ? withoutKeys(entry, ['until', 'settle', 'final-read']) : entry;
  if (!Array.isArray(steps)) return open;
  const left = (steps as readonly Section[]).filter(({ at }) => !isBeyond(at, endNs));
  return { ...open, steps: left };
}

/** What begins after the end is left out. */
function begun(section: Section, endNs: number): Section {
  return Object.fromEntries(entriesOf(section).filter(([, { at }]) => !isBeyond(at, endNs)));
}

/** The scenario with an earlier end, and without what would come after it. */
export function endedAt(data: ScenarioData, endNs: number): ScenarioData {
  const workloads = entriesOf(begun(sectionOf(data, 'workloads'), endNs));
  const heal = durationOf(data['heal']);
  const sooner = { ...data, duration: printDuration(endNs) };
  const rest = heal !== null && heal >= endNs ? withoutKeys(sooner, ['heal']) : sooner;
  const ended = workloads.map(([id, entry]) => [id, endedWorkload(entry, endNs)] as const);
  return withSection(
    withSection(rest, 'faults', begun(sectionOf(data, 'faults'), endNs)),
    'workloads',
    Object.fromEntries(ended),
  );
}

/** Earlier ends: soon after the violation; of one that is told at the end of the run, parts of it. */
export function* endSoon(known: Case, wanted: Wanted): Generator<ScenarioData> {
  const { data, plan } = known;
  const { durationNs } = plan;
  const soon = (Math.floor(violatedNs(known, wanted) / unitNs) + 1) * unitNs;
  const ends =
    soon < durationNs
      ? [soon]
      : eighths.map((part) => Math.ceil((durationNs * part) / 8 / unitNs) * unitNs);
  for (const endNs of ends) if (endNs < durationNs) yield endedAt(data, endNs);
}
