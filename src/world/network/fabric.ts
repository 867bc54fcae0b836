import { Wire } from './link.ts';
import type { CompiledClass, Place } from './link.ts';
import { eventClass } from '../../engine/agenda.ts';
import type { Engine, Scheduled } from '../../engine/engine.ts';
import type { SwitchPlan } from './link-plan.ts';
import type { Message } from '../message/message.ts';
import { Routes } from './routes.ts';
import type { SwitchMap } from './routes.ts';
import type { Crossing } from './wire-verbs.ts';
import { Port } from '../queue/port.ts';

/** What the fabric needs to know of wires. */
export interface FabricPlan {
  readonly switches: readonly SwitchPlan[];
  classOf(from: number, to: number): CompiledClass;
}

/** Wires that routes do not use. */
interface Withdrawal {
  readonly wires: ReadonlySet<Wire>;
  /** Told of each message that would have crossed one of them. */
  readonly turned: (crossing: Crossing) => void;
}

/**
 * Switches and the wires to and between them. Wires that were withdrawn count until the network has
 * converged.
 */
export class Fabric implements SwitchMap {
  readonly nodes: number;
  readonly switches: number;
  readonly #engine: Engine;
  readonly #plan: FabricPlan;
  readonly #places: readonly Place[];
  /** By place: what it is wired to, in natural order. */
  readonly #neighbours: readonly (readonly number[])[];
  readonly #levels: readonly number[];
  /** By switch: the numbers of the nodes that its net joins. */
  readonly #numbers: readonly ReadonlyMap<number, number>[];
  /** By place, then next place; made when first used. */
  readonly #wires = new Map<number, Map<number, Wire>>();
  /** Those that the network has converged upon. */
  readonly #withdrawals = new Set<Withdrawal>();
  /** As if nothing were withdrawn, and as it is. */
  readonly #whole = new Routes(this, () => true);
  #routes = this.#whole;

  constructor(engine: Engine, nodes: readonly Place[], plan: FabricPlan) {
    this.#engine = engine;
    this.#plan = plan;
    this.nodes = nodes.length;
    this.switches = plan.switches.length;
    const switches = plan.switches.map(({ id }, at) => ({ id, index: nodes.length + at }));
    this.#places = [...nodes, ...switches];
    const neighbours: Set<number>[] = this.#places.map(() => new Set());
    plan.switches.forEach(({ connects }, at) => {
      for (const other of connects) {
        neighbours[nodes.length + at]?.add(other);
        neighbours[other]?.add(nodes.length + at);
      }
    });
    this.#neighbours = neighbours.map((set) => [...set].sort((a, b) => a - b));
    this.#levels = this.#findLevels();
    this.#numbers = this.#findNumbers();
  }

  /** What a node or switch is wired to. */
  neighbours(place: number): readonly number[] {
    return this.#neighbours[place] ?? [];
  }

  /** Whether this is a switch. */
  isSwitch(place: number): boolean {
    return place >= this.nodes;
  }

  /** The directed wire between two neighbours; null when there is none. */
  wire(from: number, to: number): Wire | null {
    const known = this.#wires.get(from)?.get(to);
    if (known !== undefined) return known;
    if (!this.neighbours(from).includes(to)) return null;
    const [a, b] = [this.#places[from] as Place, this.#places[to] as Place];
    const wire = new Wire(a, b, this.#plan.classOf(from, to), this.#engine.draws);
    if (wire.link.port !== null) wire.port = new Port(this.#engine, wire.link.port);
    const row = this.#wires.get(from) ?? new Map<number, Wire>();
    this.#wires.set(from, row.set(to, wire));
    return wire;
  }

  level(place: number): number {
    return this.#levels[place - this.nodes] ?? 0;
  }

  number(node: number, net: number): number {
    return this.#numbers[net - this.nodes]?.get(node) ?? 0;
  }

  /** The next wire on the way from a place to a node; null when no way is left. */
  next(from: number, to: number): Wire | null {
    return this.#routes.next(from, to);
  }

  /** The same for a message that takes it: who withdrew the way that it would have gone is told. */
  take(from: number, message: Message): Wire | null {
    const { toIndex } = message;
    const next = this.#routes.next(from, toIndex);
    if (this.#withdrawals.size > 0 && next !== this.#whole.next(from, toIndex)) {
      const missed = this.#whole.path(from, toIndex) ?? [];
      for (const { wires, turned } of this.#withdrawals) {
        const wire = missed.find((one) => wires.has(one));
        const { id, kindName } = message;
        if (wire !== undefined) turned({ id, kindName, from: wire.fromId, to: wire.toId });
      }
    }
    return next;
  }

  /** By switch: hops to the nearest one that has nodes. */
  #findLevels(): readonly number[] {
    const levels = this.#plan.switches.map(() => Infinity);
    let reached = this.#places.filter(({ index }) => index < this.nodes).map(({ index }) => index);
    for (let level = 0; reached.length > 0; level += 1) {
      const next = new Set(reached.flatMap((place) => this.neighbours(place)));
      reached = [...next].filter(
        (place) => this.isSwitch(place) && levels[place - this.nodes] === Infinity,
      );
      for (const place of reached) levels[place - this.nodes] = level;
    }
    return levels.map((level) => (level === Infinity ? 0 : level));
  }

  #findNumbers(): readonly ReadonlyMap<number, number>[] {
    const numbers: ReadonlyMap<number, number>[] = [];
    for (let first = 0; first < this.switches; first += 1) {
      if (numbers[first] !== undefined) continue;
      const net = new Set([this.nodes + first]);
      // What is added on the way is visited too.
      for (const place of net) {
        for (const next of this.neighbours(place)) if (this.isSwitch(next)) net.add(next);
      }
      const wired = new Set([...net].flatMap((place) => this.neighbours(place)));
      const nodes = [...wired].filter((place) => !this.isSwitch(place)).sort((a, b) => a - b);
      const byNode = new Map(nodes.map((node, number) => [node, number]));
      for (const place of net) numbers[place - this.nodes] = byNode;
    }
    return numbers;
  }

  /** Every wire of the way between two nodes, as it is now; null when there is none. */
  path(from: number, to: number): readonly Wire[] | null {
    return this.#routes.path(from, to);
  }

  /**
   * Takes wires out of all routes when the network has converged, and tells; the undo puts them back,
   * as much later. What has begun and ended before the network converged changes no route. `turned` is
   * called for each message that would have crossed one of them.
   */
  withdraw(
    wires: readonly Wire[],
    convergenceNs: number,
    changed: () => void,
    turned: (crossing: Crossing) => void,
  ): () => void {
    const withdrawal = { wires: new Set(wires), turned };
    const later = (reroute: () => void): Scheduled =>
      this.#engine.schedule(this.#engine.nowNs + convergenceNs, eventClass.change, () => {
        reroute();
        this.#converge();
        changed();
      });
    const convergedNs = this.#engine.nowNs + convergenceNs;
    const taking = later(() => this.#withdrawals.add(withdrawal));
    let over = false;
    return () => {
      if (over) return;
      over = true;
      if (this.#engine.nowNs <= convergedNs) taking.cancel();
      else later(() => this.#withdrawals.delete(withdrawal));
    };
  }

  #converge(): void {
    const withdrawn = new Set([...this.#withdrawals].flatMap(({ wires }) => [...wires]));
    this.#routes =
      withdrawn.size === 0 ? this.#whole : new Routes(this, (wire) => !withdrawn.has(wire));
  }
}
