import type { NodeId } from '../../base/units.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import type { SentenceState } from '../../scenario/sentence/state.ts';
import type { World } from '../../world/world.ts';
import type { Blocked } from './strike.ts';

/** What is asked of the schedule and of the state as it is now. */
export interface PresentState {
  readonly sentenceState: SentenceState;
  isHeldDown(node: NodeId): boolean;
}

/**
 * The best state that can still come about when nothing more goes wrong: every fault that has an end
 * has ended, and every process that is to be started again runs. Only what lasts is left.
 */
export class BestState implements SentenceState {
  readonly #plan: RunPlan;
  readonly #world: World;
  readonly #present: PresentState;
  readonly #lasting: readonly Blocked[];

  /** `lasting`: what faults without an end take out of service. */
  constructor(plan: RunPlan, world: World, present: PresentState, lasting: readonly Blocked[]) {
    this.#plan = plan;
    this.#world = world;
    this.#present = present;
    this.#lasting = lasting;
  }

  get nodes(): readonly NodeId[] {
    return this.#world.ids;
  }

  get healed(): boolean {
    return this.#plan.healNs !== null;
  }

  isUp(id: NodeId): boolean {
    if (this.#lasting.some(({ down }) => down.has(id))) return false;
    if (this.#present.sentenceState.isUp(id) || this.#present.isHeldDown(id)) return true;
    return this.#plan.nodes[this.#world.indexOf(id)]?.restartAfter !== null;
  }

  isPaused(id: NodeId): boolean {
    return this.#lasting.some(({ paused }) => paused.has(id));
  }

  isConnected(a: NodeId, b: NodeId): boolean {
    if (!this.isUp(a) || !this.isUp(b) || this.isPaused(a) || this.isPaused(b)) return false;
    return a === b || (this.#canPass(a, b) && this.#canPass(b, a));
  }

  isSynced(id: NodeId): boolean {
    return this.#present.sentenceState.isSynced(id);
  }

  holdsRole(role: string, id: NodeId, among: readonly NodeId[] | null): boolean {
    return this.#present.sentenceState.holdsRole(role, id, among);
  }

  isFaultActive(id: string): boolean {
    return this.#present.sentenceState.isFaultActive(id);
  }

  #canPass(from: NodeId, to: NodeId): boolean {
    const { links } = this.#plan;
    const link = links.classOf(this.#world.indexOf(from), this.#world.indexOf(to));
    if (links.classes[link]?.connected === false) return false;
    const hops = this.#world.hops(from, to) ?? [];
    return !this.#lasting.some(
      (blocked) => blocked.blocks(from, to) || hops.some((hop) => blocked.blocks(...hop)),
    );
  }
}
