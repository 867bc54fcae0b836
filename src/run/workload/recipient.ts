import { purpose, type Stream } from '../../base/draw/draw.ts';
import type { NodeId } from '../../base/units.ts';
import { isRequest, type AnyOutcome, type Protocol } from '../../world/program/protocol.ts';
import type { NodeSelector } from '../../scenario/selector.ts';
import type { RunPlan } from '../../scenario/scenario.ts';

/** Whom a client asks, and what it learns from how that went. */
export interface Recipient {
  /** Whom to ask first for the operation of this number; null: the client's own program. */
  first(operation: number): NodeId | null;
  /** Whom to ask after `asked` did not answer well. */
  next(asked: NodeId | null): NodeId | null;
  /** Learns from an outcome; the node that it names as the one to ask instead, if it does. */
  heard(op: string, asked: NodeId | null, outcome: AnyOutcome): NodeId | null;
}

/** The nodes that a selector of `to` may mean, and the role that is asked for, if one is. */
export interface Servers {
  /** In natural order. */
  readonly nodes: readonly NodeId[];
  readonly role: string | null;
}

function holders(plan: RunPlan, role: string): NodeId[] {
  return plan.nodes
    .filter(({ program }) => program !== null && role in program.contents.roles)
    .map(({ id }) => id);
}

/** Reads `to`. A client cannot know who holds a role: all nodes that could are its servers. */
export function serversOf(plan: RunPlan, selector: NodeSelector): Servers {
  const named = new Set<NodeId>();
  let role: string | null = null;
  for (const { amount, base } of selector.terms) {
    if (amount?.kind === 'role') role = amount.role;
    if (base.kind === 'role') role = base.role;
    const members = base.kind === 'nodes' ? base.nodes : [];
    for (const id of base.kind === 'role' ? holders(plan, base.role) : members) named.add(id);
  }
  if (selector.except !== null) {
    for (const id of serversOf(plan, selector.except).nodes) named.delete(id);
  }
  return { nodes: plan.nodes.map(({ id }) => id).filter((id) => named.has(id)), role };
}

/** The operation is handed to the client's own program. */
export const itself: Recipient = {
  first: () => null,
  next: () => null,
  heard: () => null,
};

/** Always the same node: a workload named it. */
export function only(node: NodeId): Recipient {
  return { first: () => node, next: () => node, heard: () => null };
}

function after(nodes: readonly NodeId[], asked: NodeId | null): NodeId | null {
  const place = asked === null ? -1 : nodes.indexOf(asked);
  return nodes[(place + 1) % nodes.length] ?? null;
}

/** Spreads a client's operations over servers by its own draws; a retry goes to the next one. */
export function spread(nodes: readonly NodeId[], stream: Stream): Recipient {
  return {
    first: (operation) =>
      nodes[Math.floor(stream.at(purpose.selection, operation, 0, 0) * nodes.length)] ?? null,
    next: (asked) => after(nodes, asked),
    heard: () => null,
  };
}

/** Asks whom the client believes to hold a role. It knows no more than its messages tell it. */
export class Follower implements Recipient {
  readonly #servers: readonly NodeId[];
  readonly #role: string;
  readonly #served: Protocol;
  readonly #serves: (id: string, op: string) => boolean;
  #believed: NodeId | null;

  constructor(
    servers: { readonly nodes: readonly NodeId[]; readonly role: string },
    served: Protocol,
    stream: Stream,
    serves: (id: string, op: string) => boolean,
  ) {
    this.#servers = servers.nodes;
    this.#role = servers.role;
    this.#served = served;
    this.#serves = serves;
    this.#believed = spread(servers.nodes, stream).first(0);
  }

  first(): NodeId | null {
    return this.#believed;
  }

  next(asked: NodeId | null): NodeId | null {
    // Another operation may have learnt more in the meantime.
    if (this.#believed === asked) this.#believed = after(this.#servers, asked);
    return this.#believed;
  }

  heard(op: string, asked: NodeId | null, outcome: AnyOutcome): NodeId | null {
    if (outcome.status === 'ok') this.#believed = asked;
    if (outcome.status !== 'fail' || !this.#speaksOfRole(op, outcome.error)) return null;
    const hint = this.#hintIn(op, outcome.detail);
    if (hint === null || hint === asked) {
      this.next(asked);
      return null;
    }
    this.#believed = hint;
    return hint;
  }

  /** The refusal is declared with a field of the role's name: "not me, but ...". */
  #speaksOfRole(op: string, error: string): boolean {
    const declared = this.#served[op];
    if (declared === undefined || !isRequest(declared)) return false;
    const refusal: unknown = declared.refusals[error];
    return typeof refusal === 'object' && refusal !== null && this.#role in refusal;
  }

  /** A node that is named and does not serve the request is no better than none. */
  #hintIn(op: string, detail: unknown): NodeId | null {
    if (typeof detail !== 'object' || detail === null) return null;
    const named: unknown = (detail as { readonly [field: string]: unknown })[this.#role];
    return typeof named === 'string' && this.#serves(named, op) ? named : null;
  }
}
