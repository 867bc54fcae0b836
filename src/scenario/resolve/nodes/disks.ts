import { isProblem, parseQuantity, toBytes, toPerSecond } from '../../../base/quantity/quantity.ts';
import type { QuantityKind } from '../../../base/quantity/quantity.ts';
import type { DiskTime } from '../../../world/disk/device.ts';
import type { DiskStart } from '../../../world/node-start.ts';
import type { Section } from '../../section.ts';
import type { Spot } from '../../source/tree.ts';
import { readQuantity, readShare } from '../../values.ts';
import type { PeopledContext } from '../context.ts';
import { readDelay } from '../reading.ts';
import type { Placed } from '../specificity.ts';

const WHOLE_PPB = 1_000_000_000;
/** Each write that was not synced survives a host crash with even odds. */
const EVEN_ODDS_PPB = 500_000_000;

/** What one entry says of a disk, each value with its key. */
export type DiskValue =
  | { readonly key: 'read' | 'write' | 'sync'; readonly time: DiskTime }
  | { readonly key: 'atomic' | 'page' | 'size'; readonly bytes: number }
  | { readonly key: 'unsynced'; readonly keptPpb: number };

/** What kind of quantity stands there; null when it is none. */
function kindAt({ tree }: Spot): QuantityKind | null {
  if (tree.kind !== 'scalar') return null;
  const { computed } = tree;
  if (computed !== null) return computed.kind === 'quantity' ? computed.quantity.kind : null;
  const exact = parseQuantity(tree.text);
  return isProblem(exact) ? null : exact.kind;
}

function readTime(spot: Spot, context: PeopledContext): DiskTime | undefined {
  const kind = kindAt(spot);
  if (kind === 'bandwidth') {
    context.problems.atValue('E_TYPE', spot, 'disks are measured in bytes, e.g. 500MB/s');
    return undefined;
  }
  if (kind !== 'byte-rate') return readDelay(spot, context);
  const exact = readQuantity('byte-rate', spot, context.problems);
  if (exact === undefined) return undefined;
  const bytesPerSecond = toPerSecond(exact);
  if (bytesPerSecond > 0) return { bytesPerSecond };
  context.problems.atValue('E_BOUND', spot, 'a disk that moves nothing never ends: at least 1B/s');
  return undefined;
}

function readKept(spot: Spot, context: PeopledContext): number | undefined {
  const word = spot.tree.kind === 'scalar' ? spot.tree.text : '';
  if (word === 'lose') return 0;
  return word === 'keep' ? WHOLE_PPB : readShare(spot, context.problems);
}

function readBytes(spot: Spot, context: PeopledContext): number | undefined {
  const exact = readQuantity('size', spot, context.problems);
  if (exact === undefined) return undefined;
  const bytes = toBytes(exact);
  if (bytes > 0) return bytes;
  context.problems.atValue('E_BOUND', spot, 'this must be at least one byte');
  return undefined;
}

/** What one entry of `disks` says. */
export function readDisk(
  section: Section,
  context: PeopledContext,
): ReadonlyMap<string, Placed<DiskValue>> {
  const values = new Map<string, Placed<DiskValue>>();
  for (const key of ['read', 'write', 'sync'] as const) {
    const spot = section.get(key);
    const time = spot === undefined ? undefined : readTime(spot, context);
    if (spot !== undefined && time !== undefined) values.set(key, { spot, value: { key, time } });
  }
  for (const key of ['atomic', 'page', 'size'] as const) {
    const spot = section.get(key);
    const bytes = spot === undefined ? undefined : readBytes(spot, context);
    if (spot !== undefined && bytes !== undefined) values.set(key, { spot, value: { key, bytes } });
  }
  const spot = section.get('unsynced');
  const keptPpb = spot === undefined ? undefined : readKept(spot, context);
  if (spot !== undefined && keptPpb !== undefined) {
    values.set('unsynced', { spot, value: { key: 'unsynced', keptPpb } });
  }
  return values;
}

/** A disk of which this is said; what is not said is ideal. */
export function diskOf(values: ReadonlyMap<string, Placed<DiskValue>>): DiskStart {
  let plan: DiskStart = { unsyncedKeptPpb: EVEN_ODDS_PPB };
  for (const { value } of values.values()) {
    if (value.key === 'unsynced') plan = { ...plan, unsyncedKeptPpb: value.keptPpb };
    else if ('time' in value) plan = { ...plan, [value.key]: value.time };
    else plan = { ...plan, [`${value.key}Bytes`]: value.bytes };
  }
  return plan;
}
