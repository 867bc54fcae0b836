import type { NodeId } from '../../../base/units.ts';
import type { LinkSelector, NodeSelector } from '../../../scenario/selector.ts';
import type { Link } from '../../../world/verbs.ts';
import { asksForRole } from './selection.ts';
import type { Selection } from './selection.ts';

/** Tells whether a node is meant. A selector with a role is looked at again when the role moves. */
export class NodeAim {
  readonly #selector: NodeSelector;
  readonly #selection: Selection;
  readonly #subject: string;
  readonly #moves: boolean;
  #version = -1;
  #nodes: ReadonlySet<NodeId> = new Set();

  constructor(selector: NodeSelector, selection: Selection, subject: string) {
    this.#selector = selector;
    this.#selection = selection;
    this.#subject = subject;
    this.#moves = asksForRole(selector);
  }

  has(node: NodeId): boolean {
    const version = this.#moves ? this.#selection.version : 0;
    if (version !== this.#version) {
      this.#version = version;
      this.#nodes = new Set(this.#selection.nodes(this.#selector, this.#subject).picked);
    }
    return this.#nodes.has(node);
  }
}

/** Which directed links are meant. */
export interface LinkAim {
  /** All senders and receivers that it may mean; null: any. */
  readonly reach: { readonly from: readonly NodeId[]; readonly to: readonly NodeId[] } | null;
  has(from: NodeId, to: NodeId): boolean;
}

function reachOf(links: readonly Link[]): NonNullable<LinkAim['reach']> {
  return {
    from: [...new Set(links.map(({ from }) => from))],
    to: [...new Set(links.map(({ to }) => to))],
  };
}

/** Links that stay as they are. */
export class FixedLinks implements LinkAim {
  readonly reach: NonNullable<LinkAim['reach']>;
  readonly #peers = new Map<NodeId, Set<NodeId>>();

  constructor(links: readonly Link[]) {
    this.reach = reachOf(links);
    for (const { from, to } of links) {
      const peers = this.#peers.get(from);
      if (peers) peers.add(to);
      else this.#peers.set(from, new Set([to]));
    }
  }

  has(from: NodeId, to: NodeId): boolean {
    return this.#peers.get(from)?.has(to) ?? false;
  }
}

/** Links that follow a role: resolved again for the first message after the role moved. */
export class MovingLinks implements LinkAim {
  readonly reach: LinkAim['reach'];
  readonly #selector: LinkSelector;
  readonly #selection: Selection;
  readonly #subject: string;
  #version = -1;
  #links = new FixedLinks([]);

  /** `widest`: every link that it may ever mean, for those who act on these. */
  constructor(
    selector: LinkSelector,
    selection: Selection,
    subject: string,
    widest: readonly Link[] | null = null,
  ) {
    this.reach = widest && reachOf(widest);
    this.#selector = selector;
    this.#selection = selection;
    this.#subject = subject;
  }

  has(from: NodeId, to: NodeId): boolean {
    if (this.#selection.version !== this.#version) {
      this.#version = this.#selection.version;
      this.#links = new FixedLinks(this.#selection.links(this.#selector, this.#subject).picked);
    }
    return this.#links.has(from, to);
  }
}

/** Links of several kinds together. */
export class JoinedLinks implements LinkAim {
  readonly #parts: readonly LinkAim[];

  constructor(parts: readonly LinkAim[]) {
    this.#parts = parts;
  }

  get reach(): LinkAim['reach'] {
    const from: NodeId[] = [];
    const to: NodeId[] = [];
    for (const { reach } of this.#parts) {
      if (reach === null) return null;
      from.push(...reach.from);
      to.push(...reach.to);
    }
    return { from: [...new Set(from)], to: [...new Set(to)] };
  }

  has(from: NodeId, to: NodeId): boolean {
    return this.#parts.some((part) => part.has(from, to));
  }
}

/** Whether a link selector depends on who holds a role. */
export function linksAskForRole(selector: LinkSelector): boolean {
  return asksForRole(selector.from) || asksForRole(selector.to);
}
