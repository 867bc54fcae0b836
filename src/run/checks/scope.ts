import type { NodeId } from '../../base/units.ts';
import type { OperationSeen, Seen } from '../../library/checks/define.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import type { Scope } from '../../scenario/plan/check.ts';
import { keyLinks } from '../../scenario/selector/resolve.ts';

/** What `of` and `during` of a check or metric let through. */
export class ScopeFilter {
  /** The nodes that it speaks of; all of the run unless it names some. */
  readonly nodes: readonly NodeId[];
  readonly workload: string | null;
  readonly #named: ReadonlySet<NodeId> | null;
  readonly #op: string | null;
  readonly #fromNs: number;
  readonly #untilNs: number;

  constructor(
    plan: RunPlan,
    of: Scope,
    during: { readonly fromNs: number; readonly untilNs: number } | null,
  ) {
    this.nodes = of.kind === 'nodes' ? of.nodes : plan.nodes.map(({ id }) => id);
    this.workload = of.kind === 'workload' ? of.workload : null;
    this.#named = of.kind === 'nodes' ? new Set(of.nodes) : null;
    this.#op = of.kind === 'workload' ? of.op : null;
    this.#fromNs = during?.fromNs ?? 0;
    this.#untilNs = during?.untilNs ?? plan.durationNs;
  }

  /** An event of these nodes in this window; events of no node (faults) belong to every one. */
  takes(seen: Seen<unknown>): boolean {
    if (!this.#isInside(seen.at)) return false;
    return this.#named === null || seen.node === '' || this.#named.has(seen.node);
  }

  /** An operation of this workload (or of these clients) that began in this window. */
  takesOperation({ data }: Seen<OperationSeen>): boolean {
    if (!this.#isInside(data.began)) return false;
    if (this.workload !== null && data.workload !== this.workload) return false;
    if (this.#op !== null && data.op !== this.#op) return false;
    return this.#named === null || this.#named.has(data.client);
  }

  #isInside(atNs: number): boolean {
    return atNs >= this.#fromNs && atNs <= this.#untilNs;
  }
}

/** The directed links that a metric is about. */
export class LinkScope {
  readonly #links: ReadonlySet<string>;

  constructor(plan: RunPlan, of: Scope) {
    const all = plan.nodes.map(({ id }) => id);
    const links = of.kind === 'links' ? keyLinks(of.selector, all) : [];
    this.#links = new Set(links.map(({ from, to }) => `${from} ${to}`));
  }

  get count(): number {
    return this.#links.size;
  }

  has(from: NodeId, to: NodeId): boolean {
    return this.#links.has(`${from} ${to}`);
  }
}
