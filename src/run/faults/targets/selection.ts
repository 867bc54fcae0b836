import { printInstant } from '../../../base/time.ts';
import type { NodeId } from '../../../base/units.ts';
import type { LinkSelector, NodeSelector } from '../../../scenario/selector.ts';
import { resolveLinks, resolveNodes } from '../../../scenario/selector/resolve.ts';
import type { SelectionContext } from '../../../scenario/selector/resolve.ts';
import type { Link } from '../../../world/verbs.ts';
import type { World } from '../../../world/world.ts';
import type { RunEvents } from '../../events/events.ts';
import type { Roles } from '../../roles.ts';

/** What a selector came to at an instant. */
export interface Selected<T> {
  readonly picked: readonly T[];
  /** Roles that it asked for and that nobody held. */
  readonly vacant: readonly string[];
}

/** Turns selectors into nodes and links at an instant: roles as they are held, draws as they fall. */
export class Selection {
  readonly #world: World;
  readonly #roles: Roles;
  readonly #events: RunEvents;

  constructor(world: World, roles: Roles, events: RunEvents) {
    this.#world = world;
    this.#roles = roles;
    this.#events = events;
  }

  /** Rises whenever a selector with a role may come to something else. */
  get version(): number {
    return this.#roles.version;
  }

  /** The nodes, in natural order. `subject` keys the draws. */
  nodes(selector: NodeSelector, subject: string): Selected<NodeId> {
    return this.#resolved(subject, (context) => resolveNodes(selector, context));
  }

  /** The nodes that go out of service when these domains fail and no others, in natural order. */
  nodesIn(domains: readonly string[]): readonly NodeId[] {
    const { ids, domains: all } = this.#world;
    const inside = new Set(domains.flatMap((name) => all.inside(name)));
    const nodes = [...inside].filter((node) => node < ids.length).sort((a, b) => a - b);
    const lost = all.lostWith(nodes, new Set(domains));
    return nodes.flatMap((node, at) => {
      const found = lost[at];
      const isStruck = found !== undefined && (found.power || found.process || found.network);
      return isStruck ? (ids[node] ?? []) : [];
    });
  }

  /** The directed links. `subject` keys the draws. */
  links(selector: LinkSelector, subject: string): Selected<Link> {
    return this.#resolved(subject, (context) => resolveLinks(selector, context));
  }

  /** A recorded draw: a whole number from 0 up to, but not including, `options`. */
  choose(subject: string, options: number): number {
    return this.#world.engine.choose(subject, options);
  }

  #resolved<T>(subject: string, resolve: (context: SelectionContext) => readonly T[]): Selected<T> {
    const vacant = new Set<string>();
    const picked = resolve({
      all: this.#world.ids,
      switches: this.#world.switches,
      choose: (options) => this.choose(subject, options),
      labelled: (label) => this.#world.labelled(label),
      holder: (role, among) => {
        const holder = this.#roles.holder(role, among);
        if (holder.node === null) vacant.add(role);
        else if (holder.tie) this.#noteTie(role, holder.node);
        return holder;
      },
    });
    return { picked, vacant: [...vacant] };
  }

  #noteTie(role: string, node: NodeId): void {
    this.#events.noted(
      `at ${printInstant(this.#world.engine.nowNs)} several nodes hold the role ${role} with equal rank; ${node} is taken, the first in natural order`,
    );
  }
}

/** Whether a selector depends on who holds a role. */
export function asksForRole(selector: NodeSelector): boolean {
  const inTerms = selector.terms.some(
    ({ amount, base }) => amount?.kind === 'role' || base.kind === 'role',
  );
  return inTerms || (selector.except !== null && asksForRole(selector.except));
}

/** A selector with everybody in it who could ever be meant: no amounts, and all nodes for a role. */
export function widest(selector: NodeSelector, all: readonly NodeId[]): NodeSelector {
  const terms = selector.terms.map(({ base }) => ({
    amount: null,
    base: base.kind === 'nodes' ? base : { kind: 'nodes' as const, nodes: all },
  }));
  return { text: selector.text, terms, except: null };
}
