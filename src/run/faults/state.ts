import type { NodeId } from '../../base/units.ts';
import type { SentenceState } from '../../scenario/sentence/state.ts';
import type { World } from '../../world/world.ts';
import type { Roles } from '../roles.ts';

/** What the state of the schedule adds to that of the world. */
export interface ScheduleState {
  isActive(id: string): boolean;
  readonly healed: boolean;
  /** Some fault keeps its process from running. */
  isHeldDown(node: NodeId): boolean;
}

/** What sentences see of a run, at the instant at which they are judged. */
export class LiveState implements SentenceState {
  readonly #world: World;
  readonly #roles: Roles;
  readonly #schedule: ScheduleState;

  constructor(world: World, roles: Roles, schedule: ScheduleState) {
    this.#world = world;
    this.#roles = roles;
    this.#schedule = schedule;
  }

  get nodes(): readonly NodeId[] {
    return this.#world.ids;
  }

  get healed(): boolean {
    return this.#schedule.healed;
  }

  isUp(id: NodeId): boolean {
    if (this.#world.isUp(id)) return true;
    // At the instant 0 processes are booted one after the other; a sentence sees them all up.
    return this.#world.engine.nowNs === 0 && !this.#schedule.isHeldDown(id);
  }

  isPaused(id: NodeId): boolean {
    return this.#world.isPaused(id);
  }

  isConnected(a: NodeId, b: NodeId): boolean {
    if (!this.isUp(a) || !this.isUp(b) || this.isPaused(a) || this.isPaused(b)) return false;
    return a === b || (this.#world.canPass(a, b) && this.#world.canPass(b, a));
  }

  /** What keeps its clock believes that it is right. */
  isSynced(id: NodeId): boolean {
    return this.#world.machineOf(id)?.clocks.keeper?.synchronised ?? false;
  }

  holdsRole(role: string, id: NodeId, among: readonly NodeId[] | null): boolean {
    return this.#roles.holder(role, among).node === id;
  }

  isFaultActive(id: string): boolean {
    return this.#schedule.isActive(id);
  }
}
