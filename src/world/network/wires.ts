import type { Engine } from '../../engine/engine.ts';
import { Fabric } from './fabric.ts';
import { CompiledClass, Link } from './link.ts';
import type { Wire } from './link.ts';
import type { LinkPlan } from './link-plan.ts';
import type { MachinePort } from '../ports.ts';
import { Port } from '../queue/port.ts';

/** All directed links of a run: between two machines, and between neighbours of which one is a switch. */
export class Wires {
  readonly #engine: Engine;
  readonly #machines: readonly MachinePort[];
  readonly #plan: LinkPlan;
  readonly #classes: readonly CompiledClass[];
  /** By sender, then receiver; filled as links are used. */
  readonly #links: (Link | undefined)[][] = [];
  /** Switches and their wires; null without any. */
  readonly fabric: Fabric | null;

  constructor(engine: Engine, machines: readonly MachinePort[], plan: LinkPlan) {
    this.#engine = engine;
    this.#machines = machines;
    this.#plan = plan;
    this.#classes = plan.classes.map((link) => new CompiledClass(link));
    const classOf = (from: number, to: number): CompiledClass => this.#classOf(from, to);
    const switches = plan.switches ?? [];
    this.fabric =
      switches.length === 0 ? null : new Fabric(engine, machines, { switches, classOf });
  }

  #classOf(from: number, to: number): CompiledClass {
    return this.#classes[this.#plan.classOf(from, to)] as CompiledClass;
  }

  /** The directed link between two machines. */
  link(from: number, to: number): Link {
    const row = (this.#links[from] ??= []);
    const known = row[to];
    if (known !== undefined) return known;
    const sender = this.#machines[from] as MachinePort;
    const receiver = this.#machines[to] as MachinePort;
    const link = new Link(sender, receiver, this.#classOf(from, to), this.#engine.draws);
    if (link.link.port !== null) link.port = new Port(this.#engine, link.link.port);
    row[to] = link;
    return link;
  }

  /** The links between nodes, and the wires between neighbours of which one is a switch. */
  between(from: readonly number[], to: readonly number[]): Wire[] {
    return from.flatMap((one) =>
      to.filter((other) => other !== one).flatMap((other) => this.#between(one, other) ?? []),
    );
  }

  #between(from: number, to: number): Wire | null {
    const most = this.#machines.length;
    if (from < most && to < most) return this.link(from, to);
    return this.fabric?.wire(from, to) ?? null;
  }

  /** The other ends of the wires of a node, or of a switch: nodes, and the switches it is on. */
  endsAt(place: number): readonly number[] {
    const around = this.fabric?.neighbours(place) ?? [];
    if (place >= this.#machines.length) return around;
    const direct = this.#machines.filter(
      ({ index }) => index !== place && !this.link(place, index).link.switched,
    );
    return [...direct.map(({ index }) => index), ...around];
  }

  /**
   * All that adds to the way between two places, as it is now: the wire between them; if these are
   * nodes that send through switches, also that of each hop. Null: there is no way.
   */
  way(from: number, to: number): readonly Wire[] | null {
    const wire = this.#between(from, to);
    if (wire === null || !wire.link.switched) return wire && [wire];
    const hops = this.fabric?.path(from, to) ?? null;
    return hops && [wire, ...hops];
  }
}
