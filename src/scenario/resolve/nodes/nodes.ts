import { toBytes, toPpb } from '../../../base/quantity/quantity.ts';
import { closest } from '../../../base/text/suggest.ts';
import type { Distribution } from '../../../base/sampler/distribution.ts';
import type { NodeId } from '../../../base/units.ts';
import type { NodePlan } from '../../plan/node.ts';
import type { Infer } from '../../../base/schema/description.ts';
import { tcpFields, tcpPresets, tcpSettings, usualTcp } from '../../../world/tcp/settings.ts';
import type { TcpSettings } from '../../../world/tcp/settings.ts';
import { hearsOfEnds, processEnded } from '../../../world/machine/supervision.ts';
import type { MemoryStart } from '../../../world/machine/memory.ts';
import { plainTree } from '../../source/plain.ts';
import { Section } from '../../section.ts';
import { entrySpots, nameOfSpot, type Spot, spotUnder } from '../../source/tree.ts';
import { readCount, readQuantity } from '../../values.ts';
import { resolveClocks } from './clocks.ts';
import type { NodeDraft, PeopledContext } from '../context.ts';
import { draftSpot } from './drafts.ts';
import { diskOf, readDisk } from './disks.ts';
import { nameServices } from './name-service.ts';
import { valuesByNode } from './node-keyed.ts';
import { readDelay, readWholeFields } from '../reading.ts';
import { readFixedNodes } from '../selectors.ts';

const nothing: object = Object.freeze({});

function readConfig(draft: NodeDraft, context: PeopledContext): object {
  const { program } = draft;
  if (program === null) return nothing;
  const spot = draftSpot(draft, 'config');
  if (spot === undefined && draft.meantKeys.has('config')) return nothing;
  if (spot === undefined)
    return readWholeFields(program.contents.config, draft.spot, {}, context) ?? nothing;
  const section = new Section(spot, '`config`', context.problems);
  if (!section.isMap) return nothing;
  const written = section.own(entrySpots(section.spot).map(nameOfSpot));
  return readWholeFields(program.contents.config, spot, written, context) ?? nothing;
}

/** What watches over a process: when it is started again, and who hears of its end. */
interface Restart {
  readonly after: Distribution | null;
  readonly notify: readonly NodeId[];
}

function readRestart(draft: NodeDraft, context: PeopledContext): Restart {
  const spot = draftSpot(draft, 'restart');
  if (spot === undefined) return { after: null, notify: [] };
  const section = new Section(spot, '`restart`', context.problems);
  const after = section.get('after');
  const notify = section.get('notify');
  if (after === undefined && notify === undefined) {
    section.lacks(['after', 'notify'], '`restart` needs `after`, `notify` or both', {
      notes: ['restart: { after: 2s } starts a process again that exited or threw by itself'],
    });
  }
  section.close();
  return {
    after: after === undefined ? null : (readDelay(after, context) ?? null),
    notify: notify === undefined ? [] : readNotified(notify, context),
  };
}

/** Nodes whose programs hear of processes that ended. */
function readNotified(spot: Spot, context: PeopledContext): readonly NodeId[] {
  const nodes = readFixedNodes(spot, context) ?? [];
  const deaf = nodes.find((id) => {
    const program = context.draftOf.get(id)?.program ?? null;
    return program === null || !hearsOfEnds(program.contents.messages);
  });
  if (deaf !== undefined) {
    const message = `${deaf} does not hear of it: its program has no message "${processEnded}"`;
    context.problems.atValue('E_UNKNOWN_MESSAGE', spot, message, {
      notes: ['messages: { ...supervision, ... } in the program declares it'],
    });
  }
  return nodes;
}

/** How much memory a process has, and takes. */
function readMemory(draft: NodeDraft, context: PeopledContext): MemoryStart | null {
  const spot = draftSpot(draft, 'memory');
  if (spot === undefined) return null;
  const section = new Section(spot, '`memory`', context.problems);
  const bytes = (key: string): number | undefined => {
    const at = section.get(key);
    const exact = at === undefined ? undefined : readQuantity('size', at, context.problems);
    return exact === undefined ? undefined : toBytes(exact);
  };
  const [limit, base = 0, perRequest = 0] = [bytes('limit'), bytes('base'), bytes('per-request')];
  const times = section.get('per-byte');
  const factor = times === undefined ? undefined : readQuantity('factor', times, context.problems);
  if (spotUnder(spot, 'limit') === undefined) {
    section.lacks(['limit'], '`memory` needs `limit`, e.g. 256MiB');
  }
  section.close();
  if (limit === undefined) return null;
  if (base >= limit) {
    context.problems.atKey(
      'E_BOUND',
      spot,
      'the process takes all of `limit` before it does anything',
    );
  }
  return {
    limitBytes: limit,
    baseBytes: base,
    perRequestBytes: perRequest,
    ...(factor === undefined ? {} : { perBytePpb: toPpb(factor) }),
  };
}

function readCores(draft: NodeDraft, context: PeopledContext): number | null {
  const spot = draftSpot(draft, 'cores');
  return spot === undefined ? null : (readCount(spot, context.problems, 1) ?? null);
}

/** CPU time of messages, by kind. */
function readCost(draft: NodeDraft, context: PeopledContext): ReadonlyMap<string, Distribution> {
  const spot = draftSpot(draft, 'cost');
  if (spot === undefined) return new Map();
  const { problems } = context;
  if (draftSpot(draft, 'cores') === undefined) {
    problems.atKey('E_MISSING_KEY', spot, '`cost` needs `cores`: without them CPU time is free', {
      notes: ['cores: 1 gives the node one core, for which messages wait'],
    });
  }
  const section = new Section(spot, '`cost`', problems);
  const kinds = Object.keys(draft.program?.contents.messages ?? {});
  const costs = new Map<string, Distribution>();
  for (const entry of entrySpots(section.spot)) {
    const kind = nameOfSpot(entry);
    if (!kinds.includes(kind)) {
      const whose = draft.program?.name ?? 'the plain client';
      problems.atKey('E_UNKNOWN_MESSAGE', entry, `${whose} has no message "${kind}"`, {
        meant: closest(kind, kinds),
      });
    }
    const cost = readDelay(entry, context);
    if (cost !== undefined) costs.set(kind, cost);
  }
  return costs;
}

/** A kernel by name, or settings laid over one. */
function readTcp(draft: NodeDraft, context: PeopledContext): TcpSettings {
  const spot = draftSpot(draft, 'tcp');
  if (spot === undefined) return tcpPresets[usualTcp];
  const written = plainTree(spot.tree);
  const fields = typeof written === 'string' ? { preset: written } : written;
  const read = readWholeFields(tcpFields, spot, fields, context);
  // What can't be read was told; the run will not begin.
  return read === undefined ? tcpPresets[usualTcp] : tcpSettings(read as Infer<typeof tcpFields>);
}

/** Where each node stands; nothing of one that stands nowhere. */
function placesById(drafts: readonly NodeDraft[]): ReadonlyMap<NodeId, readonly string[]> {
  const placed = drafts.flatMap(({ members, places }) =>
    members.flatMap((id, nth) => {
      const own = places[nth] ?? [];
      return own.length === 0 ? [] : [[id, own] as const];
    }),
  );
  return new Map(placed);
}

/** All nodes in natural order, with their settings, clocks and disks. */
export function resolveNodes(context: PeopledContext): readonly NodePlan[] {
  const clocks = resolveClocks(context);
  const disks = valuesByNode('disks', 'a disk', (section) => readDisk(section, context), context);
  const diskPlans = new Map<ReturnType<typeof disks>, NodePlan['disk']>();
  const diskPlan = (id: NodeId): NodePlan['disk'] => {
    const said = disks(id);
    const plan = diskPlans.get(said) ?? diskOf(said);
    diskPlans.set(said, plan);
    return plan;
  };
  const names = nameServices(context);
  const places = placesById(context.drafts);
  const shared = new Map(
    context.drafts.map((draft) => [
      draft,
      {
        config: readConfig(draft, context),
        restart: readRestart(draft, context),
        memory: readMemory(draft, context),
        tcp: readTcp(draft, context),
        cores: readCores(draft, context),
        cost: readCost(draft, context),
      },
    ]),
  );
  return context.world.nodes.flatMap((id): NodePlan[] => {
    const draft = context.draftOf.get(id);
    const own = draft === undefined ? undefined : shared.get(draft);
    if (draft === undefined || own === undefined) return [];
    const placed = places.get(id);
    return [
      {
        id,
        group: draft.isGroup ? draft.name : null,
        program: draft.program,
        config: own.config,
        labels: draft.labels,
        clock: clocks(id),
        disk: diskPlan(id),
        restartAfter: own.restart.after,
        ...(own.restart.notify.length === 0 ? {} : { notify: own.restart.notify }),
        ...(own.memory === null ? {} : { memory: own.memory }),
        tcp: own.tcp,
        names: names(id),
        ...(own.cores === null ? {} : { cores: own.cores, cost: own.cost }),
        ...(placed === undefined ? {} : { places: placed }),
      },
    ];
  });
}
