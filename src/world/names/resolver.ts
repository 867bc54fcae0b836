import { eventClass } from '../../engine/agenda.ts';
import type { Scheduled } from '../../engine/engine.ts';
import type { NodeId } from '../../base/units.ts';
import type { MachinePort, NamesPort } from '../ports.ts';
import { Lookup } from './lookup.ts';
import type { Asker, Heard } from './lookup.ts';

/** How a node finds others by name. */
export interface NamesPlan {
  readonly servers: readonly NodeId[];
  /** Whose names it looks up; those of all others it knows. */
  readonly of: readonly NodeId[];
  /** How long an answer is good (RFC 1035), and how long that there is no such name (RFC 2308). */
  readonly ttlNs: number;
  readonly negativeNs: number;
  /** How long after that it is still used when no server answers (RFC 8767); 0: not at all. */
  readonly staleNs: number;
  /** How long it waits for one server, and how often it asks them all. */
  readonly timeoutNs: number;
  readonly attempts: number;
}

/** What is known of a name. */
interface Entry {
  /** The index of the node that it leads to; -1: there is no such name. */
  readonly address: number;
  readonly expiresNs: number;
  /** When it was last confirmed to be so. */
  readonly sinceNs: number;
}

/** Somebody who waits for an address. */
interface Waiting {
  use(address: MachinePort): void;
  fail(): void;
}

/** A question under way. */
interface Question {
  tries: number;
  lookup: Lookup | null;
  timer: Scheduled | null;
  readonly waiting: Waiting[];
}

/** The stub resolver and cache of one machine: asks name servers in turn, and remembers what they said. */
class NameResolver implements NamesPort, Asker {
  readonly machine: MachinePort;
  readonly #plan: NamesPlan;
  readonly #of: ReadonlySet<NodeId>;
  readonly #entries = new Map<number, Entry>();
  readonly #questions = new Map<number, Question>();

  constructor(machine: MachinePort, plan: NamesPlan) {
    this.machine = machine;
    this.#plan = plan;
    const isServer = plan.servers.includes(machine.id);
    this.#of = new Set(isServer ? [] : plan.of.filter((id) => id !== machine.id));
  }

  get #nowNs(): number {
    return this.machine.engine.nowNs;
  }

  /** Goes on with the machine that a node's name leads to, now or when it is known; or fails. */
  resolve(node: MachinePort, use: (address: MachinePort) => void, fail: () => void): void {
    if (!this.#of.has(node.id)) return use(node);
    const known = this.#entries.get(node.index);
    if (known !== undefined && this.#nowNs < known.expiresNs)
      return this.#tell(known, { use, fail });
    const asked = this.#questions.get(node.index);
    if (asked !== undefined) {
      asked.waiting.push({ use, fail });
      return;
    }
    const question = { tries: 0, lookup: null, timer: null, waiting: [{ use, fail }] };
    this.#questions.set(node.index, question);
    this.#ask(node.index, question);
  }

  /** The node that a name was last known to lead to, however long ago; null: none. */
  lastKnown(node: MachinePort): MachinePort | null {
    const known = this.#entries.get(node.index);
    return known === undefined ? null : this.#machineAt(known.address);
  }

  #machineAt(address: number): MachinePort | null {
    return this.machine.world.machines[address] ?? null;
  }

  #tell({ address }: Entry, { use, fail }: Waiting): void {
    const found = this.#machineAt(address);
    if (found === null) fail();
    else use(found);
  }

  #ask(name: number, question: Question): void {
    const { servers, timeoutNs, attempts } = this.#plan;
    if (question.tries === servers.length * attempts) return this.#giveUp(name, question);
    const server = this.machine.world.machineOf(servers[question.tries % servers.length] as NodeId);
    question.tries += 1;
    if (server === undefined) return this.#ask(name, question);
    const lookup = new Lookup(this, server, name);
    question.lookup = lookup;
    question.timer = this.machine.engine.schedule(this.#nowNs + timeoutNs, eventClass.timer, () =>
      this.machine.whenAwake(() => this.#next(name, lookup)),
    );
    lookup.ask();
  }

  /** The next server, unless that question was settled meanwhile. */
  #next(name: number, lookup: Lookup): void {
    const question = this.#questions.get(name);
    if (question?.lookup !== lookup) return;
    question.timer?.cancel();
    this.#ask(name, question);
  }

  heard(lookup: Lookup, what: Heard): void {
    for (const [name, question] of this.#questions) {
      if (question.lookup !== lookup) continue;
      if (what === 'servfail') return this.#next(name, lookup);
      const { ttlNs, negativeNs } = this.#plan;
      const nowNs = this.#nowNs;
      const entry =
        what === 'nxdomain'
          ? { address: -1, expiresNs: nowNs + negativeNs, sinceNs: nowNs }
          : { address: what.address, expiresNs: nowNs + ttlNs, sinceNs: nowNs };
      this.#entries.set(name, entry);
      return this.#settle(name, question, entry);
    }
  }

  /** No server answered. An address that was good not too long ago may do; one asks again later. */
  #giveUp(name: number, question: Question): void {
    const { ttlNs, negativeNs, staleNs } = this.#plan;
    const known = this.#entries.get(name);
    const nowNs = this.#nowNs;
    const endsNs = known === undefined ? 0 : known.sinceNs + ttlNs + staleNs;
    const isUsable = known !== undefined && known.address >= 0 && nowNs < endsNs;
    if (isUsable) {
      const expiresNs = Math.min(endsNs, nowNs + negativeNs);
      this.#entries.set(name, { ...known, expiresNs });
    }
    this.#settle(name, question, isUsable ? known : { address: -1, expiresNs: 0, sinceNs: 0 });
  }

  #settle(name: number, question: Question, entry: Entry): void {
    question.timer?.cancel();
    this.#questions.delete(name);
    for (const waiting of question.waiting) this.#tell(entry, waiting);
  }

  /** The machine is without power: its kernel forgets everything. */
  vanish(): void {
    for (const { timer } of this.#questions.values()) timer?.cancel();
    this.#questions.clear();
    this.#entries.clear();
  }
}

/** Gives each machine the resolver that its node asks for. */
export function giveResolvers(
  machines: readonly (MachinePort & { names: NamesPort | null })[],
  nodes: readonly { readonly names?: NamesPlan | null }[],
): void {
  for (const machine of machines) {
    const plan = nodes[machine.index]?.names ?? null;
    if (plan !== null) machine.names = new NameResolver(machine, plan);
  }
}
