import { exampleOf, toBytes, toPerSecond } from '../../../base/quantity/quantity.ts';
import type { BurstPlan } from '../../../world/network/burst.ts';
import { type Discipline, disciplines, openPort } from '../../../world/queue/port-plan.ts';
import type { CircuitPlan, PortPlan, PortRate } from '../../../world/queue/port-plan.ts';
import type { QueueLimit } from '../../../world/queue/waiting.ts';
import { Section } from '../../section.ts';
import { itemSpots, type Spot } from '../../source/tree.ts';
import {
  readCount,
  readDuration,
  readQuantity,
  readShare,
  readText,
  readWord,
  scalarOf,
} from '../../values.ts';
import type { PeopledContext } from '../context.ts';
import { reportUnknown } from '../reading.ts';
import type { Placed } from '../specificity.ts';

/** What entries say of a link beside its latency and shares, as far as they say it. */
interface PortDraft {
  rate?: PortRate;
  limit?: QueueLimit;
  discipline?: Discipline;
  first?: { readonly spot: Spot; readonly types: readonly string[] };
  credits?: { readonly spot: Spot; readonly count: number };
  circuits?: CircuitPlan | null;
  burst?: BurstPlan;
}

/** One thing that an entry says. */
export type PortWord = (draft: PortDraft) => void;
/** All that an entry says, by key. */
export type PortWords = Map<string, Placed<PortWord>>;

/** A circuit is free again after so long without a message, unless the file says otherwise. */
const idleNs = 1_000_000_000;

function readRate(spot: Spot, context: PeopledContext): number | undefined {
  const exact = readQuantity('bandwidth', spot, context.problems);
  if (exact === undefined) return undefined;
  const bitsPerSecond = toPerSecond(exact);
  if (bitsPerSecond > 0) return bitsPerSecond;
  context.problems.atValue('E_BOUND', spot, 'a link without any bandwidth carries nothing', {
    suggestion: 'say `connect: false` when there is no such link',
  });
  return undefined;
}

/** `10Mbit/s`, or `{ rate: 10Mbit/s, bucket: 64KiB }`. */
function readBandwidth(spot: Spot, context: PeopledContext): PortRate | undefined {
  if (spot.tree.kind !== 'map') {
    const bitsPerSecond = readRate(spot, context);
    return bitsPerSecond === undefined ? undefined : { bitsPerSecond, bucketBytes: 0 };
  }
  const section = new Section(spot, '`bandwidth`', context.problems);
  const [rate, bucket] = [section.get('rate'), section.get('bucket')];
  if (rate === undefined) section.lacks(['rate'], 'missing key "rate"');
  section.close();
  if (rate === undefined) return undefined;
  const bitsPerSecond = readRate(rate, context);
  const size = bucket === undefined ? undefined : readQuantity('size', bucket, context.problems);
  if (bitsPerSecond === undefined) return undefined;
  return { bitsPerSecond, bucketBytes: size === undefined ? 0 : toBytes(size) };
}

/** `256KiB`, or a count of packets. */
function readLimit(spot: Spot, context: PeopledContext): QueueLimit | undefined {
  const scalar = scalarOf(spot, `a size such as ${exampleOf.size} or a count`, context.problems);
  if (scalar === undefined) return undefined;
  if (typeof scalar.value === 'number') {
    const packets = readCount(spot, context.problems, 0);
    return packets === undefined ? undefined : { packets };
  }
  const size = readQuantity('size', spot, context.problems);
  return size === undefined ? undefined : { bytes: toBytes(size) };
}

function readFirst(spot: Spot, context: PeopledContext): readonly string[] {
  const items = spot.tree.kind === 'list' ? itemSpots(spot) : [spot];
  return items.flatMap((item) => {
    const type = readText(item, context.problems);
    if (type === undefined) return [];
    checkMessage(item, type, context);
    return [type];
  });
}

/** Tells when no program of the scenario has a message of this type. */
export function checkMessage(spot: Spot, type: string, context: PeopledContext): void {
  if (context.vocabulary.messageFields(type) !== undefined) return;
  reportUnknown(
    'E_UNKNOWN_MESSAGE',
    spot,
    `no program here has the message "${type}"`,
    type,
    context.vocabulary.messages.keys(),
    context,
  );
}

function readQueue(spot: Spot, words: PortWords, context: PeopledContext): void {
  const section = new Section(spot, '`queue`', context.problems);
  const say = <T>(
    key: string,
    read: (at: Spot) => T | undefined,
    put: (draft: PortDraft, value: T, at: Spot) => void,
  ): void => {
    const at = section.get(key);
    const value = at === undefined ? undefined : read(at);
    if (at === undefined || value === undefined) return;
    words.set(`queue.${key}`, { spot: at, value: (draft) => put(draft, value, at) });
  };
  say(
    'limit',
    (at) => readLimit(at, context),
    (draft, limit) => {
      draft.limit = limit;
    },
  );
  say(
    'discipline',
    (at) => readWord(at, disciplines, context.problems),
    (draft, discipline) => {
      draft.discipline = discipline;
    },
  );
  say(
    'first',
    (at) => readFirst(at, context),
    (draft, types, at) => {
      draft.first = { spot: at, types };
    },
  );
  say(
    'credits',
    (at) => readCount(at, context.problems, 1),
    (draft, count, at) => {
      draft.credits = { spot: at, count };
    },
  );
  section.close();
}

/** `packet`, or `{ circuits: 20, idle: 1s }`. Undefined when it is neither (told). */
function readSharing(spot: Spot, context: PeopledContext): CircuitPlan | null | undefined {
  if (spot.tree.kind !== 'map') {
    return readWord(spot, ['packet'], context.problems) === undefined ? undefined : null;
  }
  const section = new Section(spot, '`sharing`', context.problems);
  const [circuits, idle] = [section.get('circuits'), section.get('idle')];
  if (circuits === undefined) section.lacks(['circuits'], 'missing key "circuits"');
  section.close();
  if (circuits === undefined) return undefined;
  const count = readCount(circuits, context.problems, 1);
  const silence = idle === undefined ? idleNs : readDuration(idle, context.problems);
  return count === undefined || silence === undefined ? undefined : { count, idleNs: silence };
}

/** `{ enter: 1%, leave: 20%, loss: 50% }`. */
function readBurst(spot: Spot, context: PeopledContext): BurstPlan | undefined {
  const section = new Section(spot, '`burst`', context.problems);
  const keys = ['enter', 'leave', 'loss'] as const;
  const spots = keys.map((key) => section.get(key));
  const shares = keys.map((key, place) => {
    const at = spots[place];
    if (at !== undefined) return readShare(at, context.problems);
    section.lacks([key], `missing key "${key}" of \`burst\``);
    return undefined;
  });
  section.close();
  const [enterPpb, leavePpb, lossPpb] = shares;
  if (enterPpb === undefined || leavePpb === undefined || lossPpb === undefined) return undefined;
  return { enterPpb, leavePpb, lossPpb };
}

/** What an entry says of the port and the bursts of its links. */
export function readPortWords(section: Section, context: PeopledContext): PortWords {
  const words: PortWords = new Map();
  const [bandwidth, queue, sharing, burst] = (
    ['bandwidth', 'queue', 'sharing', 'burst'] as const
  ).map((key) => section.get(key));
  const rate = bandwidth && readBandwidth(bandwidth, context);
  if (bandwidth && rate) {
    words.set('bandwidth', {
      spot: bandwidth,
      value: (draft) => {
        draft.rate = rate;
      },
    });
  }
  if (queue) readQueue(queue, words, context);
  const circuits = sharing && readSharing(sharing, context);
  if (sharing && circuits !== undefined) {
    words.set('sharing', {
      spot: sharing,
      value: (draft) => {
        draft.circuits = circuits;
      },
    });
  }
  const bad = burst && readBurst(burst, context);
  if (burst && bad) {
    words.set('burst', {
      spot: burst,
      value: (draft) => {
        draft.burst = bad;
      },
    });
  }
  return words;
}

/** Tells of what cannot be said beside credits: they drop nothing, and a circuit waits for nobody. */
function checkCredits(draft: PortDraft, spot: Spot, { problems }: PeopledContext): void {
  const tell = (message: string): void => problems.atKey('E_BOUND', spot, message);
  if (draft.limit !== undefined) {
    tell('a queue with `credits` drops nothing, and so has no `limit`');
  }
  if (draft.discipline === 'codel') {
    tell('a queue with `credits` drops nothing, and CoDel works by dropping');
  }
  if (draft.circuits) tell('a circuit waits for no other: it has no `credits`');
}

/** What was decided for one link; empty when nothing waits there and no burst comes. */
export function portFrom(
  decided: ReadonlyMap<string, Placed<PortWord>>,
  context: PeopledContext,
): { readonly port?: PortPlan; readonly burst?: BurstPlan } {
  const draft: PortDraft = {};
  for (const { value } of decided.values()) value(draft);
  const { burst, first } = draft;
  const discipline = draft.discipline ?? openPort.queue.discipline;
  if (first !== undefined && discipline !== 'priority') {
    context.problems.atKey(
      'E_BOUND',
      first.spot,
      `\`first\` belongs to \`discipline: priority\`; this queue is ${discipline}`,
    );
  }
  if (draft.credits !== undefined) checkCredits(draft, draft.credits.spot, context);
  const hasPort = [...decided.keys()].some((key) => key !== 'burst');
  const port: PortPlan = {
    rate: draft.rate ?? openPort.rate,
    queue: {
      limit: draft.limit ?? openPort.queue.limit,
      discipline,
      first: first?.types ?? [],
      ...(draft.credits === undefined ? {} : { credits: draft.credits.count }),
    },
    circuits: draft.circuits ?? null,
  };
  return { ...(hasPort ? { port } : {}), ...(burst === undefined ? {} : { burst }) };
}
