import { Wire } from './link.ts';
import type { CompiledClass, Place } from './link.ts';
import { eventClass } from '../engine/agenda.ts';
import type { Engine, Scheduled } from '../engine/engine.ts';
import type { SwitchPlan } from './link-plan.ts';
import { Port } from './queue/port.ts';

/** What the fabric needs to know of wires. */
export interface FabricPlan {
  readonly switches: readonly SwitchPlan[];
  classOf(from: number, to: number): CompiledClass;
}

/** Further than any way goes. */
const unreached = Infinity;

/**
 * Switches and the wires to and between them. A message takes the fewest hops; where several ways
 * are as short, destinations take them in turn, as D-mod-k routing does in trees with many roots
 * (Zahavi 2012). Ways that were withdrawn count only when the network has converged.
 */
export class Fabric {
  readonly #engine: Engine;
  readonly #plan: FabricPlan;
  readonly #places: readonly Place[];
  /** How many of the places are nodes. */
  readonly #nodes: number;
  /** By place: what it is wired to, in natural order. */
  readonly #neighbours: readonly (readonly number[])[];
  readonly #levels: readonly number[];
  /** By place, then next place; made when first used. */
  readonly #wires = new Map<number, Map<number, Wire>>();
  /** By destination: hops from each switch. */
  readonly #tables = new Map<number, readonly number[]>();
  /** Directed wires that routes do not use, by name, and how often they were withdrawn. */
  readonly #withdrawn = new Map<string, number>();

  constructor(engine: Engine, nodes: readonly Place[], plan: FabricPlan) {
    this.#engine = engine;
    this.#plan = plan;
    this.#nodes = nodes.length;
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
  }

  /** What a node or switch is wired to. */
  neighbours(place: number): readonly number[] {
    return this.#neighbours[place] ?? [];
  }

  /** Whether this is a switch. */
  isSwitch(place: number): boolean {
    return place >= this.#nodes;
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

  /** The next wire on the way from a place to a node; null when no way is left. */
  next(from: number, to: number): Wire | null {
    const left = this.#distance(from, to);
    if (left === unreached) return null;
    const ways = this.neighbours(from).filter(
      (way) => this.#isRoute(from, way, to) && this.#distance(way, to) === left - 1,
    );
    const way = ways.length > 1 ? ways[this.#turn(from, to, ways.length)] : ways[0];
    return way === undefined ? null : this.wire(from, way);
  }

  /**
   * Which of several ways as short a destination takes: the digit of its number that belongs to the
   * level of the switch, so that two levels of a tree do not both sort by the same one.
   */
  #turn(from: number, to: number, ways: number): number {
    let number = to;
    for (let level = this.#levels[from - this.#nodes] ?? 0; level > 0; level -= 1) {
      number = Math.floor(number / ways);
    }
    return number % ways;
  }

  /** By switch: hops to the nearest one that has nodes. */
  #findLevels(): readonly number[] {
    const levels = this.#plan.switches.map(() => unreached);
    let reached = this.#places.filter(({ index }) => index < this.#nodes).map(({ index }) => index);
    for (let level = 0; reached.length > 0; level += 1) {
      const next = new Set(reached.flatMap((place) => this.neighbours(place)));
      reached = [...next].filter(
        (place) => this.isSwitch(place) && levels[place - this.#nodes] === unreached,
      );
      for (const place of reached) levels[place - this.#nodes] = level;
    }
    return levels.map((level) => (level === unreached ? 0 : level));
  }

  /** Every wire of the way between two nodes, as it is now; null when there is none. */
  path(from: number, to: number): readonly Wire[] | null {
    const wires: Wire[] = [];
    for (let at = from; at !== to;) {
      const wire = this.next(at, to);
      if (wire === null) return null;
      wires.push(wire);
      at = wire.to;
    }
    return wires;
  }

  /**
   * Takes wires out of all routes when the network has converged, and tells; the undo puts them back,
   * as much later. What has begun and ended before the network converged changes no route.
   */
  withdraw(wires: readonly Wire[], convergenceNs: number, changed: () => void): () => void {
    const later = (by: 1 | -1): Scheduled =>
      this.#engine.schedule(this.#engine.nowNs + convergenceNs, eventClass.change, () => {
        this.#reroute(wires, by);
        changed();
      });
    const convergedNs = this.#engine.nowNs + convergenceNs;
    const taking = later(1);
    let over = false;
    return () => {
      if (over) return;
      over = true;
      if (this.#engine.nowNs <= convergedNs) taking.cancel();
      else later(-1);
    };
  }

  #reroute(wires: readonly Wire[], by: 1 | -1): void {
    for (const { name } of wires) this.#withdrawn.set(name, (this.#withdrawn.get(name) ?? 0) + by);
    this.#tables.clear();
  }

  #isRoute(from: number, way: number, to: number): boolean {
    if (!this.isSwitch(way) && way !== to) return false;
    const wire = this.wire(from, way);
    return wire !== null && (this.#withdrawn.get(wire.name) ?? 0) === 0;
  }

  /** Hops from a place to a node. */
  #distance(from: number, to: number): number {
    if (from === to) return 0;
    const table = this.#tableOf(to);
    if (this.isSwitch(from)) return table[from - this.#nodes] ?? unreached;
    const ways = this.neighbours(from).filter((way) => this.#isRoute(from, way, to));
    const hops = ways.map((way) => table[way - this.#nodes] ?? unreached);
    return 1 + Math.min(unreached, ...hops);
  }

  /** Breadth first from the destination, against the direction of the wires. */
  #tableOf(to: number): readonly number[] {
    const known = this.#tables.get(to);
    if (known !== undefined) return known;
    const table = this.#plan.switches.map(() => unreached);
    let reached = [to];
    for (let hops = 1; reached.length > 0; hops += 1) {
      const next = reached.flatMap((place) =>
        this.neighbours(place).filter(
          (before) =>
            this.isSwitch(before) &&
            table[before - this.#nodes] === unreached &&
            this.#isRoute(before, place, to),
        ),
      );
      for (const place of next) table[place - this.#nodes] = hops;
      reached = [...new Set(next)];
    }
    this.#tables.set(to, table);
    return table;
  }
}
