import type { Wire } from './link.ts';

/** What is wired to what: nodes first, then switches. */
export interface SwitchMap {
  /** How many of the places are nodes, and how many are switches. */
  readonly nodes: number;
  readonly switches: number;
  /** What a place is wired to, in natural order. */
  neighbours(place: number): readonly number[];
  /** Hops from a switch to the nearest one that has nodes. */
  level(place: number): number;
  /** Of the nodes that the net of a switch joins, in natural order: which one this is, from 0. */
  number(node: number, net: number): number;
  /** The directed wire between two neighbours; null when there is none. */
  wire(from: number, to: number): Wire | null;
}

/** Further than any way goes. */
const unreached = Infinity;

/**
 * Which ways messages take over the wires that are open. It is the way of the fewest hops; where several
 * are as short, destinations take them in turn, as D-mod-k routing does in trees with many roots
 * (Zahavi 2012).
 */
export class Routes {
  readonly #map: SwitchMap;
  readonly #isOpen: (wire: Wire) => boolean;
  /** By destination: hops from each switch. */
  readonly #tables = new Map<number, readonly number[]>();

  /** What is open must stay so: of other wires there are other routes. */
  constructor(map: SwitchMap, isOpen: (wire: Wire) => boolean) {
    this.#map = map;
    this.#isOpen = isOpen;
  }

  /** The next wire on the way from a place to a node; null when there is no way. */
  next(from: number, to: number): Wire | null {
    const left = this.#distance(from, to);
    if (left === unreached) return null;
    const ways = this.#map
      .neighbours(from)
      .filter((way) => this.#isRoute(from, way, to) && this.#distance(way, to) === left - 1);
    const way = ways[ways.length > 1 ? this.#turn(from, to, ways) : 0];
    return way === undefined ? null : this.#map.wire(from, way);
  }

  /** Every wire of the way from a place to a node; null when there is none. */
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
   * Which of several ways as short a destination takes: the digit of its number that belongs to the
   * level of the switch, so that two levels of a tree do not both sort by the same one. Whoever
   * is wired to other switches only does not count.
   */
  #turn(from: number, to: number, ways: readonly number[]): number {
    const [net = from] = this.#isSwitch(from) ? [from] : ways;
    let number = this.#map.number(to, net);
    for (let level = this.#isSwitch(from) ? this.#map.level(from) : 0; level > 0; level -= 1) {
      number = Math.floor(number / ways.length);
    }
    return number % ways.length;
  }

  #isSwitch(place: number): boolean {
    return place >= this.#map.nodes;
  }

  #isRoute(from: number, way: number, to: number): boolean {
    if (!this.#isSwitch(way) && way !== to) return false;
    const wire = this.#map.wire(from, way);
    return wire !== null && this.#isOpen(wire);
  }

  /** Hops from a place to a node. */
  #distance(from: number, to: number): number {
    if (from === to) return 0;
    const table = this.#tableOf(to);
    const { nodes } = this.#map;
    if (this.#isSwitch(from)) return table[from - nodes] ?? unreached;
    const ways = this.#map.neighbours(from).filter((way) => this.#isRoute(from, way, to));
    return 1 + Math.min(unreached, ...ways.map((way) => table[way - nodes] ?? unreached));
  }

  /** Breadth first from the destination, against the direction of the wires. */
  #tableOf(to: number): readonly number[] {
    const known = this.#tables.get(to);
    if (known !== undefined) return known;
    const { nodes, switches } = this.#map;
    const table = Array.from({ length: switches }, () => unreached);
    let reached = [to];
    for (let hops = 1; reached.length > 0; hops += 1) {
      const next = reached.flatMap((place) =>
        this.#map
          .neighbours(place)
          .filter(
            (before) =>
              this.#isSwitch(before) &&
              table[before - nodes] === unreached &&
              this.#isRoute(before, place, to),
          ),
      );
      for (const place of next) table[place - nodes] = hops;
      reached = [...new Set(next)];
    }
    this.#tables.set(to, table);
    return table;
  }
}
