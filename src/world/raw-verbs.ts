import type { NameFault } from './names/name-faults.ts';
import type { NetworkRule } from './network/rule.ts';
import type { DiskRule } from './disk/rule.ts';
import type { PauseCause } from './machine/pause-cause.ts';
import type { CrashCut, Loss, Undo } from './verbs.ts';
import type { WireVerbs } from './network/wire-verbs.ts';
import type { Value } from '../base/units.ts';
import type { ClockVerbs } from './time/clock-verbs.ts';
import { tracedClock } from './time/traced-clock.ts';
import type { ConnectionPort, MachinePort, WorldPort } from './ports.ts';

/** The verbs of the world's physics, on node indices; `run/` wraps them for each fault. */
export class RawVerbs implements WireVerbs {
  readonly #world: WorldPort;

  constructor(world: WorldPort) {
    this.#world = world;
  }

  #machine(node: number): MachinePort {
    return this.#world.machines[node] as MachinePort;
  }

  pause(node: number, cause: PauseCause): Undo {
    return this.#machine(node).pause(cause);
  }

  crash(node: number, scope: 'process' | 'host', lose: readonly Loss[], cut?: CrashCut): Undo {
    return this.#machine(node).crash(scope, lose, cut);
  }

  /** Strikes inside the node's next step, after so many of its effects. */
  pauseInside(node: number, cause: PauseCause, afterEffects: number): Undo {
    return this.#strike(node, afterEffects, () => this.pause(node, cause));
  }

  crashInside(
    node: number,
    scope: 'process' | 'host',
    lose: readonly Loss[],
    afterEffects: number,
    cut?: CrashCut,
  ): Undo {
    return this.#strike(node, afterEffects, () => this.crash(node, scope, lose, cut));
  }

  #strike(node: number, after: number, begin: () => Undo): Undo {
    const { process } = this.#machine(node);
    if (process === null) return () => undefined;
    let undo: Undo | null = null;
    const strike = {
      after,
      run: () => {
        undo = begin();
      },
    };
    process.arm(strike);
    return () => {
      if (undo !== null) undo();
      else process.disarm(strike);
    };
  }

  cut(from: readonly number[], to: readonly number[]): Undo {
    return this.#world.network.cut(from, to);
  }

  withdraw(...what: Parameters<WireVerbs['withdraw']>): Undo {
    return this.#world.network.withdraw(...what);
  }

  limit(from: readonly number[], to: readonly number[], bitsPerSecond: number): Undo {
    return this.#world.network.limit(from, to, bitsPerSecond);
  }

  limitNode(node: number, bitsPerSecond: number): Undo {
    const { network } = this.#world;
    const ends = network.wiredTo(node);
    const undos = [
      network.limit([node], ends, bitsPerSecond),
      network.limit(ends, [node], bitsPerSecond),
    ];
    return () => {
      for (const undo of undos) undo();
    };
  }

  /** Makes a machine's cores slower; `touched` is called for each piece of work that takes longer. */
  slow(node: number, factor: number, touched: () => void): Undo {
    return this.#machine(node).cpu?.slow(factor, touched) ?? (() => undefined);
  }

  /** A node's program gets another config with a new start; the undo gives it back the old one likewise. */
  configure(node: number, config: object): Undo {
    const machine = this.#machine(node);
    const restore = this.#world.terms.configure(machine, config);
    machine.startAnew('new config');
    return () => {
      restore();
      machine.startAnew('old config');
    };
  }

  /** A node gets a label, in place of one of that kind. */
  relabel(node: number, kind: string, name: string): void {
    this.#world.terms.relabel(this.#machine(node), kind, name);
  }

  /** The process of a node loses memory, until it ends; false when it has none to lose. */
  leak(node: number, bytes: number): boolean {
    const memory = this.#machine(node).process?.memory ?? null;
    memory?.leak(bytes);
    return memory !== null;
  }

  /** Puts a fault in force on a disk. */
  disk(node: number, rule: DiskRule): Undo {
    return this.#machine(node).device.add(rule);
  }

  /** Power cuts tear writes; `torn` is called when one did. */
  tear(node: number, torn: () => void): Undo {
    return this.#machine(node).tear(torn);
  }

  /** Content of a disk decays; answers of which file, null when nothing is stored. */
  decay(node: number, file: string | null, silent: boolean, draw: () => number): string | null {
    return this.#machine(node).disk.decay(file, silent, draw);
  }

  /** Makes name servers say something else of some names. */
  answerNames(fault: NameFault): Undo {
    return this.#world.names.add(fault);
  }

  /** The connections between two nodes, whoever opened them; at a switch none begins or ends. */
  connections(one: number, other: number): readonly ConnectionPort[] {
    if (Math.max(one, other) >= this.#world.machines.length) return [];
    return this.#machine(one).tcp.connectionsWith(this.#machine(other));
  }

  addRule(rule: NetworkRule): Undo {
    return this.#world.network.addRule(rule);
  }

  stepWall(node: number, byNs: number): void {
    const machine = this.#machine(node);
    machine.clocks.stepWall(byNs);
    machine.time.disturbed();
    this.#clockChanged(machine, { steppedNs: byNs });
  }

  drift(node: number, ppb: number): Undo {
    const machine = this.#machine(node);
    const undo = machine.drift(ppb);
    this.#clockChanged(machine, { driftPpb: ppb });
    let over = false;
    return () => {
      if (over) return;
      over = true;
      undo();
      this.#clockChanged(machine, { driftPpb: -ppb });
    };
  }

  clock(node: number): ClockVerbs {
    const machine = this.#machine(node);
    return tracedClock(machine.time, (how) => this.#clockChanged(machine, how));
  }

  #clockChanged(machine: MachinePort, how: { readonly [what: string]: Value }): void {
    this.#world.clockChanged(machine, how);
  }
}
