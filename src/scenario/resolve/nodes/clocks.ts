import { toNs, toPpb } from '../../../base/quantity/quantity.ts';
import type { Infer } from '../../../base/schema.ts';
import { duration, ppm } from '../../../base/schema.ts';
import type { NodeId } from '../../../base/units.ts';
import type { ClockDefinition } from '../../../library/clocks/define.ts';
import { clocks as shelf } from '../../../library/clocks/index.ts';
import { leapModes } from '../../../world/time/leap.ts';
import type { LeapMode } from '../../../world/time/leap.ts';
import type { ReceiverSheet } from '../../../world/time/receiver.ts';
import { syncDefaults } from '../../../world/time/sync-plan.ts';
import type { SyncPlan } from '../../../world/time/sync-plan.ts';
import type { Wander } from '../../../world/time/wander.ts';
import { isOwnFile } from '../../source/location.ts';
import { plainTree } from '../../source/plain.ts';
import type { ClockSetting, IntegerRange } from '../../../world/node-start.ts';
import type { Section } from '../../section.ts';
import { syncFields } from '../../vocabulary/sync-fields.ts';
import { type Spot, spotUnder } from '../../source/tree.ts';
import { namesNobody } from '../selectors.ts';
import { refuseEmptyLists } from '../several.ts';
import { readDuration, readQuantityRange, scalarOf } from '../../values.ts';
import type { PeopledContext } from '../context.ts';
import { valuesByNode } from './node-keyed.ts';
import { readWholeFields, reportUnknown } from '../reading.ts';
import type { Placed } from '../specificity.ts';

/** Half the width that `interval()` claims, and how fast it grows since the clock was set right. */
interface ClaimedError {
  readonly baseNs: number;
  readonly growthPpb: number;
}

/** What one key of a clock says. */
interface ClockValue {
  readonly range?: IntegerRange;
  readonly error?: ClaimedError;
  readonly source?: ClockDefinition;
  readonly wander?: Wander | null;
  readonly ns?: number;
  readonly leap?: LeapMode;
  readonly sync?: SyncPlan;
}

type ClockValues = ReadonlyMap<string, Placed<ClockValue>>;

const minute = 60_000_000_000;

/** A wander by its name alone. */
const wanders: { readonly [word: string]: Wander | null } = {
  constant: null,
  'random-walk': { kind: 'random-walk', stepPpb: 10, everyNs: minute },
  temperature: { kind: 'temperature', depthPpb: 3_500, periodNs: 24 * 60 * minute },
};

const wanderWalk = {
  'random-walk': ppm('Each step, up or down.').min('0ppb'),
  every: duration('From one step to the next.').default('1m').min('1ms'),
};

const wanderWeather = {
  temperature: ppm('How much slower it is when it is hottest or coldest.').min('0ppb'),
  period: duration('From one hottest time to the next.').default('24h').min('1s'),
};

const errorFields = {
  base: duration('When the clock has just been set right.'),
  growth: ppm('What it grows by from then on.').min('0ppb'),
};

/** What of several servers may be chosen is fixed by PTP: the best master. */
function refuseSelection(spot: Spot, context: PeopledContext): void {
  const select = spotUnder(spot, 'select');
  if (select === undefined) return;
  context.problems.atKey('E_UNKNOWN_KEY', select, '`select` is for ntp and chrony', {
    notes: ['a clock of PTP follows the best master: the smallest `priority` of the time servers'],
  });
}

function readSync(spot: Spot, context: PeopledContext): SyncPlan | undefined {
  const asked = spotUnder(spot, 'servers');
  if (asked !== undefined) refuseEmptyLists(asked, namesNobody, context.problems);
  const read = readWholeFields(syncFields, spot, plainTree(spot.tree), context);
  if (read === undefined) return undefined;
  const sync = read as Infer<typeof syncFields>;
  const defaults = syncDefaults[sync.protocol];
  if (sync.protocol === 'ptp') refuseSelection(spot, context);
  const servers = sync.servers.filter((id) => servesTime(id, spot, context));
  return {
    protocol: sync.protocol,
    servers,
    intervalNs: sync.interval ?? defaults.intervalNs,
    select: sync.select ?? defaults.select,
    stepAboveNs: sync['step-above'] ?? defaults.stepAboveNs,
    panicAboveNs: sync['panic-above'] ?? defaults.panicAboveNs,
    maxSlewPpb: sync['max-slew'] ?? defaults.maxSlewPpb,
  };
}

/** Whether a node can be asked for the time; told when it can't. */
function servesTime(id: NodeId, spot: Spot, context: PeopledContext): boolean {
  const program = context.draftOf.get(id)?.program ?? null;
  if (program !== null && Object.hasOwn(program.contents.messages, 'time-request')) return true;
  const at = spotUnder(spot, 'servers') ?? spot;
  context.problems.atValue('E_TIME_SERVER', at, `"${id}" does not serve time`, {
    notes: ['a time server is a node with `program: time-server`'],
  });
  return false;
}

function readWander(spot: Spot, context: PeopledContext): Wander | null | undefined {
  const { problems } = context;
  if (spot.tree.kind !== 'map') {
    const word = scalarOf(spot, 'constant, random-walk, temperature, or a map', problems)?.text;
    if (word === undefined) return undefined;
    if (Object.hasOwn(wanders, word)) return wanders[word];
    const names = Object.keys(wanders);
    reportUnknown('E_UNKNOWN_WORD', spot, `unknown wander "${word}"`, word, names, context);
    return undefined;
  }
  const tree = plainTree(spot.tree);
  if (spotUnder(spot, 'temperature') === undefined) {
    const walk = readWholeFields(wanderWalk, spot, tree, context);
    if (walk === undefined) return undefined;
    const { 'random-walk': stepPpb, every } = walk as Infer<typeof wanderWalk>;
    return { kind: 'random-walk', stepPpb, everyNs: every };
  }
  const weather = readWholeFields(wanderWeather, spot, tree, context);
  if (weather === undefined) return undefined;
  const { temperature, period } = weather as Infer<typeof wanderWeather>;
  return { kind: 'temperature', depthPpb: temperature, periodNs: period };
}

function readError(spot: Spot, context: PeopledContext): ClaimedError | undefined {
  if (spot.tree.kind !== 'map') {
    const ns = readDuration(spot, context.problems);
    return ns === undefined ? undefined : { baseNs: ns, growthPpb: 0 };
  }
  const read = readWholeFields(errorFields, spot, plainTree(spot.tree), context);
  if (read === undefined) return undefined;
  const { base, growth } = read as Infer<typeof errorFields>;
  return { baseNs: base, growthPpb: growth };
}

function readSource(spot: Spot, context: PeopledContext): ClockDefinition | undefined {
  const wanted = 'the name of a clock, or a path that begins with ./';
  const word = scalarOf(spot, wanted, context.problems)?.text;
  if (word === undefined) return undefined;
  if (isOwnFile(word)) return context.definitions.own('clock', spot, context.problems);
  const found = shelf.get(word);
  if (found === undefined)
    reportUnknown('E_UNKNOWN_CLOCK', spot, `unknown clock "${word}"`, word, shelf.names, context);
  return found;
}

function readLeap(spot: Spot, context: PeopledContext): ClockValue | undefined {
  const word = scalarOf(spot, leapModes.join(', '), context.problems)?.text;
  const leap = leapModes.find((mode) => mode === word);
  if (leap === undefined && word !== undefined)
    reportUnknown('E_UNKNOWN_WORD', spot, `unknown leap "${word}"`, word, leapModes, context);
  return leap === undefined ? undefined : { leap };
}

function readRange(
  kind: 'signed-duration' | 'frequency',
  spot: Spot,
  context: PeopledContext,
): ClockValue | undefined {
  const range = readQuantityRange(kind, spot, context.problems);
  const whole = kind === 'frequency' ? toPpb : toNs;
  return range && { range: { low: whole(range.low), high: whole(range.high) } };
}

/** How each key is read; undefined when it cannot be, which is told. */
const readers: {
  readonly [key: string]: (spot: Spot, context: PeopledContext) => ClockValue | undefined;
} = {
  source(spot, context) {
    const source = readSource(spot, context);
    return source && { source };
  },
  offset: (spot, context) => readRange('signed-duration', spot, context),
  drift: (spot, context) => readRange('frequency', spot, context),
  error(spot, context) {
    const error = readError(spot, context);
    return error && { error };
  },
  wander(spot, context) {
    const wander = readWander(spot, context);
    return wander === undefined ? undefined : { wander };
  },
  resolution(spot, context) {
    const ns = readDuration(spot, context.problems, 'above-zero');
    return ns === undefined ? undefined : { ns };
  },
  leap: readLeap,
  sync(spot, context) {
    const sync = readSync(spot, context);
    return sync && { sync };
  },
};

function readClock(section: Section, context: PeopledContext): ClockValues {
  const values = new Map<string, Placed<ClockValue>>();
  for (const [key, read] of Object.entries(readers)) {
    const spot = section.get(key);
    const value = spot === undefined ? undefined : read(spot, context);
    if (spot !== undefined && value !== undefined) values.set(key, { spot, value });
  }
  return values;
}

const still: IntegerRange = { low: 0, high: 0 };
const nothing: ClockValue = {};

function clockOf(id: NodeId, values: ClockValues): ClockSetting {
  const said = (key: string): ClockValue => values.get(key)?.value ?? nothing;
  const { source } = said('source');
  const { error } = said('error');
  const { wander } = said('wander');
  const { sync } = said('sync');
  return {
    offsetNs: said('offset').range ?? source?.offsetNs ?? still,
    driftPpb: said('drift').range ?? source?.driftPpb ?? still,
    errorNs: error?.baseNs ?? null,
    errorGrowthPpb: error?.growthPpb ?? 0,
    resolutionNs: said('resolution').ns ?? 1,
    wander: wander === undefined ? (source?.wander ?? null) : wander,
    leap: said('leap').leap ?? 'step',
    sync:
      sync === undefined ? null : { ...sync, servers: sync.servers.filter((one) => one !== id) },
    receiver: sync === undefined ? receiverOf(source, said('drift').range, wander ?? null) : null,
  };
}

/**
 * The receiver of a source. Whoever gives it another oscillator than that of its data sheet gives it
 * another data sheet too: what it claims without a signal is true of that one.
 */
function receiverOf(
  source: ClockDefinition | undefined,
  drift: IntegerRange | undefined,
  wander: Wander | null,
): ReceiverSheet | null {
  const receiver = source?.receiver ?? null;
  if (receiver === null || (drift === undefined && wander === null)) return receiver;
  const { low, high } = drift ?? source?.driftPpb ?? still;
  const sagPpb = wander?.kind === 'temperature' ? wander.depthPpb : 0;
  const ownPpb = Math.max(Math.abs(low), Math.abs(high)) + sagPpb;
  return {
    ...receiver,
    holdoverBoundPpb: Math.max(receiver.holdoverBoundPpb, asItCounts(ownPpb)),
    walkPpb: wander?.kind === 'random-walk' ? wander.stepPpb : 0,
  };
}

/** A slow oscillator counts too little of the time in which it goes wrong. */
function asItCounts(ppb: number): number {
  return Math.ceil((ppb * 1e9) / Math.max(1, 1e9 - ppb));
}

/** The clock of each node, as the scenario has it. */
export function resolveClocks(context: PeopledContext): (node: NodeId) => ClockSetting {
  const values = valuesByNode(
    'clocks',
    'a clock',
    (section) => readClock(section, context),
    context,
  );
  // Nodes of which the same is said share a plan, unless it names whom each of them asks.
  const shared = new Map<ClockValues, ClockSetting>();
  return (id) => {
    const said = values(id);
    const plan = shared.get(said) ?? clockOf(id, said);
    if (plan.sync === null) shared.set(said, plan);
    return plan;
  };
}
