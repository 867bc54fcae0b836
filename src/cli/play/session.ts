import { plainHeader, plainVerdict } from '../../reports/moments.ts';
import { assembleReport } from '../../run/assemble.ts';
import type { FinishedRun } from '../../run/assemble.ts';
import type { Report } from '../../run/report/report.ts';
import type { LoadOptions } from '../../scenario/load.ts';
import type { RunPlan, Scenario } from '../../scenario/scenario.ts';
import { engineSemantics, version } from '../about.ts';
import type { Driver } from '../driver.ts';
import { codeOfStop, exitCode, gravest } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { Interrupted } from '../failure.ts';
import type { NodeHost } from '../host/host.ts';
import type { Terminal } from '../terminal.ts';
import { giveRuns } from './beside-report.ts';
import { firstDifference } from './determinism.ts';
import { scheduleText } from './dry-run.ts';
import type { EventSinks } from './event-sinks.ts';
import { loadedText, loadTarget } from './loading.ts';
import type { Loaded } from './loading.ts';
import { usualMaxEvents } from '../limits.ts';
import { Player } from './player.ts';
import type { Played, PlayerOptions } from './player.ts';
import { runKey } from './run-key.ts';
import type { ReportWriter } from './report-writer.ts';
import type { Screen } from './screen.ts';
import type { Target } from './targets.ts';

/** Everything that a session of runs works with. */
export interface SessionOptions {
  readonly terminal: Terminal;
  readonly host: NodeHost;
  readonly driver: Driver;
  readonly screen: Screen;
  readonly sinks: EventSinks;
  readonly writer: ReportWriter;
  readonly load: LoadOptions;
  readonly maxEvents: number;
  readonly trialOf: PlayerOptions['trialOf'];
  readonly isQuiet: boolean;
  readonly isDryRun: boolean;
  readonly verifies: boolean;
  readonly bails: boolean;
  /** `fail`, `unknown` or `any`: which outcomes are failures. */
  readonly failOn: string;
}

/** Where a run comes from. */
interface Origin {
  readonly plan: RunPlan;
  readonly scenario: Scenario;
  readonly argument: string;
  readonly messages: Played['messages'];
}

/** One call of `run`: scenarios in, one report out. */
export class Session {
  /** What happened so far, as exit codes. */
  readonly codes: ExitCode[] = [];
  readonly #options: SessionOptions;
  readonly #player: Player;
  readonly #finished: FinishedRun[] = [];
  readonly #paths = new Map<string, string>();
  /** By the place of a finished run: what it was made from, and the argument that names its file. */
  readonly #origins: Origin[] = [];
  #stopped: string | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { host, driver, screen, sinks, writer, maxEvents, trialOf = null } = options;
    const storeEvents = sinks.isWanted || screen.isShown;
    const tellsMessages = writer.drawsMessages;
    this.#player = new Player({ host, driver, storeEvents, tellsMessages, maxEvents, trialOf });
  }

  /** Plays all targets and writes the report; the exit code says how it went. */
  async run(targets: readonly Target[]): Promise<ExitCode> {
    for (const target of targets) {
      if (this.#isOver) break;
      const loaded = await this.#load(target);
      if (loaded === null) break;
      const { scenario } = loaded;
      if (scenario === null || scenario.runs.length === 0 || !this.#options.isQuiet)
        await this.#options.screen.say(loadedText(loaded, this.#options.terminal.env));
      if (scenario === null) this.codes.push(exitCode.invalid);
      else await this.#playScenario(scenario, argumentOf(target));
    }
    return await this.#close();
  }

  /** Null: the user was tired of waiting for a file of hers. */
  async #load(target: Target): Promise<Loaded | null> {
    const { load, host, driver, screen } = this.#options;
    try {
      return await loadTarget(target, load, host);
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      driver.stop(error.signal);
      await screen.say(`${error.message}\n`);
      return null;
    }
  }

  get #isOver(): boolean {
    if (this.#options.driver.stopReason !== null) return true;
    return this.#options.bails && this.codes.some((code) => code !== exitCode.asExpected);
  }

  async #playScenario(scenario: Scenario, argument: string): Promise<void> {
    this.#paths.set(scenario.name, argument);
    for (const plan of scenario.runs) {
      if (this.#isOver) return;
      await this.#options.screen.open();
      await this.#playRun(plan, scenario, argument);
    }
  }

  async #playRun(plan: RunPlan, scenario: Scenario, argument: string): Promise<void> {
    const { screen, sinks, isDryRun, verifies } = this.#options;
    if (screen.ui === 'plain') await screen.say(`${headerText(plan)}\n`);
    const played = await this.#player.play(plan, scenario);
    this.#stopped ??= played.stopped;
    if (screen.ui === 'plain') await screen.say(`${plainVerdict(played.run)}\n`);
    if (isDryRun) {
      await this.#options.terminal.stdout.write(scheduleText(played.run));
      return;
    }
    if (verifies) await this.#verify(plan, scenario, played);
    await sinks.write(played);
    this.#finished.push({ run: played.run, seedIsAxis: plan.seedIsAxis });
    this.#origins.push({ plan, scenario, argument, messages: played.messages });
    // Runs that differ in their seed are judged together, when all have been played.
    if (!plan.seedIsAxis) this.codes.push(this.#codeOf(played.run.verdict));
  }

  async #verify(plan: RunPlan, scenario: Scenario, first: Played): Promise<void> {
    const second = await this.#player.play(plan, scenario);
    if (first.stopped !== null || second.stopped !== null) return;
    const difference = firstDifference(first.run, second.run);
    if (difference === null) return;
    this.codes.push(exitCode.nondeterminism);
    await this.#options.screen.say(`${runKey(plan)} is not deterministic: ${difference}\n`);
  }

  #codeOf(verdict: Report['verdict']): ExitCode {
    if (verdict === 'pass') return exitCode.asExpected;
    const { failOn } = this.#options;
    if (verdict === 'fail' || failOn === 'any') return exitCode.unexpected;
    return failOn === 'fail' ? exitCode.asExpected : exitCode.undecided;
  }

  async #close(): Promise<ExitCode> {
    const { driver, screen, sinks, writer, load, maxEvents, isDryRun } = this.#options;
    await screen.close();
    const stopped = driver.stopReason ?? this.#stopped;
    const signal = codeOfStop(driver.stopReason);
    if (signal !== exitCode.asExpected) this.codes.push(signal);
    if (isDryRun || this.#finished.length === 0) {
      sinks.discard();
      if (this.codes.length > 0 || isDryRun) return gravest(this.codes);
      return exitCode.nothingToRun;
    }
    const report = assembleReport(this.#finished, { engine: engineSemantics, stopped });
    if (writer.drawsMessages)
      giveRuns(report, 'messages', (place) => this.#origins[place]?.messages ?? []);
    const origins = new Map<object, Origin | undefined>(
      report.runs.map((run, place) => [run, this.#origins[place]]),
    );
    this.codes.push(...report.runs.map(({ verdict }) => this.#codeOf(verdict)));
    // What was not played to its end is not known, even if all that was judged is as expected.
    if (stopped !== null) this.codes.push(this.#codeOf('unknown'));
    await writer.write(report, {
      paths: this.#paths,
      pathOf: (run) => origins.get(run)?.argument,
      placeOf: (run, check) => {
        const origin = origins.get(run);
        return origin?.scenario.placeOfCheck(origin.plan, check) ?? null;
      },
      checks: load.checks ?? [],
      maxEvents: maxEvents === usualMaxEvents ? null : maxEvents,
    });
    sinks.commit();
    return gravest(this.codes);
  }
}

/** What names a scenario on the command line. */
function argumentOf(target: Target): string {
  return typeof target === 'string' ? target : '-';
}

function headerText(plan: RunPlan): string {
  return plainHeader({
    version: version(),
    scenario: plan.scenario,
    variant: plan.variant,
    cell: plan.cell,
    seed: plan.seed,
    nodes: plan.nodes.length,
    faults: plan.faults.length,
    checks: plan.checks.length,
  });
}
