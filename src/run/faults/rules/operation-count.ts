import type { NodeId } from '../../../base/units.ts';
import type { MatchPlan } from '../../../scenario/plan/fault.ts';

/** Which operations of disks one strike takes: those that its `match` counts. */
export class OperationCount {
  readonly #match: MatchPlan | null;
  readonly #counts = new Map<string, number>();

  constructor(match: MatchPlan | null) {
    this.#match = match;
  }

  /** Counts one more operation of the kind that the fault is about, and says whether it takes it. */
  takes(node: NodeId): boolean {
    const nth = this.#match?.nth ?? null;
    if (nth === null) return true;
    const place = this.#match?.per === 'node' ? node : '';
    const count = (this.#counts.get(place) ?? 0) + 1;
    this.#counts.set(place, count);
    return count >= nth.first && count <= nth.last;
  }
}
