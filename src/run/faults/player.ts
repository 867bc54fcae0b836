import { eventClass } from '../../engine/agenda.ts';
import { isInstant } from '../../library/faults/define.ts';
import type { FaultPlan } from '../../scenario/plan/fault.ts';
import type { Coverage } from '../report/report.ts';
import type { Beginnings } from './timing/beginnings.ts';
import { coverageOf } from './coverage.ts';
import { ScheduleDraws } from './timing/draws.ts';
import { Occurrence } from './occurrence.ts';
import type { OccurrenceScene } from './occurrence.ts';
import type { Watched } from './timing/sentence-watch.ts';
import { Series } from './timing/series.ts';
import type { Strike } from './strike.ts';
import type { TriggerScene } from './timing/trigger.ts';

/** What the players of faults need of a run. */
export interface PlayerScene extends OccurrenceScene, TriggerScene {
  readonly healNs: number | null;
  readonly beginnings: Beginnings;
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
  /** When it went out of effect last; -Infinity: never. */
  #offSinceNs = -Infinity;

  constructor(plan: FaultPlan, scene: PlayerScene) {
    this.plan = plan;
    this.#scene = { ...scene, ended: (strike) => this.#ended(strike, scene) };
    this.#draws = new ScheduleDraws(scene.world.engine.draws.stream(`fault ${plan.id}`));
    this.#series = new Series(scene, {
      schedule: plan.schedule,
      draws: this.#draws,
      subject: `fault ${plan.id} when`,
      isOpen: () => this.#isOpen,
      plan: (atNs, begin) => scene.beginnings.at(atNs, { plan, begin }),
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
    this.#watchWhile();
    const { untilNs } = this.plan;
    if (untilNs !== null) {
      this.#scene.world.engine.schedule(untilNs, eventClass.faultEnd, () => this.#stop());
    }
    this.#foretell();
    this.#series.start();
  }

  /** Tells clocks of what is announced before it comes: that, when and whom must be certain. */
  #foretell(): void {
    const { definition, params, target, probabilityPpb } = this.plan;
    const { foreseen } = this;
    if (definition.foretell === null || foreseen === null || target.kind !== 'nodes') return;
    if (this.plan.while.length > 0 || !this.#draws.happens(probabilityPpb, 0)) return;
    const { selection, world, verbs } = this.#scene;
    if (target.selector.terms.some(({ amount, base }) => amount !== null || base.kind !== 'nodes'))
      return;
    for (const id of selection.nodes(target.selector, this.plan.id).picked) {
      definition.foretell(verbs.clock(world.indexOf(id)), foreseen.fromNs, params);
    }
  }

  /** Begins at once: a fault that was drawn for this instant. */
  startNow(): void {
    this.#watchWhile();
    this.#occur(0);
  }

  #watchWhile(): void {
    if (this.plan.while.length > 0) {
      this.#gate = this.#scene.sentences.watch(this.plan.while, (holds) => this.#turn(holds));
    }
    this.#wasOpen = this.#isOpen;
  }

  /** One of its occurrences has begun and is not over, in effect or not. */
  get isLive(): boolean {
    return this.#live.size > 0;
  }

  /**
   * The time of a single occurrence that has yet to begin, in ns; null when it cannot be known or
   * has begun. `untilNs` null: to the end.
   */
  get foreseen(): { readonly fromNs: number; readonly untilNs: number | null } | null {
    const { schedule } = this.plan;
    if (schedule.kind !== 'at') return null;
    const fromNs = this.#draws.length('begin', schedule.at, 0);
    if (fromNs < this.#scene.world.engine.nowNs || this.#occurrences > 0) return null;
    return { fromNs, untilNs: this.#endOf(0, fromNs) };
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
    this.#settle();
  }

  /** Puts every occurrence in effect or out of it, as `while` asks and `min-on`, `min-off` allow. */
  #settle(): void {
    const { minOnNs, minOffNs } = this.plan;
    const { engine } = this.#scene.world;
    const holds = this.#isOpen;
    for (const occurrence of this.#live) {
      if (occurrence.isActive === holds) continue;
      const dueNs = holds ? this.#offSinceNs + minOffNs : occurrence.sinceNs + minOnNs;
      if (engine.nowNs < dueNs) {
        const { faultBegin, faultEnd } = eventClass;
        engine.schedule(dueNs, holds ? faultBegin : faultEnd, () => this.#settle());
      } else if (holds) occurrence.open();
      else occurrence.close();
    }
  }

  #ended(strike: Strike, scene: PlayerScene): void {
    scene.ended(strike);
    if (!this.isActive) this.#offSinceNs = this.#scene.world.engine.nowNs;
  }

  /** It has to stay out of effect for now. */
  get #rests(): boolean {
    const { minOffNs } = this.plan;
    if (minOffNs === 0) return false;
    return this.isActive || this.#scene.world.engine.nowNs < this.#offSinceNs + minOffNs;
  }

  #occur(number: number): void {
    const { plan } = this;
    const { engine } = this.#scene.world;
    if (this.#rests) return;
    if (!plan.definition.actsOnMessages && !this.#draws.happens(plan.probabilityPpb, number)) {
      this.#notDrawn += 1;
      return;
    }
    const endsNs = this.#endOf(number, engine.nowNs);
    if (
      endsNs !== null &&
      endsNs <= engine.nowNs &&
      !isInstant(plan.definition, plan.match !== null)
    )
      return;
    const occurrence = new Occurrence(this.#scene, plan, number, endsNs, (ended) => {
      this.#live.delete(ended);
      this.#account(ended);
    });
    this.#occurrences += 1;
    this.#live.add(occurrence);
    occurrence.begin(
      this.#isOpen,
      endsNs !== null && endsNs === this.#scene.healNs && !plan.forever,
    );
  }

  /** When an occurrence that begins at an instant is to end; null: never. */
  #endOf(number: number, fromNs: number): number | null {
    const { plan } = this;
    if (isInstant(plan.definition, plan.match !== null)) return fromNs;
    const ends: number[] = [];
    if (plan.duration !== null && !plan.forever) {
      // A length of zero would begin and never be seen.
      const drawnNs = this.#draws.length('duration', plan.duration, number);
      ends.push(fromNs + Math.max(1, drawnNs, plan.minOnNs));
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
