import type { Distribution } from '../../../base/sampler/distribution.ts';
import { printDuration } from '../../../base/time.ts';
import { isInstant } from '../../../library/faults/define.ts';
import type { FaultDefinition } from '../../../library/faults/define.ts';
import type { FaultPlan, SchedulePlan } from '../../plan/fault.ts';
import type { Section } from '../../section.ts';
import { spotUnder } from '../../source/tree.ts';
import { readDuration } from '../../values.ts';
import { withArticle } from '../../vocabulary/article.ts';
import type { PeopledContext } from '../context.ts';
import { readDelay } from '../reading.ts';
import { earliestNs, readSchedule } from './schedule.ts';
import { requireHeal } from '../selectors.ts';

/** How long each occurrence lasts. */
export interface Length {
  readonly duration: Distribution | null;
  readonly forever: boolean;
}

function isZero(duration: Distribution): boolean {
  return duration.kind === 'constant' && duration.ns === 0;
}

/** Reads `duration`. */
export function readLength(
  section: Section,
  definition: FaultDefinition,
  context: PeopledContext,
): Length {
  const spot = section.get('duration');
  if (spot === undefined) return { duration: null, forever: false };
  if (isInstant(definition, section.has('match'))) {
    const notes = definition.actsOnMessages
      ? { notes: ['with `match` it waits for its messages, and may last'] }
      : {};
    const message = `${withArticle(definition.name)} is an instant: it has no \`duration\``;
    context.problems.atKey('E_SCHEDULE', spot, message, notes);
    return { duration: null, forever: false };
  }
  if (spot.tree.kind === 'scalar' && spot.tree.text === 'forever')
    return { duration: null, forever: true };
  const duration = readDelay(spot, context) ?? null;
  if (duration !== null && isZero(duration))
    context.problems.atValue('E_ZERO_LENGTH', spot, 'a fault of zero length is never in effect');
  return { duration, forever: false };
}

function readUntil(section: Section, context: PeopledContext): number | null {
  const spot = section.get('until');
  if (spot === undefined) return null;
  if (spot.tree.kind === 'scalar' && spot.tree.text === 'heal') {
    requireHeal(spot, '`until: heal`', context);
    return context.healNs;
  }
  const ns = readDuration(spot, context.problems);
  if (ns !== undefined && ns > context.durationNs)
    context.problems.atValue('E_AFTER_END', spot, '`until` comes after the end of the run');
  return ns ?? null;
}

/** How long at least it is in effect and out of it; both need something that goes on and off. */
function readFloors(
  section: Section,
  definition: FaultDefinition,
  context: PeopledContext,
): Pick<FaultPlan, 'minOnNs' | 'minOffNs'> {
  const { problems } = context;
  const instant = isInstant(definition, section.has('match'));
  const comesBack = ['every', 'rate', 'when', 'while'].some((key) => section.has(key));
  const [minOnNs, minOffNs] = (['min-on', 'min-off'] as const).map((key) => {
    const spot = section.get(key);
    if (spot === undefined) return 0;
    if (!comesBack || (instant && key === 'min-on')) {
      const why = instant
        ? `${withArticle(definition.name)} is an instant: it has no \`${key}\``
        : `\`${key}\` needs a series (\`every\`, \`rate\`), \`when\` or \`while\``;
      problems.atKey('E_SCHEDULE', spot, why);
    }
    return readDuration(spot, problems) ?? 0;
  });
  return { minOnNs: minOnNs ?? 0, minOffNs: minOffNs ?? 0 };
}

/** Tells of what can never be, or not as long as it is written. */
export function checkTimes(plan: FaultPlan, section: Section, context: PeopledContext): void {
  const { schedule, forever, untilNs, duration } = plan;
  const { durationNs, healNs, problems } = context;
  const begin = earliestNs(schedule);
  const spot = section.get('at') ?? section.get('every') ?? section.get('when') ?? section.spot;
  if (begin === null) return;
  if (begin > durationNs) {
    problems.atValue(
      'E_AFTER_END',
      spot,
      `the fault begins at ${printDuration(begin)}, after the end of the run at ${printDuration(durationNs)}`,
    );
  } else if (healNs !== null && begin >= healNs && !forever) {
    problems.atValue(
      'E_AFTER_HEAL',
      spot,
      `the fault begins at ${printDuration(begin)}, when everything is healed (${printDuration(healNs)})`,
    );
  } else if (untilNs !== null && untilNs <= begin) {
    problems.atValue(
      'E_ZERO_LENGTH',
      spot,
      `the fault begins at ${printDuration(begin)} and ends with \`until\` at ${printDuration(untilNs)}`,
    );
  } else if (
    schedule.kind === 'at' &&
    duration?.kind === 'constant' &&
    healNs !== null &&
    begin + duration.ns > healNs
  ) {
    const end = section.get('duration') ?? spot;
    problems.warn(
      'W_AFTER_HEAL',
      end.tree.span,
      `the fault would last until ${printDuration(begin + duration.ns)}; \`heal\` ends it at ${printDuration(healNs)}`,
      { path: end.path },
    );
  }
}

/** Keys that say when: a fault that is drawn has none of them. */
const timeKeys = [
  'at',
  'every',
  'rate',
  'when',
  'delay',
  'times',
  'jitter',
  'until',
  'min-on',
  'min-off',
] as const;

/** Tells of every key that says when. */
export function refuseTimes(section: Section, context: PeopledContext): void {
  section.know(timeKeys);
  const whenever = timeKeys.filter((key) => section.has(key));
  const duration = spotUnder(section.spot, 'duration');
  const lasts = duration?.tree.kind === 'scalar' && duration.tree.text === 'forever';
  for (const key of lasts ? [...whenever, 'duration'] : whenever) {
    const spot = spotUnder(section.spot, key) ?? section.spot;
    const message = `the nemesis says when: a fault of its pool has no \`${key}\``;
    const told = key === 'duration' ? 'what the nemesis draws ends: no `forever`' : message;
    context.problems.atKey('E_SCHEDULE', spot, told);
  }
}

/** When and how long it strikes. */
export type Timing = Pick<FaultPlan, 'schedule' | 'untilNs' | 'minOnNs' | 'minOffNs'>;

const START: SchedulePlan = { kind: 'at', at: { kind: 'constant', ns: 0 } };
/** Of a fault that is drawn: as if it had none of these keys. */
export const drawnTiming: Timing = { schedule: START, untilNs: null, minOnNs: 0, minOffNs: 0 };

/** Reads when a fault of the file strikes; `isSound`: its schedule could be read. */
export function readTiming(
  section: Section,
  definition: FaultDefinition,
  context: PeopledContext,
): { readonly timing: Timing; readonly isSound: boolean } {
  const schedule = readSchedule(section, context);
  const untilNs = readUntil(section, context);
  const floors = readFloors(section, definition, context);
  const timing = { schedule: schedule ?? START, untilNs, ...floors };
  return { timing, isSound: schedule !== undefined };
}
