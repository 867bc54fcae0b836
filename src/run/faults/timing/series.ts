import { eventClass } from '../../../engine/agenda.ts';
import type { Engine } from '../../../engine/engine.ts';
import type { SchedulePlan } from '../../../scenario/plan/fault.ts';
import type { ScheduleDraws } from './draws.ts';
import { Trigger } from './trigger.ts';
import type { TriggerScene } from './trigger.ts';

/** What a series plays: the schedule of one fault. */
export interface SeriesSetting {
  readonly schedule: SchedulePlan;
  readonly draws: ScheduleDraws;
  /** Keys the draws of the selectors in its trigger. */
  readonly subject: string;
  /** A trigger counts only while this holds. */
  readonly isOpen: () => boolean;
  /** Plans what is known before its instant, however it came to be known. */
  readonly plan: (atNs: number, begin: () => void) => void;
  /** An occurrence is due now. They are numbered from 0, also those that then do not happen. */
  readonly occur: (occurrence: number) => void;
}

/** Tells when the occurrences of one fault are due: at an instant, in a series, or when triggered. */
export class Series {
  readonly #scene: TriggerScene;
  readonly #engine: Engine;
  readonly #setting: SeriesSetting;
  #stopped = false;
  /** Set when the schedule is a trigger. */
  readonly trigger: Trigger | null;

  constructor(scene: TriggerScene, setting: SeriesSetting) {
    this.#scene = scene;
    this.#engine = scene.world.engine;
    this.#setting = setting;
    this.trigger = this.#makeTrigger();
  }

  /** Begins; call it before the first event. */
  start(): void {
    const { schedule, draws } = this.#setting;
    switch (schedule.kind) {
      case 'at':
        return this.#planned(draws.length('begin', schedule.at, 0), () => this.#setting.occur(0));
      case 'every': {
        const { at, everyNs } = schedule;
        const firstNs = at === null ? everyNs : draws.length('begin', at, 0);
        return this.#everyFrom(schedule, firstNs, 0);
      }
      case 'rate':
        return this.#poissonFrom(schedule, schedule.atNs, 0);
      case 'when':
        this.trigger?.arm();
        return;
    }
  }

  /** No occurrence is due any more. */
  stop(): void {
    this.#stopped = true;
    this.trigger?.disarm();
  }

  #everyFrom(
    schedule: Extract<SchedulePlan, { kind: 'every' }>,
    dueNs: number,
    occurrence: number,
  ): void {
    if (schedule.times !== null && occurrence >= schedule.times) return;
    this.#planned(dueNs, () => {
      this.#everyFrom(schedule, dueNs + schedule.everyNs, occurrence + 1);
      const jitterNs = this.#setting.draws.jitter(schedule.jitterNs, occurrence);
      if (jitterNs === 0) this.#setting.occur(occurrence);
      else this.#planned(dueNs + jitterNs, () => this.#setting.occur(occurrence));
    });
  }

  #poissonFrom(
    schedule: Extract<SchedulePlan, { kind: 'rate' }>,
    fromNs: number,
    occurrence: number,
  ): void {
    if (schedule.times !== null && occurrence >= schedule.times) return;
    const dueNs = fromNs + this.#setting.draws.gap(schedule.perSecond, occurrence);
    this.#planned(dueNs, () => {
      this.#poissonFrom(schedule, dueNs, occurrence + 1);
      this.#setting.occur(occurrence);
    });
  }

  #makeTrigger(): Trigger | null {
    const { schedule, subject, isOpen, draws, occur } = this.#setting;
    if (schedule.kind !== 'when') return null;
    let next = 0;
    const fire = (): void => {
      const occurrence = next;
      next += 1;
      if (schedule.delay === null) return occur(occurrence);
      const delayNs = draws.length('delay', schedule.delay, occurrence);
      const { nowNs } = this.#engine;
      if (delayNs > 0) this.#planned(nowNs + delayNs, () => occur(occurrence));
      // What set it off is of this very instant: it begins behind what was planned for it.
      else this.#soon(() => occur(occurrence));
    };
    const { trigger: plan, times } = schedule;
    const planned = this.#planned;
    return new Trigger(this.#scene, { plan, times, subject, isOpen, planned, fire });
  }

  #soon(action: () => void): void {
    this.#engine.schedule(this.#engine.nowNs, eventClass.faultBegin, () => {
      if (!this.#stopped) action();
    });
  }

  readonly #planned = (atNs: number, action: () => void): void => {
    this.#setting.plan(atNs, () => {
      if (!this.#stopped) action();
    });
  };
}
