import { toPpb } from '../../base/quantity.ts';
import type { Fields } from '../../base/schema/description.ts';
import { describeFields } from '../../base/schema/fields.ts';
import { compareNatural, compareText } from '../../base/order.ts';
import type { NodeId } from '../../base/units.ts';
import type { WorkloadDefinition } from '../../library/workloads/define.ts';
import { isRequest } from '../../world/protocol.ts';
import type { ArrivalPlan, WorkloadPlan } from '../scenario.ts';
import { Section } from '../section.ts';
import type { NodeSelector } from '../selector.ts';
import { entrySpots, nameOfSpot, type Spot } from '../tree.ts';
import {
  readBoolean,
  readCount,
  readDuration,
  readNumber,
  readQuantity,
  readWord,
} from '../values.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { readArrival, readRetry } from './arrival.ts';
import type { PeopledContext } from './context.ts';
import { namedEntries } from './entries.ts';
import { readOwnFields } from './reading.ts';
import { readFixedNodes, readNodeSelector, requireHeal } from './selectors.ts';
import { defaultServers, possibleNodes, servedBy } from './servers.ts';
import { readSteps, reportUnknownOp, stepClients, stepsNeedServers } from './steps.ts';

const WHOLE_PPB = 1_000_000_000;
const DEFAULT_TIMEOUT_NS = 1_000_000_000;
/** One key, so that clients meet; and the exponent of Zipf's own law. */
const oneKey: WorkloadPlan['keys'] = { count: 1, choice: 'uniform', skew: 1 };

function plainNodes(context: PeopledContext): readonly NodeId[] {
  return context.world.nodes.filter((id) => context.draftOf.get(id)?.program === null);
}

interface Parties {
  readonly from: readonly NodeId[];
  readonly to: NodeSelector | null;
  readonly served: Vocabulary;
  readonly arrival: ArrivalPlan | undefined;
}

/** The requests that a workload certainly makes, for finding out who serves them. */
function wantedOps(section: Section, definition: WorkloadDefinition): readonly string[] {
  const ops = section.get('ops');
  if (ops?.tree.kind === 'map') return [...ops.tree.entries.keys()];
  const declared = Object.entries(definition.operations ?? {});
  return declared.filter(([, shape]) => isRequest(shape)).map(([op]) => op);
}

function scriptOps(section: Section): readonly string[] {
  const steps = section.get('steps')?.tree;
  if (steps?.kind !== 'list') return [];
  const ops = steps.items.flatMap((item) => {
    const op = item.kind === 'map' ? item.entries.get('op')?.value : undefined;
    return op?.kind === 'scalar' ? [op.text] : [];
  });
  return [...new Set(ops)];
}

function readFrom(section: Section, context: PeopledContext): readonly NodeId[] | undefined {
  const spot = section.get('from');
  if (spot !== undefined) return readFixedNodes(spot, context);
  return undefined;
}

function readTo(
  section: Section,
  definition: WorkloadDefinition,
  local: boolean,
  context: PeopledContext,
): NodeSelector | null {
  const spot = section.get('to');
  if (spot !== undefined) {
    if (local) {
      context.problems.atKey(
        'E_WORKLOAD',
        spot,
        '`to` is for clients without a program; these hand each operation to their own program',
        {
          notes: ['leave `to` out, or let `from` name nodes without a program'],
        },
      );
      return null;
    }
    return readNodeSelector(spot, context) ?? null;
  }
  const steps = section.get('steps');
  if (local || (steps !== undefined && !stepsNeedServers(steps))) return null;
  const wanted = steps === undefined ? wantedOps(section, definition) : scriptOps(section);
  return defaultServers(wanted, section.spot, context) ?? null;
}

/** Clients that run a program are handed their operations; then all of them must. */
function isLocal(from: readonly NodeId[], section: Section, context: PeopledContext): boolean {
  const withProgram = from.filter((id) => (context.draftOf.get(id)?.program ?? null) !== null);
  if (withProgram.length > 0 && withProgram.length < from.length) {
    const spot = section.get('from') ?? section.spot;
    context.problems.atValue(
      'E_WORKLOAD',
      spot,
      'some of these nodes have a program and some have none: make two workloads of it',
    );
  }
  return withProgram.length > 0;
}

function scriptLocal(section: Section, context: PeopledContext): boolean {
  const steps = section.get('steps')?.tree;
  if (steps?.kind !== 'list') return false;
  return steps.items.every((item) => {
    const node = item.kind === 'map' ? item.entries.get('node')?.value : undefined;
    const draft = node?.kind === 'scalar' ? context.draftOf.get(node.text) : undefined;
    return (draft?.program ?? null) !== null;
  });
}

/** Steps and scripts belong together. */
function checkScript(
  section: Section,
  definition: WorkloadDefinition,
  context: PeopledContext,
): void {
  const steps = section.get('steps');
  const isScript = definition.name === 'script';
  if (steps !== undefined && !isScript) {
    context.problems.atKey('E_WORKLOAD', steps, '`steps` belong to `workload: script`');
  }
  const other = ['rate', 'every', 'concurrency']
    .map((key) => section.get(key))
    .find((spot) => spot !== undefined);
  if (other !== undefined && isScript && steps === undefined) {
    context.problems.atKey(
      'E_WORKLOAD',
      other,
      'a script has `steps`, which say when each request is made',
    );
  }
}

function readParties(
  section: Section,
  definition: WorkloadDefinition,
  context: PeopledContext,
): Parties {
  checkScript(section, definition, context);
  const written = readFrom(section, context);
  const hasSteps = section.has('steps');
  const from = written ?? plainNodes(context);
  const local =
    hasSteps && written === undefined
      ? scriptLocal(section, context)
      : isLocal(from, section, context);
  const to = readTo(section, definition, local, context);
  const stepsSpot = section.get('steps');
  const arrival = readArrival(
    section,
    () => (stepsSpot === undefined ? undefined : readSteps(stepsSpot, to, context)),
    context,
  );
  const clients = hasSteps && written === undefined ? stepClients(arrival, context) : from;
  if (clients.length === 0 && !hasSteps) {
    context.problems.atKey('E_WORKLOAD', section.spot, 'nobody asks: every node has a program', {
      notes: ['add a node without a program, e.g. `client: { count: 2 }`, or say `from`'],
    });
  }
  const servers = local ? from : to === null ? [] : possibleNodes(to, context);
  return { from: clients, to, served: servedBy(servers, context), arrival };
}

function readOps(
  section: Section,
  served: Vocabulary,
  definition: WorkloadDefinition,
  context: PeopledContext,
): WorkloadPlan['ops'] {
  const spot = section.get('ops');
  if (spot === undefined) {
    for (const op of wantedOps(section, definition)) {
      if (!served.requests.has(op))
        reportUnknownOp(section.spot, op, served.requests.keys(), context);
    }
    return onlyOp(section, served, definition, context);
  }
  const entries = new Section(spot, '`ops`', context.problems);
  const ops = entrySpots(entries.spot).flatMap((entry) => {
    const op = nameOfSpot(entry);
    const share = readQuantity('share', entry, context.problems);
    if (!served.requests.has(op))
      reportUnknownOp(
        { ...entry, tree: { ...entry.tree, span: entry.keySpan } },
        op,
        served.requests.keys(),
        context,
      );
    return share === undefined ? [] : [{ op, sharePpb: toPpb(share) }];
  });
  const sum = ops.reduce((total, { sharePpb }) => total + sharePpb, 0);
  if (ops.length === entrySpots(entries.spot).length && sum !== WHOLE_PPB) {
    context.problems.atValue(
      'E_SHARES',
      spot,
      `the shares of \`ops\` sum to ${sum / 10_000_000}%, not to 100%`,
    );
  }
  return ops.sort((a, b) => compareText(a.op, b.op));
}

/** Without `ops` a generic workload makes the only request that is served. */
function onlyOp(
  section: Section,
  served: Vocabulary,
  definition: WorkloadDefinition,
  context: PeopledContext,
): WorkloadPlan['ops'] {
  if (definition.operations !== null || section.has('steps')) return [];
  const [only, ...others] = [...served.requests.keys()].sort(compareNatural);
  if (only === undefined) return [];
  if (others.length === 0) return [{ op: only, sharePpb: WHOLE_PPB }];
  context.problems.atKey(
    'E_MISSING_KEY',
    section.spot,
    'missing key "ops": the program serves several requests',
    {
      notes: [`they are: ${[only, ...others].join(', ')}`, `e.g. ops: { ${only}: 100% }`],
    },
  );
  return [];
}

function readKeys(spot: Spot | undefined, context: PeopledContext): WorkloadPlan['keys'] {
  if (spot === undefined) return oneKey;
  if (spot.tree.kind !== 'map')
    return { ...oneKey, count: readCount(spot, context.problems, 1) ?? 1 };
  const section = new Section(spot, '`keys`', context.problems);
  const [count, choice, skew] = [section.get('count'), section.get('choice'), section.get('skew')];
  section.close();
  const word =
    choice === undefined
      ? 'uniform'
      : (readWord(choice, ['uniform', 'zipf'], context.problems) ?? 'uniform');
  if (skew !== undefined && word !== 'zipf')
    context.problems.atKey('E_WORKLOAD', skew, '`skew` needs `choice: zipf`');
  return {
    count: count === undefined ? oneKey.count : (readCount(count, context.problems, 1) ?? 1),
    choice: word,
    skew: skew === undefined ? oneKey.skew : (readNumber(skew, context.problems) ?? oneKey.skew),
  };
}

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
  const settleNs = settle === undefined ? 0 : (readDuration(settle, problems) ?? 0);
  if (settle !== undefined && until !== undefined && untilNs + settleNs > durationNs)
    problems.atValue('E_AFTER_END', settle, 'the run is over before it has settled');
  return {
    atNs,
    untilNs,
    settleNs,
    finalRead: finalRead === undefined ? false : (readBoolean(finalRead, problems) ?? false),
  };
}

function readWorkload(entry: Spot, context: PeopledContext): WorkloadPlan | undefined {
  const { problems } = context;
  const section = new Section(entry, 'a workload', problems);
  if (section.get('workload') === undefined) {
    problems.atKey(
      'E_MISSING_KEY',
      entry,
      `missing key "workload": "${nameOfSpot(entry)}" does not say its kind`,
      {
        notes: ['e.g. workload: requests (fault-sim list workloads)'],
      },
    );
  }
  const definition = context.definitions.find('workload', section.spot, problems);
  if (definition === undefined) return undefined;
  const fields: Fields = definition.config;
  section.own(Object.keys(describeFields(fields).fields ?? {}));
  const { from, to, served, arrival } = readParties(section, definition, context);
  const ops = readOps(section, served, definition, context);
  const window = readWindow(section, context);
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
