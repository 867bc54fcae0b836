import type { Duration, NodeId, Value } from '../../base/units.ts';
import { ns } from '../../base/units.ts';
import type { FaultDefinition, FaultWorld } from '../../library/faults/define.ts';
import type { Random } from '../../world/program/node.ts';
import type { ClockVerbs } from '../../world/time/clock-verbs.ts';
import type { Link, RuleScope, Undo } from '../../world/verbs.ts';
import type { World } from '../../world/world.ts';
import type { Blocked } from '../faults/strike.ts';

/** Most things that a fault does later are looked at before it is taken for endless. */
const mostSteps = 10_000;

const nothing: Undo = () => undefined;

/** A clock that is wrong is as much in service as before. */
const anyClock: ClockVerbs = {
  freeze: () => nothing,
  coarsen: () => nothing,
  misread: () => nothing,
  stopSync: () => nothing,
  misleadSync: () => nothing,
  leap: nothing,
  foreseeLeap: nothing,
};

/** A node that is down or paused for a while; in ns since the fault's begin. */
interface Absence {
  readonly node: NodeId;
  readonly state: 'down' | 'paused';
  readonly fromNs: number;
  untilNs: number;
}

/** What is out of service during a part of a fault's length, in ns since its begin. */
export interface Phase {
  readonly fromNs: number;
  readonly untilNs: number;
  readonly blocked: Blocked;
}

/**
 * A fault that is played to nobody: what it would take out of service, and when. Nodes count while they
 * are down or paused, links that it cuts at any time for all of its length. What it does to single
 * messages, clocks and disks is not recorded: no sentence speaks of it.
 */
export class Rehearsal implements FaultWorld {
  readonly nodes: readonly NodeId[];
  readonly random: Random;
  readonly #world: World;
  readonly #failed = new Set<string>();
  readonly #cuts = new Map<NodeId, Set<NodeId>>();
  readonly #absences: Absence[] = [];
  #later: { readonly atNs: number; readonly action: () => void }[] = [];
  #nowNs = 0;
  #links: readonly Link[] = [];
  #takesAll = false;

  /** `draws`: what the fault will draw with when it really begins, so long after its begin in ns. */
  constructor(world: World, draws: (elapsedNs: () => number) => Random) {
    this.#world = world;
    this.nodes = world.ids;
    this.random = draws(() => this.#nowNs);
  }

  /** Plays a fault for so long; `takesAll`: it takes every message on its links. */
  play(
    definition: FaultDefinition,
    targets: readonly string[] | readonly Link[],
    params: object,
    lengthNs: number,
    takesAll: boolean,
  ): this {
    this.#links = targets.filter((target) => typeof target === 'object');
    this.#takesAll = takesAll;
    definition.begin(this, targets, params);
    for (let steps = 0; steps < mostSteps; steps += 1) {
      const next = this.#takeNext();
      if (next === undefined || next.atNs > lengthNs) break;
      this.#nowNs = next.atNs;
      next.action();
    }
    return this;
  }

  /** What it took out of service when it was played for so long, phase by phase without a gap. */
  phases(lengthNs: number): readonly Phase[] {
    const edges = this.#absences.flatMap(({ fromNs, untilNs }) => [fromNs, untilNs]);
    const inside = edges.filter((at) => at > 0 && at < lengthNs);
    const begins = [...new Set([0, ...inside])].sort((a, b) => a - b);
    const blocks = (from: NodeId, to: NodeId): boolean => this.#cuts.get(from)?.has(to) ?? false;
    return begins.map((fromNs, at) => {
      const untilNs = begins[at + 1] ?? lengthNs;
      const now = this.#absences.filter((one) => one.fromNs < untilNs && one.untilNs > fromNs);
      const those = (state: Absence['state']): ReadonlySet<NodeId> =>
        new Set(now.filter((one) => one.state === state).map(({ node }) => node));
      const blocked = { down: those('down'), paused: those('paused'), lasts: true, blocks };
      return { fromNs, untilNs, blocked };
    });
  }

  pause(node: NodeId): Undo {
    return this.#away(node, 'paused');
  }

  crash(node: NodeId): Undo {
    return this.#away(node, 'down');
  }

  #away(node: NodeId, state: Absence['state']): Undo {
    const absence = { node, state, fromNs: this.#nowNs, untilNs: Infinity };
    this.#absences.push(absence);
    return () => {
      // Until all that belongs to that instant has happened: a process that is started again runs then.
      absence.untilNs = Math.min(absence.untilNs, this.#nowNs + 1);
    };
  }

  cut(from: readonly NodeId[], to: readonly NodeId[]): Undo {
    for (const one of from) {
      const peers = this.#cuts.get(one) ?? new Set();
      for (const other of to) peers.add(other);
      this.#cuts.set(one, peers);
    }
    return nothing;
  }

  /** With what it has failed before; what other faults hold down, these tell themselves. */
  fail(domain: string): Undo {
    this.#failed.add(domain);
    const { domains, ids } = this.#world;
    const inside = domains.inside(domain);
    domains.lostWith(inside, this.#failed).forEach(({ power, process, network }, at) => {
      const node = ids[inside[at] ?? -1];
      if (node === undefined) return;
      if (power || process) this.#away(node, 'down');
      if (network) {
        this.cut([node], ids);
        this.cut(ids, [node]);
      }
    });
    return nothing;
  }

  nodesIn(domain: string): readonly NodeId[] {
    return this.#world.nodesIn(domain);
  }

  placesIn(domains: readonly string[]): readonly string[] {
    return this.#world.domains.placesIn(domains);
  }

  /** Until ways are found without them it is a cut, and what goes that way is lost. */
  withdraw(from: readonly NodeId[], to: readonly NodeId[]): Undo {
    return this.cut(from, to);
  }

  limit(): Undo {
    return nothing;
  }

  limitNode(): Undo {
    return nothing;
  }

  slow(): Undo {
    return nothing;
  }

  disk(): Undo {
    return nothing;
  }

  configure(): Undo {
    return nothing;
  }

  relabel(): void {
    // A label is nobody's state.
  }

  leak(): void {
    // When it is killed for it nobody knows before.
  }

  tear(): Undo {
    return nothing;
  }

  decay(): void {
    // Nobody is out of service for what its disk will say.
  }

  /** A rule that lets nothing pass is a cut, if the fault takes every message. */
  rule(matches: RuleScope): Undo {
    if (matches.blocks === true && this.#takesAll) {
      for (const { from, to } of this.#links) this.cut([from], [to]);
    }
    return nothing;
  }

  /** Who has a connection, or knows the address, is not touched. */
  answerNames(): Undo {
    return nothing;
  }

  reset(): void {
    // What is broken off can be opened again at once.
  }

  drift(): Undo {
    return nothing;
  }

  clock(): ClockVerbs {
    return anyClock;
  }

  stepWall(): void {
    // A clock that is wrong is as much in service as before.
  }

  later(after: Duration, action: () => void): Undo {
    const due = { atNs: this.#nowNs + Math.max(1, after), action };
    this.#later.push(due);
    return () => {
      this.#later = this.#later.filter((one) => one !== due);
    };
  }

  /** No rule is asked here, so nothing can be looked up. */
  corrupted(): Value | null {
    return null;
  }

  spell(): Random {
    return this.random;
  }

  told(): Value | null {
    return null;
  }

  lie(): null {
    return null;
  }

  repeat(): void {
    // Nothing is repeated that was never said.
  }

  membersOf(): readonly NodeId[] {
    return this.nodes;
  }

  latency(): Duration {
    return ns(0);
  }

  #takeNext(): { readonly atNs: number; readonly action: () => void } | undefined {
    let next = this.#later[0];
    for (const one of this.#later) if (next === undefined || one.atNs < next.atNs) next = one;
    this.#later = this.#later.filter((one) => one !== next);
    return next;
  }
}
