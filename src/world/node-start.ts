import { purpose } from '../base/draw.ts';
import type { Draws } from '../base/draw.ts';
import type { Distribution } from '../base/sampler.ts';
import type { NodeId } from '../base/units.ts';
import { clientProgram } from './client.ts';
import type { ClockStart } from './clock.ts';
import type { DiskTimes } from './disk-device.ts';
import type { Program } from './program.ts';
import type { TcpSettings } from './tcp/settings.ts';

/** A whole number that is given, or drawn once per node from a range, both ends included. */
export interface IntegerRange {
  readonly low: number;
  readonly high: number;
}

/** A disk as a scenario sets it up; what is left out is ideal. */
export interface DiskStart extends DiskTimes {
  /** Share of unsynced writes that a host crash keeps, in ppb. */
  readonly unsyncedKeptPpb: number;
  /** Writes of up to so many bytes are never torn. */
  readonly atomicBytes?: number;
  /** How much it holds. */
  readonly sizeBytes?: number;
}

/** One node as a scenario sets it up. */
export interface NodeStart {
  readonly id: NodeId;
  /** Null: the plain client, which only a workload drives. */
  readonly program: Program | null;
  readonly config: object;
  readonly labels: { readonly [label: string]: string };
  readonly clock: {
    readonly offsetNs: IntegerRange;
    readonly driftPpb: IntegerRange;
    readonly errorNs: number;
  };
  readonly disk: DiskStart;
  readonly restartAfter: Distribution | null;
  readonly tcp: TcpSettings;
  /** Cores of its CPU; without them CPU time costs nothing and never runs out. */
  readonly cores?: number | null;
  /** CPU time of messages, by kind: in place of what the program says. */
  readonly cost?: ReadonlyMap<string, Distribution>;
}

/** Monotonic clocks begin anywhere in about 18 minutes, in nanoseconds. */
const originSpread: IntegerRange = { low: 0, high: 1_099_511_627_776 };

/** How a node's clocks start: what is given as a range is drawn, once. */
export function clockStart({ id, clock }: NodeStart, draws: Draws): ClockStart {
  const stream = draws.stream(`clock ${id}`);
  const draw = ({ low, high }: IntegerRange, which: number): number =>
    low + Math.floor(stream.at(purpose.clock, which, 0, 0) * (high - low + 1));
  return {
    offsetNs: draw(clock.offsetNs, 0),
    driftPpb: draw(clock.driftPpb, 1),
    originNs: draw(originSpread, 2),
    errorNs: clock.errorNs,
  };
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
