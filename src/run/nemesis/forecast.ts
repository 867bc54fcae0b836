import type { NodeId } from '../../base/units.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import type { Sentence } from '../../scenario/sentence.ts';
import { holds } from '../../scenario/sentence/holds.ts';
import type { SentenceState } from '../../scenario/sentence/state.ts';
import type { World } from '../../world/world.ts';
import type { PresentState } from '../faults/best-state.ts';
import type { Blocked } from '../faults/strike.ts';

/** What takes something out of service for a known time. */
export interface Outage {
  /** The fault. */
  readonly id: string;
  readonly fromNs: number;
  /** Null: to the end. */
  readonly untilNs: number | null;
  readonly blocked: Blocked;
}

/** What is known of a run when it is asked what is to come. */
export interface ForecastScene extends PresentState {
  readonly world: World;
  readonly plan: RunPlan;
}

/** A state to come, as far as faults make it: programs are taken to run unless they have ended. */
class ExpectedState implements SentenceState {
  readonly healed = false;
  readonly #scene: ForecastScene;
  readonly #outages: readonly Outage[];
  readonly #aliveAnyway: boolean;

  constructor(scene: ForecastScene, outages: readonly Outage[], aliveAnyway: boolean) {
    this.#scene = scene;
    this.#outages = outages;
    this.#aliveAnyway = aliveAnyway;
  }

  get nodes(): readonly NodeId[] {
    return this.#scene.world.ids;
  }

  isUp(id: NodeId): boolean {
    if (this.#outages.some(({ blocked }) => blocked.down.has(id))) return false;
    // Down although no fault will hold it down: only one that holds it now may bring it back.
    const { sentenceState } = this.#scene;
    return this.#aliveAnyway || sentenceState.isUp(id) || this.#scene.isHeldDown(id);
  }

  isPaused(id: NodeId): boolean {
    return this.#outages.some(({ blocked }) => blocked.paused.has(id));
  }

  isConnected(a: NodeId, b: NodeId): boolean {
    if (!this.isUp(a) || !this.isUp(b) || this.isPaused(a) || this.isPaused(b)) return false;
    return a === b || (this.#canPass(a, b) && this.#canPass(b, a));
  }

  isSynced(id: NodeId): boolean {
    return this.#scene.sentenceState.isSynced(id);
  }

  holdsRole(role: string, id: NodeId, among: readonly NodeId[] | null): boolean {
    return this.#scene.sentenceState.holdsRole(role, id, among);
  }

  isFaultActive(id: string): boolean {
    return this.#outages.some((outage) => outage.id === id);
  }

  #canPass(from: NodeId, to: NodeId): boolean {
    const { plan, world } = this.#scene;
    const link = plan.links.classOf(world.indexOf(from), world.indexOf(to));
    if (plan.links.classes[link]?.connected === false) return false;
    // Routers may find another way; that they will have found one is more than anybody knows.
    const hops = world.hops(from, to);
    if (hops === null) return false;
    return !this.#outages.some(
      ({ blocked }) => blocked.blocks(from, to) || hops.some((hop) => blocked.blocks(...hop)),
    );
  }
}

/** The last instant that a candidate is about; Infinity: it has no end. */
function endOf(candidate: readonly Outage[]): number {
  return Math.max(...candidate.map(({ untilNs }) => untilNs ?? Infinity));
}

function isIn({ fromNs, untilNs }: Outage, atNs: number): boolean {
  return fromNs <= atNs && (untilNs === null || untilNs > atNs);
}

/**
 * Whether sentences hold from now to the end of a fault that would take these out of service, with all
 * others that are known. Faults change only at their begins and ends and from phase to phase, so it is
 * enough to look at the instants of these.
 */
export function staysTrue(
  sentences: readonly Sentence[],
  candidate: readonly Outage[],
  others: readonly Outage[],
  scene: ForecastScene,
): boolean {
  const untilNs = endOf(candidate);
  const { nowNs } = scene.world.engine;
  const edges = [...others, ...candidate].flatMap((one) => [one.fromNs, one.untilNs ?? Infinity]);
  const instants = new Set([nowNs, ...edges.filter((at) => at > nowNs && at < untilNs)]);
  const [first] = candidate;
  return [...instants].every((atNs) => {
    // One that takes no time takes its instant.
    const own = candidate.filter((one) => isIn(one, atNs) || (one === first && atNs === nowNs));
    const active = [...others.filter((one) => isIn(one, atNs)), ...own];
    const state = new ExpectedState(scene, active, false);
    return sentences.every((sentence) => holds(sentence, state));
  });
}

/** Whether sentences could hold during a fault if all else were well. */
export function couldBeTrue(
  sentences: readonly Sentence[],
  candidate: readonly Outage[],
  scene: ForecastScene,
): boolean {
  return candidate.every((phase) => {
    const state = new ExpectedState(scene, [phase], true);
    return sentences.every((sentence) => holds(sentence, state));
  });
}
