import { compareNatural } from '../base/order.ts';
import type { Undo } from './verbs.ts';

/** Something that fails as a whole: a rack, a PDU, a switch, a room, a version of the software. */
export interface DomainPlan {
  readonly name: string;
  readonly kind: string;
  /**
   * What it stands in or hangs on: for each kind the alternatives of which one keeps it up. Every
   * parent comes before its children in the list of all domains.
   */
  readonly parents: readonly (readonly string[])[];
}

/** What a node has lost with what it stands in. */
export interface Lost {
  /** Its host is off. */
  readonly power: boolean;
  /** Its process cannot run: the fault is in what it runs, not in what it stands on. */
  readonly process: boolean;
  /** Nothing reaches it, and it reaches nobody. */
  readonly network: boolean;
}

/** Kinds whose loss takes the network of what hangs on them, not its power. */
export const networkKinds: ReadonlySet<string> = new Set(['switch']);
/** Kinds that are no things: their loss takes processes, and leaves the hosts. */
export const logicalKinds: ReadonlySet<string> = new Set(['version', 'config']);

const nothingLost: Lost = { power: false, process: false, network: false };

/**
 * Failure domains with shared fate: what is down when which of them have failed. A domain is up
 * when, for each kind that it names, one of its parents is; a node when all that it stands in is. What
 * is lost is a function of the set of failed domains, so overlapping outages commute.
 */
export class Domains {
  readonly #plans: readonly DomainPlan[];
  readonly #byName: ReadonlyMap<string, DomainPlan>;
  /** By node: the domains that it stands in. */
  readonly #places: readonly (readonly string[])[];
  /** How many outages hold a domain down. */
  readonly #failed = new Map<string, number>();
  readonly #inside = new Map<string, readonly number[]>();

  /** `places`: by node, the domains that it stands in. */
  constructor(plans: readonly DomainPlan[], places: readonly (readonly string[])[]) {
    this.#plans = plans;
    this.#byName = new Map(plans.map((plan) => [plan.name, plan]));
    this.#places = places;
  }

  get names(): readonly string[] {
    return this.#plans.map(({ name }) => name);
  }

  kindOf(name: string): string | null {
    return this.#byName.get(name)?.kind ?? null;
  }

  /** A domain fails, once more if it has; the undo repairs it, this once. */
  fail(name: string): Undo {
    this.#failed.set(name, (this.#failed.get(name) ?? 0) + 1);
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.#failed.set(name, (this.#failed.get(name) ?? 1) - 1);
    };
  }

  hasFailed(name: string): boolean {
    return (this.#failed.get(name) ?? 0) > 0;
  }

  /** All nodes that stand in a domain or in what hangs on it, whether or not they have another way. */
  inside(name: string): readonly number[] {
    const known = this.#inside.get(name);
    if (known !== undefined) return known;
    const within = this.#within(name);
    const nodes = [...this.#places.keys()].filter((node) =>
      this.#places[node]?.some((place) => within.has(place)),
    );
    this.#inside.set(name, nodes);
    return nodes;
  }

  /**
   * The domains that nodes stand in themselves and that are out of service when these fail and no
   * others, in natural order.
   */
  placesIn(names: readonly string[]): readonly string[] {
    const failed = new Set(names);
    const states = this.#states((name) => failed.has(name));
    const places = [...new Set(this.#places.flat())].filter((place) => {
      const state = states.get(place);
      return state !== undefined && (state.hasFailed || state.power);
    });
    return places.sort(compareNatural);
  }

  /** Which of these are out of service now: they have failed, or have no power. */
  off(names: readonly string[]): readonly string[] {
    const states = this.#states((name) => this.hasFailed(name));
    return names.filter((name) => {
      const state = states.get(name);
      return state !== undefined && (state.hasFailed || state.power);
    });
  }

  /** These domains and all that hangs on them. */
  within(names: readonly string[]): readonly string[] {
    const all = new Set(names.flatMap((name) => [...this.#within(name)]));
    return this.names.filter((name) => all.has(name));
  }

  /** A domain, and all that hangs on it. */
  #within(name: string): ReadonlySet<string> {
    const within = new Set([name]);
    for (const { name: child, parents } of this.#plans) {
      if (parents.some((group) => group.some((parent) => within.has(parent)))) within.add(child);
    }
    return within;
  }

  /** What nodes have lost now. */
  lost(nodes: readonly number[]): readonly Lost[] {
    return this.#lostWhen(nodes, (name) => this.hasFailed(name));
  }

  /** What nodes would lose if these domains failed and no others. */
  lostWith(nodes: readonly number[], failed: ReadonlySet<string>): readonly Lost[] {
    return this.#lostWhen(nodes, (name) => failed.has(name));
  }

  #lostWhen(nodes: readonly number[], hasFailed: (name: string) => boolean): readonly Lost[] {
    const states = this.#states(hasFailed);
    /** Most nodes stand where others do. */
    const lostIn = new Map<string, Lost>();
    return nodes.map((node) => {
      const places = this.#places[node] ?? [];
      if (places.length === 0) return nothingLost;
      const key = places.join(' ');
      const known = lostIn.get(key);
      if (known !== undefined) return known;
      const lost = this.#lostBy(
        places.map((place) => [place]),
        states,
      );
      lostIn.set(key, lost);
      return lost;
    });
  }

  #states(hasFailed: (name: string) => boolean): ReadonlyMap<string, DomainState> {
    const states = new Map<string, DomainState>();
    for (const { name, parents } of this.#plans) {
      states.set(name, { hasFailed: hasFailed(name), ...this.#lostBy(parents, states) });
    }
    return states;
  }

  #lostBy(groups: readonly (readonly string[])[], states: ReadonlyMap<string, DomainState>): Lost {
    let { power, process, network } = nothingLost;
    for (const group of groups) {
      const kind = this.kindOf(group[0] ?? '') ?? '';
      const parents = group.flatMap((name) => states.get(name) ?? []);
      const every = (isLost: (parent: DomainState) => boolean): boolean => parents.every(isLost);
      if (networkKinds.has(kind)) {
        network ||= every((one) => one.hasFailed || one.power || one.network);
      } else if (logicalKinds.has(kind)) {
        process ||= every((one) => one.hasFailed || one.process);
      } else {
        power ||= every((one) => one.hasFailed || one.power);
        process ||= every((one) => one.process);
        network ||= every((one) => one.network);
      }
    }
    return { power, process, network };
  }
}

interface DomainState extends Lost {
  readonly hasFailed: boolean;
}
