import { printDuration, printInstant } from '../../base/time.ts';
import type { TrueTime } from '../../base/units.ts';
import type { Seen } from '../../library/checks/define.ts';
import type { CheckPlan } from '../../scenario/plan/check.ts';
import {
  CheckWatch,
  type Goal,
  type Findings,
  type RunEnd,
  type Violation,
  type WatchParts,
} from './watch.ts';
import { Trigger, type TriggerScene } from '../faults/timing/trigger.ts';
import type { History } from '../history/history.ts';
import { judgeLiveness, type PremiseChange, type Stretch, together } from './liveness.ts';
import type { CheckReport } from '../report/report.ts';
import { witnessEvent } from '../events/sighting.ts';
import { judgeSafety } from './verdict.ts';
import type { CheckView } from '../view/view.ts';

/** When the premise of a check held. */
export interface PremiseRecord {
  /** In order of time, the first at t = 0. */
  readonly changes: readonly PremiseChange[];
  /** Whether a change that is scheduled can still make it true. */
  readonly restorable: boolean;
}

/** What checks need beside what they look at. */
export interface ChecksParts extends WatchParts {
  readonly scene: TriggerScene;
  /** The premise of a liveness check, followed from t = 0. */
  readonly premise: (plan: CheckPlan) => PremiseRecord;
}

/** How the run ended, as far as verdicts depend on it. */
export interface RunEnding {
  readonly endNs: number;
  /** Why it ended early; null when it did not. */
  readonly stopped: string | null;
  /** When the schedule first left the declared model; null: never. */
  readonly leftModelNs: number | null;
}

/** Judged by its premise and W rather than by its first bad event. */
function isLiveness({ definition, withinNs }: CheckPlan): boolean {
  return definition.property === 'liveness' && withinNs !== null;
}

/** One check with all that its verdict depends on. */
class Judge {
  readonly watch: CheckWatch;
  readonly #plan: CheckPlan;
  readonly #premise: PremiseRecord | null;
  readonly #afterNs: number[] = [];
  readonly #history: History;
  /** Why its wishes could not be judged, if that is so. */
  #doubt: string | null = null;
  /** When its workload's requests began and ended; null when it is about no workload. */
  readonly #asks: Stretch[] | null;

  constructor(plan: CheckPlan, parts: ChecksParts) {
    this.#plan = plan;
    this.#history = parts.history;
    this.watch = new CheckWatch(plan, parts);
    this.#premise = isLiveness(plan) ? parts.premise(plan) : null;
    this.#asks = plan.of.kind === 'workload' ? [] : null;
    if (this.#premise === null) return;
    this.#follow(plan, parts);
    this.watch.onOperation(({ at, data }) => {
      this.#asks?.push({ fromNs: data.began, untilNs: at });
    });
  }

  /** From when on the goal is wanted: from the start, unless the scenario says after what. */
  #follow({ id, after }: CheckPlan, { scene, nowNs }: ChecksParts): void {
    if (after === null) return;
    const want = (): void => {
      if (this.#isInside(nowNs())) this.#afterNs.push(nowNs());
    };
    new Trigger(scene, {
      plan: { kind: 'moment', moment: after },
      times: null,
      subject: `check:${id}`,
      isOpen: () => true,
      fire: want,
    }).arm();
  }

  /** Why it could not decide; null: it could. */
  get doubt(): string | null {
    return this.watch.findings.undecided ?? this.#doubt;
  }

  report(ending: RunEnding): CheckReport {
    const findings = this.#findings(ending);
    return this.#premise === null || findings.violation !== null
      ? this.#safety(findings, ending)
      : this.#liveness(findings, this.#premise, ending);
  }

  /** What the verdict is made of, as far as what the check has found may count. */
  #findings({ stopped, endNs }: RunEnding): Findings {
    const { findings } = this.watch;
    const violation = findings.violation ?? this.#missed(findings, endNs);
    // Of a run that was stopped nobody knows what would still have come.
    const isOpen = stopped !== null && violation?.isOfEnd === true;
    return { ...findings, violation: isOpen ? null : violation };
  }

  /** A goal of its own that was not reached; without `within` it has until the end. */
  #missed({ goals, undecided }: Findings, runEndNs: number): Violation | null {
    const { definition, withinNs } = this.#plan;
    if (definition.property !== 'liveness' || withinNs !== null || undecided !== null) return null;
    for (const goal of goals) {
      const missed = goal.triggers.filter(({ at }) => !goal.reached.some((then) => then >= at));
      if (missed.length === 0) continue;
      const why = `${quoted(goal, 'was ')}not reached before ${this.#endText} ended`;
      const atNs = Math.min(this.#window.untilNs, runEndNs);
      return { why, atNs, because: missed.filter(isSeen), isOfEnd: true };
    }
    return null;
  }

  #safety(findings: Findings, { stopped, leftModelNs }: RunEnding): CheckReport {
    const { violation, exercised, undecided } = findings;
    const { verdict, observed } = judgeSafety({
      violatedNs: violation?.atNs ?? null,
      exercised,
      undecided: undecided !== null || stopped !== null,
      leftModelNs: this.#plan.definition.anyModel ? null : leftModelNs,
    });
    return { ...this.#head(), verdict, observed, ...witnessOf(violation) };
  }

  #liveness(findings: Findings, premise: PremiseRecord, ending: RunEnding): CheckReport {
    const withinNs = this.#plan.withinNs ?? 0;
    // What comes behind its window it does not see: there it accuses nobody.
    const endNs = Math.min(this.#window.untilNs, ending.endNs);
    const own = this.#wantsByItself(findings);
    const given = {
      // What a check has seen a reason for is due whether somebody asks again or not.
      asks: own || this.#asks === null ? null : [...this.#asks, ...this.#openAsks(endNs)],
      notBeforeNs: own ? this.#notBeforeNs() : 0,
      premise: premise.changes.filter(({ atNs }) => atNs <= endNs),
      withinNs,
      endNs,
      restorable: premise.restorable || endNs < ending.endNs,
    };
    const byGoal = this.#goals(findings).map((goal) => ({
      goal,
      judged: judgeLiveness({
        ...given,
        triggersNs: this.#triggersNs(goal, own),
        reachesNs: goal.reached.toSorted((a, b) => a - b),
      }),
    }));
    const judged = together(byGoal.map((one) => one.judged));
    const head = { ...this.#head(), observed: null };
    const goal = byGoal.find((one) => one.judged === judged)?.goal;
    // Who doubts may have had what it wants all the same; who failed may have wanted more.
    const isInDoubt = findings.undecided !== null && (findings.failed || judged.verdict !== 'held');
    // Nobody knows what a run that was stopped early would still have wanted, or granted.
    const isCutOff = ending.stopped !== null && judged.verdict !== 'violated';
    if (isInDoubt || isCutOff) {
      return { ...head, verdict: 'undecided', at: null, witness: null };
    }
    if (judged.verdict === 'undecided') this.#doubt = this.#doubtText(goal, judged.wantedNs);
    if (judged.verdict !== 'violated') {
      return { ...head, verdict: judged.verdict, at: null, witness: null };
    }
    const because = (goal?.triggers ?? []).filter(isSeen).filter(({ at }) => at <= judged.atNs);
    const why = `${quoted(goal, 'was ')}not reached within ${printDuration(withinNs)}${this.#afterText()}`;
    return { ...head, verdict: 'violated', ...witnessOf({ why, atNs: judged.atNs, because }) };
  }

  /** Why a wish that nobody granted is no violation either. */
  #doubtText(goal: Goal | undefined, wantedNs: number): string {
    const since = `${quoted(goal, 'is ')}wanted from ${printInstant(wantedNs)} on`;
    const within = printDuration(this.#plan.withinNs ?? 0);
    return `${since}, and did not have its ${within} with the premise unbroken before ${this.#endText} ended`;
  }

  get #endText(): string {
    return this.#plan.during === null ? 'the run' : 'its window';
  }

  /** The stretch of the run that it is about. */
  get #window(): Stretch {
    return this.#plan.during ?? { fromNs: 0, untilNs: Infinity };
  }

  #isInside(atNs: number): boolean {
    return atNs >= this.#window.fromNs && atNs <= this.#window.untilNs;
  }

  /** Requests that were still under way when the run ended. */
  #openAsks(endNs: number): Stretch[] {
    const { of } = this.#plan;
    if (of.kind !== 'workload') return [];
    return this.#history.operations
      .filter(({ done, workload, op, beganNs }) => {
        const isMeant = workload === of.workload && (of.op === null || op === of.op);
        return done === null && isMeant && this.#isInside(beganNs);
      })
      .map(({ beganNs }) => ({ fromNs: beganNs, untilNs: endNs }));
  }

  /** What is wanted; a check that says nothing of its own wants one thing. */
  #goals({ goals }: Findings): readonly Goal[] {
    return goals.length > 0 ? goals : [{ name: '', triggers: [], reached: [] }];
  }

  /** Whether the check itself says when its goals are wanted; else the scenario does, or the start. */
  #wantsByItself({ goals }: Findings): boolean {
    return (
      this.#plan.definition.triggersItself || goals.some(({ triggers }) => triggers.length > 0)
    );
  }

  /** What is wanted before the scenario's `after` has its W from then on. */
  #notBeforeNs(): number {
    const { after, definition } = this.#plan;
    if (after === null || definition.triggersItself) return 0;
    return this.#afterNs[0] ?? Infinity;
  }

  #triggersNs({ triggers }: Goal, own: boolean): number[] {
    const wanted = own ? triggers.map(({ at }) => at) : this.#afterNs;
    if (!own && this.#plan.after === null && wanted.length === 0) return [this.#window.fromNs];
    return wanted.toSorted((a, b) => a - b);
  }

  #afterText(): string {
    const { after } = this.#plan;
    return after === null ? '' : ` after ${after.text}`;
  }

  #head(): Pick<CheckReport, 'id' | 'check' | 'kind' | 'expected'> {
    const { id, kind, expect } = this.#plan;
    return {
      id,
      check: kind,
      kind: this.#premise === null ? 'safety' : 'liveness',
      expected: expect,
    };
  }
}

/** The name that a check has given to a goal, and a verb; a check with one goal has none. */
function quoted(goal: Goal | undefined, verb: string): string {
  return goal === undefined || goal.name === '' ? '' : `"${goal.name}" ${verb}`;
}

/** What wanted a goal, where something was seen that did. */
function isSeen(trigger: Goal['triggers'][number]): trigger is Seen<unknown> {
  return 'seq' in trigger;
}

function witnessOf(
  violation: Omit<Violation, 'isOfEnd'> | null,
): Pick<CheckReport, 'at' | 'witness'> {
  if (violation === null) return { at: null, witness: null };
  const { why, atNs, because } = violation;
  return { at: atNs, witness: { why, events: because.map(witnessEvent) } };
}

/** All checks of a run, in the order of the plan. */
export class Checks {
  readonly #judges: readonly Judge[];
  /** How many have been told that the run is over. */
  #told = 0;
  /** The one that is just being told. */
  #telling: CheckWatch | null = null;

  constructor(parts: ChecksParts) {
    this.#judges = parts.run.checks.map((plan) => new Judge(plan, parts));
  }

  /** What is certain already, for the live view. */
  views(): CheckView[] {
    return this.#judges.map(({ watch }) => ({
      id: watch.plan.id,
      verdict: watch.verdictNow,
      violation: watch.findings.violation,
    }));
  }

  /** The next that will be told that the run is over; null: all have been. */
  get next(): CheckPlan | null {
    return this.#judges[this.#told]?.watch.plan ?? null;
  }

  /**
   * Tells the next check that the run is over, when its metrics are known; answers whether there was
   * one. A call that was broken off leaves that check undecided, and the next call goes on behind it.
   */
  endNext(ending: RunEnding, healNs: number | null): boolean {
    this.#telling?.brokenOff();
    this.#telling = null;
    const judge = this.#judges[this.#told];
    if (judge === undefined) return false;
    const healed = healNs !== null && healNs <= ending.endNs;
    const end: RunEnd = {
      at: ending.endNs as TrueTime,
      healedAt: healed ? (healNs as TrueTime) : null,
      stopped: ending.stopped,
    };
    this.#told += 1;
    this.#telling = judge.watch;
    judge.watch.end(end);
    this.#telling = null;
    return true;
  }

  /** The verdicts. Call once, when the run is over and its metrics are known. */
  finish(ending: RunEnding, healNs: number | null): CheckReport[] {
    while (this.endNext(ending, healNs));
    return this.#judges.map((judge) => judge.report(ending));
  }

  /** Why checks could not decide, for the reader of the report. */
  notes(): string[] {
    return this.#judges.flatMap(({ watch, doubt }) =>
      doubt === null ? [] : [`${watch.plan.id} is undecided: ${doubt}`],
    );
  }
}
