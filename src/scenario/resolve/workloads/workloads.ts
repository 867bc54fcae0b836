import type { Fields } from '../../../base/schema/description.ts';
import { describeFields } from '../../../base/schema/fields.ts';
import { compareNatural } from '../../../base/order.ts';
import type { WorkloadPlan } from '../../plan/workload.ts';
import { Section } from '../../section.ts';
import { itemSpots, nameOfSpot, type Spot, spotUnder } from '../../source/tree.ts';
import { readBoolean, readCount, readDuration } from '../../values.ts';
import type { Vocabulary } from '../../vocabulary/vocabulary.ts';
import { readRetry } from './arrival.ts';
import type { PeopledContext } from '../context.ts';
import { namedEntries } from '../entries.ts';
import { readKeys, readOps } from './operations.ts';
import { readParties, wantedOps } from './parties.ts';
import { readOwnFields } from '../reading.ts';
import { requireHeal } from '../selectors.ts';
import { demandServed } from './servers.ts';

const DEFAULT_TIMEOUT_NS = 1_000_000_000;
interface Window {
  readonly atNs: number;
  readonly untilNs: number;
  readonly settleNs: number;
  readonly finalRead: boolean;
}

function readUntil(spot: Spot, context: PeopledContext): number | undefined {
  if (spot.tree.kind === 'scalar' && spot.tree.text === 'heal') {
    requireHeal(spot, '`until: heal`', context);
    return context.healNs ?? undefined;
  }
  return readDuration(spot, context.problems);
}

function readWindow(section: Section, context: PeopledContext): Window {
  const { problems, durationNs } = context;
  const [at, until, settle, finalRead] = [
    section.get('at'),
    section.get('until'),
    section.get('settle'),
    section.get('final-read'),
  ];
  const atNs = at === undefined ? 0 : (readDuration(at, problems) ?? 0);
  const untilNs = until === undefined ? durationNs : (readUntil(until, context) ?? durationNs);
  for (const [spot, ns] of [
    [at, atNs],
    [until, untilNs],
  ] as const) {
    if (spot !== undefined && ns > durationNs)
      problems.atValue(
        'E_AFTER_END',
        spot,
        `\`${nameOfSpot(spot)}\` comes after the end of the run`,
      );
  }
  if (until !== undefined && untilNs <= atNs)
    problems.atValue('E_BOUND', until, '`until` is not after `at`');
  for (const spot of [settle, finalRead]) {
    if (spot !== undefined && until === undefined) {
      problems.atKey(
        'E_WORKLOAD',
        spot,
        `\`${nameOfSpot(spot)}\` needs \`until\`: it comes when no new operations begin`,
      );
    }
  }
  if (settle !== undefined && finalRead === undefined) {
    const message = '`settle` changes nothing without `final-read`, which it puts off';
    problems.warn('W_NO_EFFECT', settle.keySpan, message, { path: settle.path });
  }
  const settleNs = settle === undefined ? 0 : (readDuration(settle, problems) ?? 0);
  const ends = untilNs <= durationNs && untilNs + settleNs > durationNs;
  if (settle !== undefined && until !== undefined && ends)
    problems.atValue('E_AFTER_END', settle, 'the run is over before it has settled');
  return {
    atNs,
    untilNs,
    settleNs,
    finalRead: finalRead === undefined ? false : (readBoolean(finalRead, problems) ?? false),
  };
}

/** Steps that come when no new operations begin. */
function checkLate(section: Section, { untilNs }: Window, { problems }: PeopledContext): void {
  const steps = section.get('steps');
  if (steps === undefined || !section.has('until')) return;
  for (const step of itemSpots(steps)) {
    const at = spotUnder(step, 'at');
    const ns = at === undefined ? undefined : readDuration(at, problems);
    if (at !== undefined && ns !== undefined && ns > untilNs)
      problems.atValue('E_STEP', at, 'the step comes after the `until` of its workload');
  }
}

/** Requests without the field that a workload fills would fail when the first of them is made. */
function demandField(
  field: string,
  ops: WorkloadPlan['ops'],
  { served, spot }: { readonly served: Vocabulary; readonly spot: Spot },
  { problems }: PeopledContext,
): void {
  const having = [...served.requests].filter(([, { body }]) => Object.hasOwn(body, field));
  const fitting = having.map(([name]) => name).sort(compareNatural);
  for (const { op } of ops) {
    if (!served.requests.has(op) || fitting.includes(op)) continue;
    problems.atValue('E_UNKNOWN_FIELD', spot, `the request "${op}" has no field "${field}"`, {
      notes: fitting.length === 0 ? [] : [`it is a field of: ${fitting.join(', ')}`],
    });
  }
}

function readWorkload(entry: Spot, context: PeopledContext): WorkloadPlan | undefined {
  const { problems } = context;
  const section = new Section(entry, 'a workload', problems);
  if (section.get('workload') === undefined) {
    section.lacksKind('workload', 'requests');
    return undefined;
  }
  const definition = context.definitions.find('workload', section.spot, problems);
  if (definition === undefined) return undefined;
  const fields: Fields = definition.config;
  section.own(Object.keys(describeFields(fields).fields ?? {}));
  const { from, to, servers, served, arrival } = readParties(section, definition, context);
  const ops = readOps(section, served, definition, context);
  const shares = section.get('ops');
  const asked = section.get('to') ?? section.get('from') ?? section.spot;
  for (const op of new Set([...ops.map(({ op: name }) => name), ...wantedOps(section, definition)]))
    demandServed(op, servers, asked, context);
  const window = readWindow(section, context);
  checkLate(section, window, context);
  const [keys, timeout, retry, operations] = [
    section.get('keys'),
    section.get('timeout'),
    section.get('retry'),
    section.get('operations'),
  ];
  section.know(['summary']);
  const explained = section.close();
  const scope = { vocabulary: context.vocabulary, types: null, unknownName: 'E_FORMULA' } as const;
  const config = readOwnFields(fields, section, scope, explained, context);
  if (served !== null && config !== undefined && definition.askedField !== null)
    demandField(
      definition.askedField(config),
      ops,
      { served, spot: shares ?? section.spot },
      context,
    );
  if (arrival === undefined) return undefined;
  return {
    id: nameOfSpot(entry),
    kind: definition.name,
    definition,
    config: config ?? {},
    from,
    to,
    arrival,
    ops,
    keys: readKeys(keys, context),
    timeoutNs:
      timeout === undefined
        ? DEFAULT_TIMEOUT_NS
        : (readDuration(timeout, problems, 'above-zero') ?? DEFAULT_TIMEOUT_NS),
    retry: readRetry(retry, context),
    ...window,
    operations: operations === undefined ? null : (readCount(operations, problems, 1) ?? null),
  };
}

function warnOfIdleClients(workloads: readonly WorkloadPlan[], context: PeopledContext): void {
  const busy = new Set(workloads.flatMap(({ from }) => from));
  for (const { program, name, members, spot } of context.drafts) {
    if (program !== null || spot.tree.kind !== 'map' || spot.tree.entries.has('program')) continue;
    if (members.length === 0 || members.some((id) => busy.has(id))) continue;
    context.problems.warn(
      'W_UNUSED_GROUP',
      spot.keySpan,
      `"${name}" has no program, and no workload asks for it`,
      { path: spot.path },
    );
  }
}

/** All workloads in natural order of their ids. */
export function resolveWorkloads(context: PeopledContext): readonly WorkloadPlan[] {
  const entries = namedEntries(context.scenario, 'workloads', context.problems);
  const workloads = entries.flatMap((entry) => readWorkload(entry, context) ?? []);
  if (workloads.length === entries.length) warnOfIdleClients(workloads, context);
  return workloads;
}
