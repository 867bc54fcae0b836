import type { NodeId } from '../base/units.ts';
import { eventClass } from '../engine/agenda.ts';
import type { CheckPlan, RunPlan, WorkloadPlan } from '../scenario/scenario.ts';
import type { NodeSelector } from '../scenario/selector.ts';
import type { Sentence } from '../scenario/sentence.ts';
import { holds } from '../scenario/sentence/holds.ts';
import type { SentenceState } from '../scenario/sentence/state.ts';
import type { World } from '../world/world.ts';
import type { RunEvents } from './events.ts';
import { extentOf } from './faults/extent.ts';
import type { FaultSchedule } from './schedule.ts';

/**
 * Under which circumstances a liveness check expects progress: no transient fault is active, or the
 * bounds of the model hold by now; and a majority of the check's group is up, running and mutually
 * connected. A check with sentences of its own expects it while these hold.
 */
export class Premise {
  readonly #plan: RunPlan;
  readonly #world: World;
  readonly #schedule: FaultSchedule;
  readonly #events: RunEvents;
  readonly #sentences: readonly Sentence[];
  /** Also no transient fault: when the check has no sentences of its own. */
  readonly #calm: boolean;
  #listeners: readonly ((holds: boolean, atNs: number) => void)[] = [];
  #holds = false;
  #pending = false;

  constructor(
    check: CheckPlan,
    plan: RunPlan,
    world: World,
    schedule: FaultSchedule,
    events: RunEvents,
  ) {
    this.#plan = plan;
    this.#world = world;
    this.#schedule = schedule;
    this.#events = events;
    this.#calm = check.premise === null;
    this.#sentences = check.premise ?? [majorityConnected(groupOf(check, plan))];
  }

  /** Begins to follow it; call it before the first event. */
  start(): void {
    const { engine } = this.#world;
    this.#holds = this.#judge();
    this.#events.onState(() => this.#look());
    this.#events.onFault(() => this.#lookSoon());
    this.#events.onObserved(() => {
      if (!this.#calm) this.#lookSoon();
    });
    this.#events.onHeal(() => this.#lookSoon());
    const { gstNs } = this.#schedule;
    if (gstNs !== null) engine.schedule(gstNs, eventClass.check, () => this.#look());
  }

  /** Whether it holds now. */
  get holds(): boolean {
    return this.#holds;
  }

  /** Told of each change, between steps, with the instant in ns. */
  onChange(listener: (holds: boolean, atNs: number) => void): void {
    this.#listeners = [...this.#listeners, listener];
  }

  /**
   * Whether what is scheduled can still make it true, also after the end of the run: every fault
   * that is to end has ended, every process that is to be started again is up.
   */
  canBeRestored(): boolean {
    const lasting = [...this.#schedule.active].filter(({ endsNs }) => endsNs === null);
    const { gstNs } = this.#schedule;
    const staysUncalm = lasting.some(({ plan }) => !plan.forever);
    if (this.#calm && gstNs === null && staysUncalm) return false;
    const best = this.#atBest(lasting.map(({ blocked }) => blocked));
    return this.#sentences.every((sentence) => sentence.kind !== 'state' || holds(sentence, best));
  }

  #judge(): boolean {
    if (this.#calm && !this.#isCalm()) return false;
    return this.#sentences.every((sentence) => holds(sentence, this.#schedule.sentenceState));
  }

  #isCalm(): boolean {
    const { gstNs, active } = this.#schedule;
    if (gstNs !== null && this.#world.engine.nowNs >= gstNs) return true;
    for (const { plan } of active) if (!plan.forever) return false;
    return true;
  }

  /** After this happening: faults begin and end inside others. */
  #lookSoon(): void {
    if (this.#pending) return;
    this.#pending = true;
    const { engine } = this.#world;
    engine.schedule(engine.nowNs, eventClass.check, () => this.#look());
  }

  #look(): void {
    this.#pending = false;
    const holdsNow = this.#judge();
    if (holdsNow === this.#holds) return;
    this.#holds = holdsNow;
    for (const listener of this.#listeners) listener(holdsNow, this.#world.engine.nowNs);
  }
}
