import type { Distribution } from '../base/sampler.ts';
import type { NodeId } from '../base/units.ts';
import type { DiskTimes } from '../world/disk/device.ts';
import type { MemoryStart } from '../world/machine/memory.ts';
import type { NamesPlan } from '../world/names/resolver.ts';
import type { NodeStart } from '../world/node-start.ts';
import type { Program } from '../world/program/program.ts';
import type { TcpSettings } from '../world/tcp/settings.ts';

export interface NodePlan {
  readonly id: NodeId;
  /** The name in the file when the node is a member of a group (`count`), else null. */
  readonly group: string | null;
  /** Null: the plain client, which only a workload drives. */
  readonly program: Program | null;
  /** Read by the program's schema, frozen. */
  readonly config: object;
  readonly labels: { readonly [label: string]: string };
  readonly clock: ClockPlan;
  readonly disk: DiskPlan;
  /** When a process that exited or threw by itself is started again; null: it stays down. */
  readonly restartAfter: Distribution | null;
  readonly tcp: TcpSettings;
  /** How it finds others by name; null: it knows where they are. */
  readonly names?: NamesPlan | null;
  /** Whom its supervisor tells when its process has ended. */
  readonly notify?: readonly NodeId[];
  readonly memory?: MemoryStart | null;
  /** Null: CPU time costs nothing. */
  readonly cores?: number | null;
  /** CPU time by message kind, in place of the program's. */
  readonly cost?: ReadonlyMap<string, Distribution>;
  /** The failure domains that it stands in; none if it is not there. */
  readonly places?: readonly string[];
}

/** An integer that is given, or drawn once per node from a range, both ends included. */
export interface IntegerRange {
  readonly low: number;
  readonly high: number;
}

/** How a node's clocks start and run. */
export type ClockPlan = NodeStart['clock'];

export interface DiskPlan extends DiskTimes {
  /** Share of unsynced writes that a host crash keeps, in ppb: `lose` is 0, `keep` is 1e9. */
  readonly unsyncedKeptPpb: number;
  /** Writes of up to so many bytes are never torn. */
  readonly atomicBytes?: number;
  /** How much it holds. */
  readonly sizeBytes?: number;
}
