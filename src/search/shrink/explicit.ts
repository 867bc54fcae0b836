import { printDuration } from '../../base/time.ts';
import { writtenShare } from '../../base/schema/written.ts';
import { isInstant } from '../../library/faults/define.ts';
import type { Value } from '../../base/units.ts';
import type { Run, ScheduledFault } from '../../run/report/report.ts';
import type { FaultPlan } from '../../scenario/plan/fault.ts';
import type { RunPlan, ScenarioData } from '../../scenario/scenario.ts';
import { sectionOf, withoutKeys, withSection } from './data.ts';
import type { Section } from './data.ts';

const certain = 1_000_000_000;

/** Faults of messages, points and events happen where they do: a time would be another fault. */
function staysTrigger({ schedule }: FaultPlan): boolean {
  if (schedule.kind !== 'when') return false;
  const { kind } = schedule.trigger;
  return kind === 'message' || kind === 'point' || kind === 'event';
}

function matchOf({ match }: ScheduledFault): Section {
  if (match === null) return {};
  const said = Object.entries(match).filter(([, value]) => value !== null);
  return { match: Object.fromEntries(said) };
}

/** How long it lasts; what has no end although there is a `heal` outlasts that. */
function lengthOf(
  { durationNs, match }: ScheduledFault,
  plan: FaultPlan | undefined,
  heals: boolean,
): Section {
  if (durationNs !== null) return { duration: printDuration(durationNs) };
  const isForever = plan !== undefined && (heals || plan.forever);
  const isOver = plan === undefined || isInstant(plan.definition, match !== null);
  return isForever && !isOver ? { duration: 'forever' } : {};
}

/** A fault of the file or of its nemesis's pool. */
interface Origin {
  readonly plan: FaultPlan | undefined;
  /** What the file calls its kind: a name, or the path of a file of the user's. */
  readonly kind: Value | undefined;
}

/** A strike as an entry of `faults`: at an instant, on named targets, for so long. */
function entryOf(strike: ScheduledFault, { plan, kind }: Origin, heals: boolean): Section {
  const { fault, at, targets, params, probabilityPpb, inside } = strike;
  // What wears out is no fault itself: each of its failures is one of another kind.
  const worn = plan?.wears?.find(({ definition }) => definition.name === fault);
  const ofMessages = (worn ?? plan)?.definition.actsOnMessages ?? true;
  const isShare = ofMessages && probabilityPpb < certain;
  const own = typeof params === 'object' && params !== null ? (params as Section) : {};
  return {
    fault: worn?.definition.name ?? kind ?? plan?.kind ?? fault,
    ...(targets.length === 0 || 'groups' in own
      ? {}
      : { target: targets.length === 1 ? (targets[0] ?? null) : [...targets] }),
    at: printDuration(at),
    ...lengthOf(strike, plan, heals),
    ...own,
    ...matchOf(strike),
    ...(isShare ? { probability: writtenShare(probabilityPpb) } : {}),
    ...(inside ? { inside: true } : {}),
  };
}

/** A trigger keeps its words, with what it counts written out. */
function triggerOf(entry: Section): Section {
  return withSection(entry, 'when', { nth: 1, ...sectionOf(entry, 'when') });
}

/** Faults of the file that stay as they are written: those that would not be the same in other words. */
function keptFaults({ faults }: RunPlan, { schedule }: Run, series: SeriesWriting): FaultPlan[] {
  if (series === 'written-out') return faults.filter(staysTrigger);
  const strikes = (wanted: string): number => schedule.filter(({ id }) => id === wanted).length;
  return faults.filter((fault) => staysTrigger(fault) || strikes(fault.id) > 1);
}

/** Names for the strikes of a fault: its own, and its own with a number that no other has. */
class StrikeNames {
  readonly #taken: Set<string>;
  readonly #counts = new Map<string, number>();

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  next(id: string): string {
    let nth = (this.#counts.get(id) ?? 0) + 1;
    while (nth > 1 && this.#taken.has(`${id}-${nth}`)) nth += 1;
    this.#counts.set(id, nth);
    const name = nth === 1 ? id : `${id}-${nth}`;
    this.#taken.add(name);
    return name;
  }
}

/**
 * Whether what strikes again and again is written out, a fault for each strike. What is drawn for each
 * message belongs to the name of the fault: a series whose strikes draw so is the same run only if
 * it is kept as the one fault that it is.
 */
export type SeriesWriting = 'written-out' | 'kept';

/**
 * The scenario of one run with every fault written out: what was drawn becomes plain times, targets
 * and lengths; what a message, point or event triggers stays so. Played, it is the same run.
 */
export function explicitScenario(
  data: ScenarioData,
  plan: RunPlan,
  run: Run,
  series: SeriesWriting = 'written-out',
): ScenarioData {
  const pool = plan.nemesis?.pool.map(({ fault }) => fault) ?? [];
  const plans = new Map([...plan.faults, ...pool].map((fault) => [fault.id, fault]));
  const written = sectionOf(data, 'faults');
  const entries = { ...sectionOf(sectionOf(data, 'nemesis'), 'faults'), ...written };
  const originOf = (id: string): Origin => ({
    plan: plans.get(id),
    kind: sectionOf(entries, id)['fault'],
  });
  const faults = new Map<string, Section>();
  for (const fault of keptFaults(plan, run, series)) {
    const entry = sectionOf(written, fault.id);
    faults.set(fault.id, staysTrigger(fault) ? triggerOf(entry) : entry);
  }
  const strikes = run.schedule.filter(({ id }) => !faults.has(id));
  const names = new StrikeNames([...faults.keys(), ...strikes.map(({ id }) => id)]);
  const heals = plan.healNs !== null;
  for (const strike of strikes) {
    const { id, drawnFrom } = strike;
    faults.set(names.next(id), entryOf(strike, originOf(drawnFrom ?? id), heals));
  }
  const rest = withoutKeys(data, ['nemesis', 'faults']);
  return withSection(rest, 'faults', Object.fromEntries(faults));
}
