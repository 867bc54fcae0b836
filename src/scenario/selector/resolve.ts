import { compareNatural } from '../../base/order.ts';
import type { NodeId } from '../../base/units.ts';
import type { LinkSelector, NodeSelector, Term } from '../selector.ts';
import { amountCount } from './amount.ts';

/** What a selector asks when it is resolved: when a fault begins, or for one message. */
export interface SelectionContext {
  /** Every node, in natural order. */
  readonly all: readonly NodeId[];
  /** Every switch: they are among the rest of another switch. */
  readonly switches?: readonly NodeId[];
  /** A recorded draw: a whole number from 0 to n - 1. */
  choose(n: number): number;
  /** Who has a label now, in natural order; null: nobody's labels have changed. */
  labelled?(label: string): readonly NodeId[] | null;
  /** Who holds a role, among these nodes or (null) among all; `tie`: another has the same rank. */
  holder(
    role: string,
    among: readonly NodeId[] | null,
  ): { readonly node: NodeId | null; readonly tie: boolean };
}

/** A directed pair of nodes. */
export interface SelectedLink {
  readonly from: NodeId;
  readonly to: NodeId;
}

/** Both sides of a link, each in natural order. A node may stand on both. */
export interface SelectedSides {
  readonly from: readonly NodeId[];
  readonly to: readonly NodeId[];
}

const nobody: ReadonlySet<NodeId> = new Set();

/** Draws without putting back, in natural order of what is left; all when that is not enough. */
function drawn(
  pool: readonly NodeId[],
  count: number,
  context: SelectionContext,
): readonly NodeId[] {
  if (count >= pool.length) return pool;
  const left = [...pool];
  const taken: NodeId[] = [];
  for (let i = 0; i < count; i += 1) taken.push(...left.splice(context.choose(left.length), 1));
  return taken;
}

/** One resolution of a node selector: `opposite` is the other side of a link, already resolved. */
class Selection {
  readonly #context: SelectionContext;
  readonly #opposite: ReadonlySet<NodeId>;

  constructor(context: SelectionContext, opposite: ReadonlySet<NodeId>) {
    this.#context = context;
    this.#opposite = opposite;
  }

  nodes(selector: NodeSelector): readonly NodeId[] {
    const [only, ...others] = selector.terms;
    const plain = only?.amount === null && only.base.kind === 'nodes' && others.length === 0;
    if (plain && selector.except === null) return this.#base(only);
    const gone = selector.except === null ? nobody : new Set(this.nodes(selector.except));
    const found = new Set<NodeId>();
    for (const term of selector.terms) {
      for (const node of this.#term(term, gone)) if (!gone.has(node)) found.add(node);
    }
    return [...found].sort(compareNatural);
  }

  /** The amount measures the whole base; who is left out is left out of the draw. */
  #term(term: Term, gone: ReadonlySet<NodeId>): readonly NodeId[] {
    const base = this.#base(term);
    const { amount } = term;
    if (amount === null) return base;
    if (amount.kind === 'role') return this.#holder(amount.role, base);
    const pool = base.filter((node) => !gone.has(node) && !this.#opposite.has(node));
    return drawn(pool, amountCount(amount, base.length), this.#context);
  }

  #base({ base }: Term): readonly NodeId[] {
    switch (base.kind) {
      case 'nodes':
        return this.#labelled(base.label) ?? base.nodes;
      case 'rest':
        return this.#rest();
      case 'role':
        return this.#holder(base.role, null);
    }
  }

  #labelled(label: string | undefined): readonly NodeId[] | null {
    return label === undefined ? null : (this.#context.labelled?.(label) ?? null);
  }

  #rest(): readonly NodeId[] {
    const { all, switches = [] } = this.#context;
    const others = switches.some((one) => this.#opposite.has(one)) ? [...all, ...switches] : all;
    return others.filter((node) => !this.#opposite.has(node));
  }

  #holder(role: string, among: readonly NodeId[] | null): readonly NodeId[] {
    const { node } = this.#context.holder(role, among);
    return node === null ? [] : [node];
  }
}

/** The nodes that a selector means now, in natural order. */
export function resolveNodes(selector: NodeSelector, context: SelectionContext): readonly NodeId[] {
  return new Selection(context, nobody).nodes(selector);
}

function namesRest(selector: NodeSelector): boolean {
  return selector.terms.some(({ base }) => base.kind === 'rest');
}

/**
 * Both sides of a link. The first is resolved first, unless it names the rest of the second; an
 * amount on the side resolved last draws among the nodes that are not on the other side.
 */
export function resolveSides(link: LinkSelector, context: SelectionContext): SelectedSides {
  if (namesRest(link.from)) {
    const to = resolveNodes(link.to, context);
    return { from: new Selection(context, new Set(to)).nodes(link.from), to };
  }
  const from = resolveNodes(link.from, context);
  return { from, to: new Selection(context, new Set(from)).nodes(link.to) };
}

/**
 * The directed pairs that a link means now, ordered by sender, then receiver. A node is never
 * paired with itself, and no pair stands there twice.
 */
export function resolveLinks(
  link: LinkSelector,
  context: SelectionContext,
): readonly SelectedLink[] {
  const { from, to } = resolveSides(link, context);
  const receivers = new Map<NodeId, Set<NodeId>>();
  const connect = (a: NodeId, b: NodeId): void => {
    if (a === b) return;
    const known = receivers.get(a);
    if (known === undefined) receivers.set(a, new Set([b]));
    else known.add(b);
  };
  for (const a of from) {
    for (const b of to) {
      connect(a, b);
      if (link.both) connect(b, a);
    }
  }
  const senders = [...receivers.keys()].sort(compareNatural);
  return senders.flatMap((a) =>
    [...(receivers.get(a) ?? [])].sort(compareNatural).map((b) => ({ from: a, to: b })),
  );
}

/** The nodes that a key of a file means (no draws, no roles): `all` in natural order. */
export function keyNodes(selector: NodeSelector, all: readonly NodeId[]): readonly NodeId[] {
  return resolveNodes(selector, fixedContext(all));
}

/** Both sides of a link that is a key of a file. */
export function keySides(
  link: LinkSelector,
  all: readonly NodeId[],
  switches: readonly NodeId[] = [],
): SelectedSides {
  return resolveSides(link, { ...fixedContext(all), switches });
}

/** The directed links that a selector without draws and roles means. */
export function keyLinks(link: LinkSelector, all: readonly NodeId[]): readonly SelectedLink[] {
  return resolveLinks(link, fixedContext(all));
}

function fixedContext(all: readonly NodeId[]): SelectionContext {
  return { all, choose: () => 0, holder: () => ({ node: null, tie: false }) };
}
