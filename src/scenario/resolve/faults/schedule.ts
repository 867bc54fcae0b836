import type { Distribution } from '../../../base/sampler/distribution.ts';
import { toPerSecond } from '../../../base/quantity/quantity.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import type { SchedulePlan } from '../../plan/fault.ts';
import type { Section } from '../../section.ts';
import { nameOfSpot, type Spot } from '../../source/tree.ts';
import { readCount, readDuration, readQuantity } from '../../values.ts';
import type { PeopledContext } from '../context.ts';
import { readDelay } from '../reading.ts';
import { readTrigger } from './trigger.ts';

const START: Distribution = { kind: 'constant', ns: 0 };

/** The keys that say when a fault begins. */
interface ScheduleKeys {
  readonly at: Spot | undefined;
  readonly every: Spot | undefined;
  readonly rate: Spot | undefined;
  readonly when: Spot | undefined;
  readonly times: Spot | undefined;
  readonly jitter: Spot | undefined;
  readonly delay: Spot | undefined;
}

function refuseWith(
  keys: ScheduleKeys,
  spot: Spot | undefined,
  fits: boolean,
  needs: string,
  problems: Problems,
): void {
  if (spot === undefined || fits) return;
  const chosen = [keys.every, keys.rate, keys.when].find((one) => one !== undefined);
  const beside = chosen === undefined ? '' : ` and does not go with \`${nameOfSpot(chosen)}\``;
  problems.atKey('E_SCHEDULE', spot, `\`${nameOfSpot(spot)}\` needs ${needs}${beside}`);
}

function checkTogether(keys: ScheduleKeys, problems: Problems): void {
  const { at, every, rate, when, times, jitter, delay } = keys;
  const given = [every, rate, when].filter((spot) => spot !== undefined);
  const [first, second] = given;
  if (first !== undefined && second !== undefined) {
    problems.atKey(
      'E_TWO_SCHEDULES',
      second,
      `\`${nameOfSpot(first)}\` and \`${nameOfSpot(second)}\` are two schedules`,
      {
        notes: ['a fault has at most one of `every`, `rate` and `when`'],
      },
    );
  }
  if (at !== undefined && when !== undefined) {
    problems.atKey('E_TWO_SCHEDULES', at, '`at` and `when` are two schedules', {
      notes: ['to begin some time after `when`, add `delay`'],
    });
  }
  refuseWith(keys, times, given.length > 0, 'a series (`every`, `rate`) or `when`', problems);
  refuseWith(keys, jitter, every !== undefined, '`every`', problems);
  refuseWith(keys, delay, when !== undefined, '`when`', problems);
}

function readTimes(spot: Spot | undefined, context: PeopledContext): number | undefined {
  return spot === undefined ? undefined : readCount(spot, context.problems, 1);
}

function readWhen(
  when: Spot,
  keys: ScheduleKeys,
  context: PeopledContext,
): SchedulePlan | undefined {
  const trigger = readTrigger(when, context);
  if (trigger === undefined) return undefined;
  if (trigger.kind === 'point' && keys.delay !== undefined) {
    context.problems.atKey(
      'E_SCHEDULE',
      keys.delay,
      'a point stops the program exactly there: `delay` is not allowed',
      {
        notes: ['to strike later, use an event in place of the point'],
      },
    );
  }
  const { times } = keys;
  const all = times?.tree.kind === 'scalar' && times.tree.text === 'all';
  return {
    kind: 'when',
    trigger,
    delay: keys.delay === undefined ? null : (readDelay(keys.delay, context) ?? null),
    times: all ? null : (readTimes(times, context) ?? 1),
  };
}

function readEvery(
  every: Spot,
  keys: ScheduleKeys,
  context: PeopledContext,
): SchedulePlan | undefined {
  const everyNs = readDuration(every, context.problems, 'above-zero');
  const jitterNs =
    keys.jitter === undefined ? 0 : (readDuration(keys.jitter, context.problems) ?? 0);
  if (everyNs === undefined) return undefined;
  return {
    kind: 'every',
    everyNs,
    at: keys.at === undefined ? null : (readDelay(keys.at, context) ?? null),
    times: readTimes(keys.times, context) ?? null,
    jitterNs,
  };
}

function readRate(
  rate: Spot,
  keys: ScheduleKeys,
  context: PeopledContext,
): SchedulePlan | undefined {
  const exact = readQuantity('rate', rate, context.problems);
  const atNs = keys.at === undefined ? 0 : (readDuration(keys.at, context.problems) ?? 0);
  if (exact === undefined) return undefined;
  if (exact.ratio.numerator === 0n) {
    context.problems.atValue('E_BOUND', rate, 'a rate of 0 never begins anything');
    return undefined;
  }
  return {
    kind: 'rate',
    perSecond: toPerSecond(exact),
    atNs,
    times: readTimes(keys.times, context) ?? null,
  };
}

/** Reads the keys that say when something begins; undefined when they are wrong (told). */
export function readSchedule(section: Section, context: PeopledContext): SchedulePlan | undefined {
  const keys: ScheduleKeys = {
    at: section.get('at'),
    every: section.get('every'),
    rate: section.get('rate'),
    when: section.get('when'),
    times: section.get('times'),
    jitter: section.get('jitter'),
    delay: section.get('delay'),
  };
  checkTogether(keys, context.problems);
  if (keys.when !== undefined) return readWhen(keys.when, keys, context);
  if (keys.every !== undefined) return readEvery(keys.every, keys, context);
  if (keys.rate !== undefined) return readRate(keys.rate, keys, context);
  if (keys.at === undefined) return { kind: 'at', at: START };
  const at = readDelay(keys.at, context);
  return at === undefined ? undefined : { kind: 'at', at };
}

/** The earliest instant at which a schedule by time may begin; null for triggers and Poisson series. */
export function earliestNs(schedule: SchedulePlan): number | null {
  switch (schedule.kind) {
    case 'at':
      return leastNs(schedule.at);
    case 'every':
      return schedule.at === null ? schedule.everyNs : leastNs(schedule.at);
    case 'rate':
      return schedule.atNs;
    case 'when':
      return schedule.trigger.kind === 'moment' && schedule.trigger.moment.kind === 'time'
        ? schedule.trigger.moment.atNs
        : null;
  }
}

/** The least that a constant or a range can draw; 0 for other distributions. */
function leastNs(distribution: Distribution): number {
  const shift = distribution.kind === 'pareto' ? 0 : (distribution.minNs ?? 0);
  if (distribution.kind === 'constant') return distribution.ns + shift;
  if (distribution.kind === 'uniform') return distribution.lowNs + shift;
  return shift;
}
