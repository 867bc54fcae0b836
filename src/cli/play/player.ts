import { dirname } from 'node:path';
import type { Redraw } from '../../engine/engine.ts';
import type { TraceEvent } from '../../engine/event.ts';
import { eventLine, headerLine, verdictLine } from '../../reports/events.ts';
import type { Judgement } from '../../run/checks/judgement.ts';
import type { MessageReport, Run } from '../../run/report/report.ts';
import type { SimulationOptions } from '../../run/simulation.ts';
import { unlessBare } from '../../run/report/units.ts';
import { Simulation, wantsJudges } from '../../run/simulation.ts';
import type { Steering } from '../../run/steering.ts';
import type { RunPlan, Scenario } from '../../scenario/scenario.ts';
import type { Trial } from '../../search/strategies/define.ts';
import type { Driver } from '../driver.ts';
import { playing } from '../failure.ts';
import type { NodeHost } from '../host/host.ts';
import { renewedIn } from '../host/renewal.ts';
import { describeError } from './describe-error.ts';
import { runKey } from './run-key.ts';

/** How every run is played. */
export interface PlayerOptions {
  readonly host: NodeHost;
  readonly driver: Driver;
  /** Keep the events: someone reads them, or watches. */
  readonly storeEvents: boolean;
  /** Remember messages for who draws them. */
  readonly tellsMessages?: boolean;
  readonly maxEvents: number;
  /** How a search found the runs of these plans; null: they are played as they stand. */
  readonly trialOf?: ((plan: RunPlan) => Trial) | null;
}

/** A run that was played, with its events if they were kept. */
export interface Played {
  readonly run: Run;
  /** Why it ended early; null when it did not. */
  readonly stopped: string | null;
  /** The few messages that belong to the story; null: nobody asked for them. */
  readonly messages: readonly MessageReport[] | null;
  /** The events, if they were kept. */
  events(): Iterable<TraceEvent>;
  /** The events as lines of JSON, from header to verdict. */
  lines(): Generator<string>;
}

/** A run that was played for its verdicts. */
export interface Judged {
  readonly run: Judgement;
  /** Why it ended early; null when it did not. */
  readonly stopped: string | null;
}

/** Plays the runs of scenarios one after another. */
export class Player {
  readonly #options: PlayerOptions;

  constructor(options: PlayerOptions) {
    this.#options = options;
  }

  /**
   * Plays one run of a scenario; with `redraw` only its past, and another future; with `steering` as
   * a search has it.
   */
  async play(
    wanted: RunPlan,
    scenario: Scenario,
    redraw: Redraw | null = null,
    steering: Steering | null = null,
  ): Promise<Played> {
    const { driver, trialOf = null } = this.#options;
    const trial = trialOf === null ? null : trialOf(wanted);
    const plan = trial?.plan ?? wanted;
    const how = {
      redraw,
      steering: steering ?? trial?.steering?.() ?? null,
      steer: trial?.steer ?? null,
    };
    const simulation = await this.#simulation(plan, scenario, how);
    const run = await driver.play(simulation);
    playing.run = null;
    return {
      run,
      stopped: simulation.stopped,
      messages: this.#options.tellsMessages === true ? simulation.messages : null,
      events: () => simulation.events(),
      *lines() {
        // A report tells of what is in it, a stream of all.
        const { units: _, ...header } = run;
        const units = unlessBare(simulation.units);
        yield headerLine(units === undefined ? header : { ...header, units });
        for (const event of simulation.events()) yield eventLine(event);
        yield verdictLine(run);
      },
    };
  }

  /** Plays one run of a scenario for its verdicts alone, which is cheaper. */
  async judge(
    plan: RunPlan,
    scenario: Scenario,
    steering: Steering | null = null,
  ): Promise<Judged> {
    const { driver } = this.#options;
    const simulation = await this.#simulation(plan, scenario, { steering, onlyJudged: true });
    const run = await driver.judge(simulation);
    playing.run = null;
    return { run, stopped: simulation.stopped };
  }

  async #simulation(
    plan: RunPlan,
    scenario: Scenario,
    how: Pick<SimulationOptions, 'redraw' | 'steering' | 'steer' | 'onlyJudged'>,
  ): Promise<Simulation> {
    const { host, storeEvents, tellsMessages = false, maxEvents } = this.#options;
    playing.run = runKey(plan);
    const folder = dirname(scenario.path);
    const options: SimulationOptions = {
      host,
      storeEvents,
      tellsMessages,
      maxEvents,
      ...how,
      judges: wantsJudges(plan) ? (await import('../../history/judges.ts')).judges : null,
      file: scenario.path.split('/').at(-1) ?? scenario.path,
      describeError: (error) => describeError(error, folder),
    };
    const renewal = await host.renewed();
    const fresh = renewal === null ? plan : renewedIn(plan, renewal);
    return this.#options.driver.made(() => new Simulation(fresh, options));
  }
}
