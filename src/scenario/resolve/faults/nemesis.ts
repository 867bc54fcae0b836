import { toPerSecond } from '../../../base/quantity/quantity.ts';
import { printDuration } from '../../../base/time.ts';
import type { NemesisPlan, PoolFault, TurnsPlan } from '../../plan/fault.ts';
import type { NodePlan } from '../../plan/node.ts';
import { Section } from '../../section.ts';
import { entrySpots, isNull, nameOfSpot, type Spot } from '../../source/tree.ts';
import { readBoolean, readCount, readDuration, readQuantity, readShare } from '../../values.ts';
import { type PeopledContext, topSpot } from '../context.ts';
import { sortedEntries } from '../entries.ts';
import { resolvePool } from './faults.ts';
import { medianTimerNs } from './median-timer.ts';
import { readSentences, requireHeal } from '../selectors.ts';

function readAt(section: Section, context: PeopledContext): number | undefined {
  const spot = section.get('at');
  return spot === undefined ? undefined : readDuration(spot, context.problems);
}

/** The end: `heal` unless it says otherwise. What it drew has no effect after it. */
function readUntil(section: Section, context: PeopledContext): number {
  const { problems, healNs, durationNs } = context;
  const spot = section.get('until');
  const isHeal = spot === undefined || (spot.tree.kind === 'scalar' && spot.tree.text === 'heal');
  if (isHeal) {
    requireHeal(spot ?? section.spot, 'a nemesis without an `until` of its own', context);
    return healNs ?? durationNs;
  }
  const ns = readDuration(spot, problems);
  if (ns === undefined) return durationNs;
  if (ns > durationNs) {
    problems.atValue('E_AFTER_END', spot, '`until` comes after the end of the run');
  } else if (healNs !== null && ns > healNs) {
    const when = printDuration(healNs);
    problems.atValue('E_AFTER_HEAL', spot, `everything is healed before, at ${when}`);
  }
  return ns;
}

function readEvery(every: Spot, atNs: number | undefined, context: PeopledContext) {
  const everyNs = readDuration(every, context.problems, 'above-zero');
  if (everyNs === undefined) return undefined;
  return { kind: 'every', everyNs, firstNs: atNs ?? everyNs } as const;
}

function readRate(rate: Spot, context: PeopledContext): TurnsPlan | undefined {
  const exact = readQuantity('rate', rate, context.problems);
  if (exact === undefined) return undefined;
  if (exact.ratio.numerator > 0n) return { kind: 'rate', perSecond: toPerSecond(exact) };
  context.problems.atValue('E_BOUND', rate, 'a rate of 0 never begins anything');
  return undefined;
}

function readTurns(
  section: Section,
  atNs: number | undefined,
  nodes: readonly NodePlan[],
  context: PeopledContext,
): TurnsPlan | undefined {
  const { problems } = context;
  const swarmSpot = section.get('swarm');
  const isSwarm = swarmSpot !== undefined && readBoolean(swarmSpot, problems) === true;
  const [every, rate, swarm] = [
    section.get('every'),
    section.get('rate'),
    isSwarm ? swarmSpot : undefined,
  ];
  const [first, second] = [every, rate, swarm].filter((spot) => spot !== undefined);
  if (first === undefined) {
    const message = 'the nemesis does not say how often: one of `every`, `rate` and `swarm: true`';
    section.lacks(['every', 'rate', 'swarm'], message, { notes: ['e.g. rate: 15/min'] });
  } else if (second !== undefined) {
    const names = [nameOfSpot(first), nameOfSpot(second)] as const;
    const message = `\`${names[0]}\` and \`${names[1]}\` both say how often`;
    problems.atKey('E_TWO_SCHEDULES', second, message);
  }
  if (every !== undefined) return readEvery(every, atNs, context);
  if (rate !== undefined) return readRate(rate, context);
  return { kind: 'swarm', timerNs: medianTimerNs(nodes) };
}

/** Drawn faults are called after their place in the pool and their turn: `crash-3`. */
function checkId(id: string, spot: Spot, context: PeopledContext): void {
  const { faults } = context.world;
  const drawn = [...faults].find(
    (other) => other.startsWith(`${id}-`) && /^[0-9]+$/.test(other.slice(id.length + 1)),
  );
  if (!faults.has(id) && drawn === undefined) return;
  const message = faults.has(id)
    ? `there is a fault "${id}" under \`faults\`: one of the pool needs another name`
    : `what is drawn of "${id}" may be called "${drawn}", and so is a fault under \`faults\``;
  context.problems.atKey('E_NAME', spot, message);
}

function readPool(section: Section, context: PeopledContext): readonly PoolFault[] {
  const { problems } = context;
  const spot = section.get('faults');
  if (spot !== undefined && spot.tree.kind !== 'map') {
    const message = 'the pool is a map of names to faults, e.g. { gc: { fault: pause, ... } }';
    problems.atValue('E_TYPE', spot, message);
    return [];
  }
  if (spot === undefined || entrySpots(spot).length === 0) {
    const message = 'missing key "faults": the nemesis has nothing to draw from';
    if (spot === undefined) section.lacks(['faults'], message);
    else problems.atKey('E_MISSING_KEY', spot, message);
    return [];
  }
  const pool = resolvePool(sortedEntries(entrySpots(spot), problems), context);
  for (const { plan, spot: entry } of pool) checkId(plan.id, entry, context);
  return pool.map(({ plan, weight }) => ({ fault: plan, weight }));
}

/** Who draws faults; null when the file has no `nemesis`. */
export function resolveNemesis(
  nodes: readonly NodePlan[],
  context: PeopledContext,
): NemesisPlan | null {
  const { problems } = context;
  const spot = topSpot(context.scenario, 'nemesis');
  if (spot === undefined || isNull(spot.tree)) return null;
  const section = new Section(spot, 'the nemesis', problems);
  const atNs = readAt(section, context);
  const untilNs = readUntil(section, context);
  const turns = readTurns(section, atNs, nodes, context);
  const [atOnce, budget, keep, aligned] = [
    section.get('at-once'),
    section.get('budget'),
    section.get('keep'),
    section.get('aligned'),
  ];
  const pool = readPool(section, context);
  section.close();
  if ((atNs ?? 0) >= untilNs) {
    const message = `the nemesis begins at ${printDuration(atNs ?? 0)} and ends at ${printDuration(untilNs)}`;
    problems.atKey('E_ZERO_LENGTH', section.get('at') ?? spot, message);
  }
  return {
    atNs: atNs ?? 0,
    untilNs,
    turns: turns ?? { kind: 'rate', perSecond: 1 },
    atOnce: atOnce === undefined ? 1 : (readCount(atOnce, problems, 1) ?? 1),
    budget: budget === undefined ? null : (readCount(budget, problems, 1) ?? null),
    keep: keep === undefined ? [] : readSentences(keep, context),
    alignedPpb: aligned === undefined ? 0 : (readShare(aligned, problems) ?? 0),
    pool,
  };
}
