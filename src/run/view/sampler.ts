import { printInstant } from '../../base/time.ts';
import type { EventType, TraceEvent } from '../../engine/event.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import type { Machine } from '../../world/machine/machine.ts';
import type { World } from '../../world/world.ts';
import type { Checks } from '../checks/checks.ts';
import type { FaultReport, WitnessEvent } from '../report/report.ts';
import type { FaultSchedule } from '../schedule.ts';
import type { FaultView, Mark, NodeView, RunView } from './view.ts';

/** At most so many rows are looked through for one sample: the latest. */
const mostRows = 4000;

const markOf: { readonly [T in EventType]?: Mark['mark'] } = {
  sent: 'sent',
  delivered: 'received',
  lost: 'lost',
  observed: 'observed',
};

const momentTypes: ReadonlySet<EventType> = new Set([
  'fault-began',
  'fault-ended',
  'crashed',
  'exited',
  'started',
  'paused',
  'resumed',
]);

/** Takes samples of a running simulation for the live view. It reads, and changes nothing. */
export class ViewSampler {
  readonly #plan: RunPlan;
  readonly #world: World;
  readonly #schedule: FaultSchedule;
  readonly #checks: Checks;
  readonly #violated = new Set<string>();
  #nextRow = 0;

  constructor(plan: RunPlan, world: World, schedule: FaultSchedule, checks: Checks) {
    this.#plan = plan;
    this.#world = world;
    this.#schedule = schedule;
    this.#checks = checks;
  }

  sample(): RunView {
    const { engine, network } = this.#world;
    const checks = this.#checks.views();
    const rows = this.#newRows(mostRows);
    const skew = this.#largestSkew();
    return {
      scenario: this.#plan.scenario,
      variant: this.#plan.variant,
      cell: this.#plan.cell,
      seed: this.#plan.seed,
      instantNs: engine.nowNs,
      durationNs: this.#plan.durationNs,
      events: engine.trace.rows,
      nodes: this.#world.machines.map((machine) => this.#node(machine)),
      faults: this.#faults(),
      checks,
      inFlight: network.inFlight,
      dropped: network.lost,
      maxSkewNs: skew.ns,
      maxSkewNode: skew.node,
      marks: rows.flatMap(marksOf),
      moments: [...rows.filter(isMoment).map(momentOf), ...this.#violations(checks)],
    };
  }

  /** All that happened since it was asked last and that is told as a line, in order of time. */
  moments(): readonly WitnessEvent[] {
    const moments = this.#newRows(Infinity).filter(isMoment).map(momentOf);
    const violations = this.#violations(this.#checks.views());
    return [...moments, ...violations].sort((a, b) => a.at - b.at);
  }

  #newRows(most: number): TraceEvent[] {
    const { trace } = this.#world.engine;
    if (!trace.stored) return [];
    const from = Math.max(this.#nextRow, trace.rows - most);
    this.#nextRow = trace.rows;
    return Array.from({ length: trace.rows - from }, (_, i) => trace.event(from + i));
  }

  #violations(checks: RunView['checks']): WitnessEvent[] {
    const fresh = checks.filter(
      ({ id, verdict }) => verdict === 'violated' && !this.#violated.has(id),
    );
    for (const { id } of fresh) this.#violated.add(id);
    return fresh.flatMap(({ id, violation }) =>
      violation === null
        ? []
        : {
            seq: this.#world.engine.trace.rows,
            at: violation.atNs,
            node: null,
            incarnation: 0,
            type: 'violated',
            event: id,
            data: { why: violation.why },
          },
    );
  }

  #node(machine: Machine): NodeView {
    const { id, process, hostUp, paused, pausedBy, pausedAtNs, incarnation } = machine;
    // Before the first event nobody has started yet, which is not to say that they are down.
    const begins = incarnation === 0 && hostUp && this.#world.engine.nowNs === 0;
    const runs = process !== null || begins;
    const state = runs ? (paused ? 'paused' : 'up') : hostUp ? 'down' : 'host-down';
    const others = this.#world.machines.length <= 64 ? this.#world.machines : [];
    const partitioned = others.some(
      (other) =>
        other !== machine &&
        !(
          this.#world.network.canPass(machine.index, other.index) &&
          this.#world.network.canPass(other.index, machine.index)
        ),
    );
    const role = [...this.#plan.roles.keys()].find(
      (word) => this.#schedule.roles.holder(word, null).node === id,
    );
    const upright = [...(role === undefined ? [] : [role]), ...(partitioned ? ['cut off'] : [])];
    const words: { readonly [S in NodeView['state']]: string } = {
      up: upright.join(', '),
      paused: `paused (${pausedBy}) since ${printInstant(pausedAtNs)}`,
      down: 'down',
      'host-down': 'down with its machine',
    };
    return { id, state, partitioned, note: words[state] || null };
  }

  #faults(): FaultView[] {
    const reports = this.#schedule.reports();
    const own = this.#plan.faults.map(({ id }) => {
      const latest = reports.findLast((report) => report.id === id);
      return faultView(id, this.#schedule.isActive(id), latest);
    });
    const drawn = this.#schedule.scheduled().filter(({ drawnFrom }) => drawnFrom !== null);
    const pool = this.#plan.nemesis?.pool ?? [];
    const ofPool = pool.map(({ fault }) => {
      const last = drawn.findLast(({ drawnFrom }) => drawnFrom === fault.id);
      const latest = reports.find(({ id }) => id === last?.id);
      return faultView(fault.id, this.#schedule.isDrawnActive(fault.id), latest);
    });
    return [...own, ...ofPool];
  }

  #largestSkew(): { readonly ns: number; readonly node: string | null } {
    const { engine, machines } = this.#world;
    let largest: { ns: number; node: string | null } = { ns: 0, node: null };
    for (const { id, clocks } of machines) {
      const ns = Math.abs(clocks.wall(engine.nowNs) - engine.nowNs);
      if (ns > largest.ns) largest = { ns, node: id };
    }
    return largest;
  }
}

function faultView(id: string, active: boolean, latest: FaultReport | undefined): FaultView {
  return { id, active, fromNs: latest?.from ?? null, untilNs: latest?.until ?? null };
}

function marksOf({ type, at, node }: TraceEvent): Mark[] {
  const mark = markOf[type];
  return mark === undefined || node === null ? [] : [{ at, node, mark }];
}

/** A change that matters; that a node starts at the beginning goes without saying. */
function isMoment({ type, data }: TraceEvent): boolean {
  if (!momentTypes.has(type)) return false;
  return type !== 'started' || (data as { readonly why?: unknown }).why !== 'first';
}

function momentOf({ seq, at, node, incarnation, type, name, data }: TraceEvent): WitnessEvent {
  return { seq, at, node, incarnation, type, event: name ?? type, data };
}
