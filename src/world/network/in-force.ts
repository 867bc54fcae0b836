import { ActiveRule } from './active-rule.ts';
import type { Wire } from './link.ts';
import type { NetworkRule } from './rule.ts';
import type { Undo } from '../verbs.ts';
import { noRules } from './wire-state.ts';

/** The cuts, rules and limits that faults have put on the network: a set, whose order tells nothing. */
export class InForce {
  /** How many of the places are nodes; switches come behind them. */
  readonly #nodes: number;
  readonly #changed: (ended: boolean) => void;
  /** In the order in which they came. Thousands may overlap: each comes and goes at the same price. */
  readonly #rules = new Set<ActiveRule>();
  /** How often those changed that speak of messages from all nodes, and from one place. */
  #everywhere = 0;
  readonly #from: number[] = [];
  #cuts = 0;
  /** Nothing is in force anywhere, and no wire was ever limited: what waits there stays. */
  quiet = true;
  #limited = false;

  /** `changed` is called when a cut or rule came (false) or went (true). */
  constructor(nodes: number, changed: (ended: boolean) => void) {
    this.#nodes = nodes;
    this.#changed = changed;
  }

  #settle(ended: boolean): void {
    this.quiet = this.#cuts === 0 && this.#rules.size === 0 && !this.#limited;
    this.#changed(ended);
  }

  /** Adds a rule; the undo takes it away. */
  add(rule: NetworkRule): Undo {
    const active = new ActiveRule(rule);
    this.#rules.add(active);
    this.#age(rule);
    this.#settle(false);
    return once(() => {
      active.isOver = true;
      this.#rules.delete(active);
      this.#age(rule);
      this.#settle(true);
    });
  }

  /** The wires that a rule may speak of have to look again. */
  #age({ from }: NetworkRule): void {
    if (from === null) this.#everywhere += 1;
    else for (const place of from) this.#from[place] = (this.#from[place] ?? 0) + 1;
  }

  /** Cuts wires; the undo heals exactly these. Cuts of one wire add up. */
  cut(wires: readonly Wire[]): Undo {
    for (const wire of wires) wire.cuts += 1;
    this.#cuts += 1;
    this.#settle(false);
    return once(() => {
      for (const wire of wires) wire.cuts -= 1;
      this.#cuts -= 1;
      this.#settle(false);
    });
  }

  /** Wires have got limits. */
  limited(): void {
    this.#limited = true;
    this.quiet = false;
  }

  /** Makes the rules of a wire those in force. Who means a switch has to name it. */
  refresh(wire: Wire): void {
    const version = this.#everywhere + (this.#from[wire.from] ?? 0);
    if (wire.rulesVersion === version) return;
    let its: ActiveRule[] | null = null;
    for (const active of this.#rules) {
      const { from, to } = active.rule;
      if (!this.#isMeant(from, wire.from) || !this.#isMeant(to, wire.to)) continue;
      if (its === null) its = [active];
      else its.push(active);
    }
    wire.obey(its ?? noRules, version);
  }

  #isMeant(side: readonly number[] | null, place: number): boolean {
    return side === null ? place < this.#nodes : side.includes(place);
  }

  /** Whether a cut or a rule is known to stop everything on this wire. */
  blocks(wire: Wire): boolean {
    if (wire.cuts > 0) return true;
    this.refresh(wire);
    return wire.rules.some(({ rule }) => rule.blocks?.(wire.fromId, wire.toId) ?? false);
  }

  /** Neither a cut nor a rule nor a limit speaks of this wire. */
  isFree(wire: Wire): boolean {
    this.refresh(wire);
    return wire.cuts === 0 && wire.rules.length === 0 && wire.port === null;
  }
}

/** An undo that does its work the first time only. */
function once(undo: Undo): Undo {
  let over = false;
  return () => {
    if (over) return;
    over = true;
    undo();
  };
}
