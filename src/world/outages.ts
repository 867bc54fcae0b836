import { eventClass } from '../engine/agenda.ts';
import type { Engine } from '../engine/engine.ts';
import type { Domains, Lost } from './domains.ts';
import type { MachinePort, NetworkPort } from './ports.ts';
import type { Undo } from './verbs.ts';

/** What outages need of the world. */
export interface OutageScene {
  readonly engine: Engine;
  readonly machines: readonly MachinePort[];
  readonly network: NetworkPort;
  /** The place of a switch of the network with this name; -1: there is none. */
  switchOf(name: string): number;
}

/** How one failure of a domain goes. */
export interface OutageTerms {
  /** How much later than the domain a host comes up again, in ns: hosts are switched on one by one. */
  readonly powerOnNs: (node: number) => number;
  /** A node, or a switch of the network, goes down or is cut off because of it. */
  readonly struck: (place: number) => void;
}

/** What holds a node out of service now, each loss by itself. */
type Held = { -readonly [L in keyof Lost]: Undo | null };

const losses = ['power', 'process', 'network'] as const satisfies readonly (keyof Lost)[];

/** Puts into effect what nodes lose with the domains that they stand in. */
export class Outages {
  readonly #scene: OutageScene;
  readonly #domains: Domains;
  readonly #held = new Map<number, Held>();
  /** Switches of the network that are domains too: their places by their names. */
  readonly #switches: ReadonlyMap<string, number>;
  /** Those that are dark. */
  readonly #dark = new Map<string, Undo>();
  /** Hosts that are still to be switched on, and by how many. */
  readonly #waiting = new Map<number, number>();

  constructor(scene: OutageScene, domains: Domains) {
    this.#scene = scene;
    this.#domains = domains;
    const places = domains.names.map((name) => [name, scene.switchOf(name)] as const);
    this.#switches = new Map(places.filter(([, place]) => place >= 0));
  }

  /** Whether a node is kept from running by what it stands in, or waits to be switched on. */
  keepsDown(node: number): boolean {
    const held = this.#held.get(node);
    return held !== undefined && (held.power !== null || held.process !== null);
  }

  /** Whether a node runs and nothing reaches it, or a switch of the network is dark. */
  isCutOff(place: number): boolean {
    return place >= this.#scene.machines.length || !this.keepsDown(place);
  }

  /** A domain fails; the undo repairs it, and its hosts are switched on again. */
  fail(name: string, terms: OutageTerms): Undo {
    const repair = this.#domains.fail(name);
    for (const place of this.#settleSwitches()) terms.struck(place);
    const nodes = this.#domains.inside(name);
    for (const node of this.#settle(nodes)) terms.struck(node);
    let over = false;
    return () => {
      if (over) return;
      over = true;
      for (const node of nodes) this.#delay(node, terms.powerOnNs(node));
      repair();
      this.#settleSwitches();
      this.#settle(nodes);
    };
  }

  /** Darkens the switches that are off now, and lights the others; tells which went dark. */
  #settleSwitches(): readonly number[] {
    const off = new Set(this.#domains.off([...this.#switches.keys()]));
    const struck: number[] = [];
    for (const [name, place] of this.#switches) {
      const reconnect = this.#dark.get(name);
      if (off.has(name) && reconnect === undefined) {
        this.#dark.set(name, this.#disconnect(place));
        struck.push(place);
      } else if (!off.has(name)) {
        reconnect?.();
        this.#dark.delete(name);
      }
    }
    return struck;
  }

  /** A switch without power: its neighbours see at once that its ports are dark, and go other ways. */
  #disconnect(place: number): Undo {
    const { network } = this.#scene;
    const ends = network.wiredTo(place);
    const undos = [network.withdraw([place], ends, 0), network.withdraw(ends, [place], 0)];
    return () => {
      for (const undo of undos) undo();
    };
  }

  /** A host that is off is switched on so much later. */
  #delay(node: number, byNs: number): void {
    if (byNs <= 0 || (this.#held.get(node)?.power ?? null) === null) return;
    const { engine } = this.#scene;
    this.#waiting.set(node, (this.#waiting.get(node) ?? 0) + 1);
    engine.schedule(engine.nowNs + byNs, eventClass.faultEnd, () => {
      this.#waiting.set(node, (this.#waiting.get(node) ?? 1) - 1);
      this.#settle([node]);
    });
  }

  /** Brings nodes into the state that their domains are in; tells which of them lost something. */
  #settle(nodes: readonly number[]): readonly number[] {
    const now = this.#domains.lost(nodes);
    return nodes.filter((node, at) => {
      const isWaiting = (this.#waiting.get(node) ?? 0) > 0;
      const found = now[at] as Lost;
      const lost = isWaiting ? { ...found, power: true } : found;
      return this.#change(node, lost);
    });
  }

  /** Takes what is lost now and was not before, and gives back the other way round. */
  #change(node: number, lost: Lost): boolean {
    const held = this.#held.get(node) ?? { power: null, process: null, network: null };
    let isStruck = false;
    for (const loss of losses) {
      if (!lost[loss] || held[loss] !== null) continue;
      held[loss] = this.#take(node, loss);
      isStruck = true;
    }
    for (const loss of losses) {
      if (lost[loss]) continue;
      held[loss]?.();
      held[loss] = null;
    }
    if (losses.every((loss) => held[loss] === null)) this.#held.delete(node);
    else this.#held.set(node, held);
    return isStruck;
  }

  #take(node: number, loss: keyof Lost): Undo {
    const { machines, network } = this.#scene;
    const machine = machines[node] as MachinePort;
    if (loss === 'power') return machine.crash('host', ['memory', 'unsynced']);
    if (loss === 'process') return machine.crash('process', ['memory']);
    const others = network.wiredTo(node);
    const undos = [network.cut([node], others), network.cut(others, [node])];
    return () => {
      for (const undo of undos) undo();
    };
  }
}
