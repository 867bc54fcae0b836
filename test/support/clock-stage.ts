import { ns } from '../../src/base/units.ts';
import { timeServer } from '../../src/library/programs/time-server.ts';
import type { NodeStart } from '../../src/world/node-start.ts';
import { syncDefaults } from '../../src/world/time/sync-plan.ts';
import type { SyncPlan, SyncProtocol } from '../../src/world/time/sync-plan.ts';
import type { Undo } from '../../src/world/verbs.ts';
import { Stage } from './world-stage.ts';

export const ms = 1_000_000;
export const second = 1_000_000_000;

type Clock = Partial<NodeStart['clock']>;

const ideal = { offsetNs: { low: 0, high: 0 }, driftPpb: { low: 0, high: 0 }, errorNs: null };

/** A clock, off and drifting by so much; all else is ideal. */
export function clock(offsetNs: number, driftPpb = 0, more: Clock = {}): NodeStart['clock'] {
  return {
    ...ideal,
    offsetNs: { low: offsetNs, high: offsetNs },
    driftPpb: { low: driftPpb, high: driftPpb },
    ...more,
  };
}

/** A daemon as its name has it, but for what is given. */
export function sync(
  protocol: SyncProtocol,
  servers: readonly string[],
  more: Partial<SyncPlan> = {},
): { readonly sync: SyncPlan } {
  return { sync: { protocol, servers, ...syncDefaults[protocol], ...more } };
}

/** Time servers and machines that follow them, 1 ms apart. */
export class ClockStage extends Stage {
  constructor(
    servers: { readonly [id: string]: NodeStart['clock'] },
    others: { readonly [id: string]: NodeStart['clock'] },
    untilS: number,
    configs: { readonly [id: string]: object } = {},
  ) {
    const server = { priority: 128, stratum: undefined };
    const nodes: { [id: string]: Partial<NodeStart> } = {};
    for (const [id, own] of Object.entries(servers))
      nodes[id] = { program: timeServer, config: { ...server, ...configs[id] }, clock: own };
    for (const [id, own] of Object.entries(others)) nodes[id] = { clock: own };
    super({ nodes, untilMs: untilS * 1000 });
  }

  /** How far a node's time of day is off now, in ns. */
  offset(id: string): number {
    return this.world.clockOf(id).wallNs - this.engine.nowNs;
  }

  /** What the keeper of a node's clock says of it. */
  keeper(id: string) {
    const keeper = this.world.machineOf(id)?.clocks.keeper;
    if (!keeper) throw new TypeError(`nothing keeps the clock of ${id}`);
    return { synchronised: keeper.synchronised, stratum: keeper.stratum };
  }

  /** What a node's interval is, at the edges, relative to the true time. */
  bounds(id: string): readonly [number, number] {
    const clocks = this.world.machineOf(id)?.clocks;
    const errorNs = clocks?.errorNs(this.engine.nowNs) ?? 0;
    return [this.offset(id) - errorNs, this.offset(id) + errorNs];
  }

  /** Plays to the end, looking at something at instants, in seconds. */
  seen<T>(instantsS: readonly number[], look: () => T): Promise<T[]> {
    const seen: T[] = [];
    for (const atS of instantsS) this.at(atS * 1000, () => seen.push(look()));
    return this.play().then(() => seen);
  }

  /** Makes one way longer for all packets. */
  slower(from: string, to: string, byNs: number): Undo {
    const { world } = this;
    return world.verbs.addRule({
      from: [world.indexOf(from)],
      to: [world.indexOf(to)],
      kind: null,
      again: null,
      ask: () => ({ delay: ns(byNs) }),
    });
  }

  /** What the clock of a node went through, as rows tell it. */
  changes(id: string): unknown[] {
    return this.events()
      .filter(({ type, node }) => type === 'clock-changed' && node === id)
      .map(({ data }) => data);
  }
}
