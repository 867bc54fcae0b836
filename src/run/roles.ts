import { compactJson } from '../base/json/json.ts';
import { compareText } from '../base/order.ts';
import type { NodeId, Value } from '../base/units.ts';
import type { NodePlan } from '../scenario/plan/node.ts';
import type { RunPlan } from '../scenario/scenario.ts';
import type { RoleDefinition } from '../world/program/parts.ts';
import type { RunEvents } from './events/events.ts';

/** Who holds a role; `tie` tells that another one has the same rank. */
export interface Holder {
  readonly node: NodeId | null;
  readonly tie: boolean;
}

/** The highest rank that each node was seen with, by node index. */
type Candidates = Map<number, Value>;

const nobody: Holder = { node: null, tie: false };

/**
 * Who holds which role at this instant: the node that observed the role's event with the highest
 * rank. A role without a rank belongs to whoever observed its event last. A node that died keeps its
 * role until another one takes it: the role tells what was observed, not who is alive.
 */
export class Roles {
  readonly #nodes: readonly NodePlan[];
  readonly #indices: ReadonlyMap<NodeId, number>;
  readonly #candidates = new Map<string, Candidates>();
  readonly #byEvent = new Map<string, { readonly role: string; readonly rank: string | null }[]>();
  /** Rises whenever a holder may have changed. */
  version = 0;
  #changed: () => void = () => undefined;

  constructor(plan: RunPlan, events: RunEvents) {
    this.#nodes = plan.nodes;
    this.#indices = new Map(plan.nodes.map((node, index) => [node.id, index]));
    for (const [role, definition] of plan.roles) this.#declare(role, definition);
    if (plan.roles.size === 0) return;
    events.onObserved((node, event, data, seq) => this.#observed(node, event, data, seq));
  }

  /** Who is told after each change, possibly inside a step. */
  onChange(changed: () => void): void {
    this.#changed = changed;
  }

  /** Who holds a role among these nodes, or among all when null. A tie goes by natural order. */
  holder(role: string, among: readonly NodeId[] | null): Holder {
    const candidates = this.#candidates.get(role);
    if (candidates === undefined || candidates.size === 0) return nobody;
    const allowed = among === null ? null : new Set(among.map((id) => this.#indices.get(id)));
    let best = -1;
    let bestRank: Value = null;
    let tie = false;
    for (const [node, rank] of candidates) {
      if (allowed !== null && !allowed.has(node)) continue;
      const order = best < 0 ? 1 : compareRanks(rank, bestRank);
      if (order === 0) tie = true;
      if (order > 0) tie = false;
      if (order > 0 || (order === 0 && node < best)) {
        best = node;
        bestRank = rank;
      }
    }
    return best < 0 ? nobody : { node: this.#nodes[best]?.id ?? null, tie };
  }

  #declare(role: string, definition: RoleDefinition): void {
    this.#candidates.set(role, new Map());
    const declared = { role, rank: definition.rank ?? null };
    const known = this.#byEvent.get(definition.event);
    if (known) known.push(declared);
    else this.#byEvent.set(definition.event, [declared]);
  }

  #observed(
    node: number,
    event: string,
    data: { readonly [field: string]: Value },
    seq: number,
  ): void {
    let moved = false;
    for (const { role, rank } of this.#byEvent.get(event) ?? []) {
      // Another program may use the same word for an event that makes nobody anything.
      if (this.#nodes[node]?.program?.contents.roles[role] === undefined) continue;
      const candidates = this.#candidates.get(role) as Candidates;
      const reached = rank === null ? seq : (data[rank] ?? null);
      const before = candidates.get(node);
      if (before !== undefined && compareRanks(reached, before) <= 0) continue;
      candidates.set(node, reached);
      moved = true;
    }
    if (!moved) return;
    this.version += 1;
    this.#changed();
  }
}

/** Numbers by value, after everything else by its text: a missing rank is the lowest. */
function compareRanks(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (a === null || b === null) return (a === null ? 0 : 1) - (b === null ? 0 : 1);
  if (typeof a === 'number' || typeof b === 'number') return typeof a === 'number' ? 1 : -1;
  return compareText(compactJson(a), compactJson(b));
}
