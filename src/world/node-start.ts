import { purpose } from '../base/draw/draw.ts';
import type { Draws } from '../base/draw/draw.ts';
import type { Distribution } from '../base/sampler/sampler.ts';
import type { NodeId } from '../base/units.ts';
import { clientProgram } from './client.ts';
import type { ClockStart } from './time/clock.ts';
import type { DiskTimes } from './disk/device.ts';
import type { NamesPlan } from './names/resolver.ts';
import type { MemoryStart } from './machine/memory.ts';
import type { Program } from './program/program.ts';
import type { LeapMode } from './time/leap.ts';
import { usualTime } from './time/machine-time.ts';
import type { TimeSetting } from './time/machine-time.ts';
import type { ReceiverSheet } from './time/receiver.ts';
import type { SyncPlan } from './time/sync-plan.ts';
import type { Wander } from './time/wander.ts';
import type { TcpSettings } from './tcp/settings.ts';

/** A whole number that is given, or drawn once per node from a range, both ends included. */
export interface IntegerRange {
  readonly low: number;
  readonly high: number;
}

/** A disk as a scenario sets it up; what is left out is ideal. */
export interface DiskStart extends DiskTimes {
  /** Share of unsynced writes that a host crash keeps, in ppb: `lose` is 0, `keep` is 1e9. */
  readonly unsyncedKeptPpb: number;
  /** Writes of up to so many bytes are never torn. */
  readonly atomicBytes?: number;
  /** How much it holds. */
  readonly sizeBytes?: number;
}

/** A node's clocks as a scenario sets them up. */
export interface ClockSetting {
  readonly offsetNs: IntegerRange;
  readonly driftPpb: IntegerRange;
  /** Null: what the clock's keeper vouches for. */
  readonly errorNs: number | null;
  readonly errorGrowthPpb?: number;
  readonly resolutionNs?: number;
  readonly wander?: Wander | null;
  readonly leap?: LeapMode;
  readonly sync?: SyncPlan | null;
  /** Kept by satellites; `driftPpb` is then that of its holdover. */
  readonly receiver?: ReceiverSheet | null;
}

/** One node as a scenario sets it up. */
export interface NodeStart {
  readonly id: NodeId;
  /** Null: the plain client, which only a workload drives. */
  readonly program: Program | null;
  readonly config: object;
  readonly labels: { readonly [label: string]: string };
  readonly clock: ClockSetting;
  readonly disk: DiskStart;
  /** When a process that exited or threw by itself is started again; null: it stays down. */
  readonly restartAfter: Distribution | null;
  readonly tcp: TcpSettings;
  /** How it finds others by name; absent: it knows where they are. */
  readonly names?: NamesPlan | null;
  /** Whom its supervisor tells when its process has ended. */
  readonly notify?: readonly NodeId[];
  readonly memory?: MemoryStart | null;
  /** Cores of its CPU; without them CPU time costs nothing and never runs out. */
  readonly cores?: number | null;
  /** CPU time of messages, by kind: in place of what the program says. */
  readonly cost?: ReadonlyMap<string, Distribution>;
  /** The failure domains that it stands in; none if it is not there. */
  readonly places?: readonly string[];
}

/** Monotonic clocks begin anywhere in about 18 minutes, in nanoseconds. */
const originSpread: IntegerRange = { low: 0, high: 1_099_511_627_776 };

/** What is given as a range is drawn, once at each instant at which it begins. */
function drawsOf(
  id: NodeId,
  draws: Draws,
  atNs = 0,
): (range: IntegerRange, which: number) => number {
  const stream = draws.stream(`clock ${id}`);
  return ({ low, high }, which) =>
    low + Math.floor(stream.at(purpose.clock, which, atNs, 0) * (high - low + 1));
}

/** How a node's clocks start. */
export function clockStart({ id, clock }: NodeStart, draws: Draws): ClockStart {
  const draw = drawsOf(id, draws);
  return {
    offsetNs: draw(clock.offsetNs, 0),
    driftPpb: clock.receiver ? 0 : draw(clock.driftPpb, 1),
    originNs: draw(originSpread, 2),
    errorNs: clock.errorNs,
    errorGrowthPpb: clock.errorGrowthPpb ?? 0,
    resolutionNs: clock.resolutionNs ?? 1,
  };
}

/** Where the clocks that count from boot begin when a node is switched on again at an instant. */
export function originOfReboot(id: NodeId, draws: Draws, atNs: number): number {
  return drawsOf(id, draws, atNs)(originSpread, 2);
}

/** What happens to a node's clocks by themselves. */
export function timeSetting({ id, clock }: NodeStart, draws: Draws): TimeSetting {
  const { wander = null, leap = 'step', sync = null, receiver = null } = clock;
  if (wander === null && leap === 'step' && sync === null && receiver === null) return usualTime;
  if (receiver === null) return { wander, leap, sync, receiver };
  const draw = drawsOf(id, draws);
  const [offsetNs, holdoverPpb] = [draw(clock.offsetNs, 0), draw(clock.driftPpb, 1)];
  return { wander, leap, sync, receiver: { ...receiver, offsetNs, holdoverPpb } };
}

/** The nodes that run each program, in natural order. */
export function membersByProgram(nodes: readonly NodeStart[]): Map<string, readonly NodeId[]> {
  const members = new Map<string, NodeId[]>();
  for (const { id, program } of nodes) {
    const name = program?.name ?? clientProgram.name;
    const known = members.get(name);
    if (known) known.push(id);
    else members.set(name, [id]);
  }
  return members;
}
