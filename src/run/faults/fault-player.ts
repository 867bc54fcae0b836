import { eventClass } from '../../engine/agenda.ts';
import type { FaultPlan } from '../../scenario/scenario.ts';
import type { Coverage } from '../report.ts';
import { coverageOf } from './coverage.ts';
import { ScheduleDraws } from './draws.ts';
import { Occurrence } from './occurrence.ts';
import type { OccurrenceScene } from './occurrence.ts';
import type { Watched } from './sentence-watch.ts';
import { Series } from './series.ts';
import type { Strike } from './strike.ts';
import type { TriggerScene } from './trigger.ts';

/** What the players of faults need of a run. */
export interface PlayerScene extends OccurrenceScene, TriggerScene {
  readonly healNs: number | null;
}

/** Plays one fault of a scenario: its schedule, its occurrences, its `while`, its `until`. */
export class FaultPlayer {
  readonly plan: FaultPlan;
  /** Every stretch of time in which it was in effect, in order. */
  readonly strikes: Strike[] = [];
  readonly #scene: PlayerScene;
  readonly #draws: ScheduleDraws;
  readonly #series: Series;
  readonly #live = new Set<Occurrence>();
  readonly #vacant = new Set<string>();
  #gate: Watched | null = null;
  #occurrences = 0;
  #notDrawn = 0;
  #matched = 0;
  #wasOpen = false;

  constructor(plan: FaultPlan, scene: PlayerScene) {
    this.plan = plan;
    this.#scene = scene;
    this.#draws = new ScheduleDraws(scene.world.engine.draws.stream(`fault ${plan.id}`));
    this.#series = new Series(scene, {
      schedule: plan.schedule,
      draws: this.#draws,
      subject: `fault ${plan.id} when`,
      isOpen: () => this.#isOpen,
      occur: (occurrence) => this.#occur(occurrence),
    });
  }

  /** One of its occurrences is in effect now. */
  get isActive(): boolean {
    for (const occurrence of this.#live) if (occurrence.isActive) return true;
    return false;
  }

  /** Begins; call it before the first event. */
  start(): void {
    const { sentences, world } = this.#scene;
    if (this.plan.while.length > 0) {
      this.#gate = sentences.watch(this.plan.while, (holds) => this.#turn(holds));
    }
    this.#wasOpen = this.#isOpen;
    const { untilNs } = this.plan;
    if (untilNs !== null) {
      world.engine.schedule(untilNs, eventClass.faultEnd, () => this.#stop());
    }
    this.#series.start();
  }

  /** The instant `heal`: series stop, and what is not forever ends. */
  heal(): void {
    if (!this.plan.forever) return this.#stop();
    const { kind } = this.plan.schedule;
    if (kind === 'every' || kind === 'rate') this.#series.stop();
  }

  /** What it did, and why nothing when it did nothing. */
  coverage(): Coverage {
    const { trigger } = this.#series;
    const live = [...this.#live];
    return coverageOf({
      plan: this.plan,
      strikes: this.strikes,
      occurrences: this.#occurrences,
      vacant: [...new Set([...this.#vacant, ...live.flatMap(({ vacant }) => vacant)])],
      notDrawn: this.#notDrawn,
      matched: live.reduce((sum, { matched }) => sum + matched, this.#matched),
      wasOpen: this.#wasOpen,
      trigger: trigger === null ? null : { seen: trigger.seen, first: trigger.first },
    });
  }

  get #isOpen(): boolean {
    return this.#gate === null || this.#gate.holds;
  }

  #turn(holds: boolean): void {
    if (holds) {
      this.#wasOpen = true;
      this.#series.trigger?.restart();
    }
    for (const occurrence of this.#live) {
      if (holds) occurrence.open();
      else occurrence.close();
    }
  }

  #occur(number: number): void {
    const { plan } = this;
    const { engine } = this.#scene.world;
    if (!plan.definition.actsOnMessages && !this.#draws.happens(plan.probabilityPpb, number)) {
      this.#notDrawn += 1;
      return;
    }
    const endsNs = this.#endOf(number);
    if (endsNs !== null && endsNs <= engine.nowNs && !plan.definition.instant) return;
    const occurrence = new Occurrence(this.#scene, plan, number, endsNs);
    occurrence.onEnd = () => {
      this.#live.delete(occurrence);
      this.#account(occurrence);
    };
    this.#occurrences += 1;
    this.#live.add(occurrence);
    occurrence.begin(
      this.#isOpen,
      endsNs !== null && endsNs === this.#scene.healNs && !plan.forever,
    );
  }

  /** When an occurrence that begins now is to end; null: never. */
  #endOf(number: number): number | null {
    const { plan } = this;
    const { nowNs } = this.#scene.world.engine;
    if (plan.definition.instant) return nowNs;
    const ends: number[] = [];
    if (plan.duration !== null && !plan.forever) {
      // A length of zero would begin and never be seen.
      ends.push(nowNs + Math.max(1, this.#draws.length('duration', plan.duration, number)));
    }
    if (plan.untilNs !== null) ends.push(plan.untilNs);
    if (this.#scene.healNs !== null && !plan.forever) ends.push(this.#scene.healNs);
    return ends.length === 0 ? null : Math.min(...ends);
  }

  #account(occurrence: Occurrence): void {
    this.#matched += occurrence.matched;
    for (const role of occurrence.vacant) this.#vacant.add(role);
  }

  #stop(): void {
    this.#series.stop();
    for (const occurrence of this.#live) occurrence.end();
    this.#gate?.stop();
  }
}
