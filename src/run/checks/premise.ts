import type { NodeId } from '../../base/units.ts';
import { eventClass } from '../../engine/agenda.ts';
import type { CheckPlan } from '../../scenario/plan/check.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import type { NodeSelector } from '../../scenario/selector.ts';
import type { Sentence } from '../../scenario/sentence.ts';
import { holds } from '../../scenario/sentence/holds.ts';
import type { World } from '../../world/world.ts';
import type { RunEvents } from '../events/events.ts';
import { BestState } from '../faults/best-state.ts';
import { asksForRole } from '../faults/targets/selection.ts';
import { groupOf } from './group.ts';
import type { FaultSchedule } from '../schedule.ts';

/**
 * The circumstances under which a liveness check expects progress: no transient fault is active, or
 * the bounds of the model hold by now; and a majority of the check's group is up, running and
 * mutually connected. A check with sentences of its own expects it while these hold.
 */
export class Premise {
  readonly #plan: RunPlan;
  readonly #world: World;
  readonly #schedule: FaultSchedule;
  readonly #events: RunEvents;
  readonly #sentences: readonly Sentence[];
  /** It wants that no transient fault is active. */
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
    const soon = (): void => this.#lookSoon();
    this.#holds = this.#judge();
    this.#events.onState(soon);
    this.#events.onFault(({ data }) => {
      if (data.edge !== 'hit') soon();
    });
    this.#events.onHeal(soon);
    if (this.#sentences.some(isAboutRole)) this.#events.onObserved(soon);
    const { gstNs } = this.#schedule;
    if (gstNs !== null) this.#world.engine.schedule(gstNs, eventClass.check, () => this.#look());
  }

  /** Whether it holds now. */
  get holds(): boolean {
    return this.#holds;
  }

  /** Told of each change, between steps, with the instant in ns. What lasts no time is no change. */
  onChange(listener: (holds: boolean, atNs: number) => void): void {
    this.#listeners = [...this.#listeners, listener];
  }

  /**
   * Whether what is scheduled can still make it true, also after the end of the run. False only when
   * faults that have no end, or processes that nobody starts again, stand in its way.
   */
  get canReturn(): boolean {
    const lasting = [...this.#schedule.active].filter(({ endsNs }) => endsNs === null);
    if (this.#calm && this.#schedule.gstNs === null && lasting.some(({ plan }) => !plan.forever)) {
      return false;
    }
    const blocked = lasting.flatMap(({ blocked: taken }) => (taken?.lasts === true ? taken : []));
    const best = new BestState(this.#plan, this.#world, this.#schedule, blocked);
    return this.#sentences.every(
      // Who will hold a role, and which faults are to come, nobody knows yet.
      (sentence) => sentence.kind !== 'state' || isAboutRole(sentence) || holds(sentence, best),
    );
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

  /** At the end of this instant, when all that happens at it has happened. */
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

function isAboutRole(sentence: Sentence): boolean {
  return (
    sentence.kind === 'state' && (typeof sentence.state === 'object' || asksForRole(sentence.who))
  );
}

function majorityConnected(group: readonly NodeId[]): Sentence {
  const who: NodeSelector = {
    text: `majority of ${group.join(', ')}`,
    terms: [{ amount: { kind: 'majority' }, base: { kind: 'nodes', nodes: group } }],
    except: null,
  };
  return {
    kind: 'state',
    text: `${who.text} is connected`,
    who,
    negated: false,
    state: 'connected',
  };
}
