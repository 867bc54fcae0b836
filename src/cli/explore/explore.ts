import { UsageError } from '../../base/errors.ts';
import { canonicalJson } from '../../base/json/json.ts';
import type { Outcome } from '../../run/report/report.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { explorationText } from '../../reports/exploration.ts';
import { designsOf } from '../../search/design.ts';
import type { Design } from '../../search/design.ts';
import { Exploration } from '../../search/exploration.ts';
import { explorationReport } from '../../search/exploration-report.ts';
import type { ExplorationReport, Failure } from '../../search/exploration-report.ts';
import { printSeeds, seedAt } from '../../search/seeds.ts';
import { strategies } from '../../search/strategies/index.ts';
import { engineSemantics } from '../about.ts';
import type { CommandBody, Given } from '../command.ts';
import { codeOfStop, exitCode, gravest } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { WriteError } from '../failure.ts';
import { NodeHost } from '../host/host.ts';
import { usualMaxEvents } from '../limits.ts';
import { DraftFile } from '../play/draft-file.ts';
import { keepInput } from '../play/kept-input.ts';
import { loadedText, loadOptionsOf, loadTarget, pathOf } from '../play/loading.ts';
import { onSignals } from '../play/signals.ts';
import { targetsOf } from '../play/targets.ts';
import type { Target } from '../play/targets.ts';
import { paintFor, renderingOn } from '../rendering.ts';
import type { Terminal } from '../terminal.ts';
import { notAgain } from './alone.ts';
import { Crew } from './crew.ts';
import { Journal } from './journal.ts';
import { SearchProgress } from './progress.ts';
import { searchRequestOf } from './request.ts';
import type { SearchRequest } from './request.ts';
import { searchedBy } from './searched.ts';
import type { WorkerSetup } from './worker-runs.ts';

const codes: Readonly<Record<Outcome, ExitCode>> = {
  pass: exitCode.asExpected,
  fail: exitCode.unexpected,
  unknown: exitCode.undecided,
};

interface Found {
  readonly report: ExplorationReport;
  /** A run that gave two traces: its design and seed. */
  readonly unstable: string | null;
  /** What was found in a run that gave something else when it was played alone. */
  readonly notAgain: readonly Failure[];
}

/** One search, from its scenarios to its report. */
class Search {
  readonly #given: Given;
  readonly #terminal: Terminal;
  readonly #request: SearchRequest;
  readonly #scenarios: readonly Scenario[];
  readonly #targets: readonly Target[];
  readonly #designs: readonly Design[];
  readonly #hasOwnCode: boolean;
  #stopped: string | null = null;
  #unstable: string | null = null;

  constructor(
    given: Given,
    terminal: Terminal,
    request: SearchRequest,
    loaded: {
      readonly scenarios: readonly Scenario[];
      readonly targets: readonly Target[];
      readonly designs: readonly Design[];
      /** Something of the user's own is played. */
      readonly hasOwnCode: boolean;
    },
  ) {
    this.#given = given;
    this.#terminal = terminal;
    this.#request = request;
    this.#scenarios = loaded.scenarios;
    this.#targets = loaded.targets;
    this.#designs = loaded.designs;
    this.#hasOwnCode = loaded.hasOwnCode;
  }

  async run(): Promise<Found> {
    const { seeds, shard, maxFailures, jobs } = this.#request;
    const strategy = this.#given.text('strategy') ?? 'random';
    const phase = this.#given.flag('phase');
    const designs = this.#designs;
    const islands = strategies.get(strategy)?.islands ?? null;
    this.#mindRefusals(strategy);
    const exploration = new Exploration({ designs, seeds, shard, maxFailures, islands });
    const maxEvents = this.#given.count('max-events') ?? usualMaxEvents;
    const journal = this.#journal(exploration, strategy, maxEvents);
    const setup: WorkerSetup = {
      targets: this.#targets,
      load: loadOptionsOf(this.#given),
      strategy,
      maxEvents,
      verifies: this.#given.flag('verify-determinism'),
    };
    const crew = new Crew({
      jobs,
      setup,
      next: (player) => exploration.next(player),
      isOver: () => exploration.isOver,
      take: (batch, outcomes, unstable) => {
        exploration.take(batch, outcomes);
        journal?.add(batch.design, outcomes, unstable);
        if (unstable !== null) this.#foundUnstable(batch.design, unstable);
      },
    });
    await this.#play(crew, exploration, designs.length);
    const report = explorationReport({
      engine: engineSemantics,
      strategy,
      phase,
      set: this.#given.texts('set'),
      seeds: printSeeds(seeds),
      maxFailures,
      stopped: this.#stopped,
      shard,
      designs,
      tallies: exploration.tallies(),
    });
    return { report, unstable: this.#unstable, notAgain: await this.#notAgain(report, setup) };
  }

  /** What is in the library keeps nothing between runs; who stopped the search waits for no more. */
  async #notAgain(report: ExplorationReport, setup: WorkerSetup): Promise<readonly Failure[]> {
    if (!this.#hasOwnCode || this.#stopped !== null) return [];
    const giveUp = new AbortController();
    const leave = onSignals(() => giveUp.abort());
    const { jobs } = this.#request;
    try {
      const designs = this.#designs;
      return await notAgain(report, { setup, designs, jobs, givenUp: giveUp.signal });
    } finally {
      leave.off();
    }
  }

  #mindRefusals(name: string): void {
    const strategy = strategies.get(name);
    for (const { design, plan } of designsOf(this.#scenarios)) {
      const why = strategy?.refuses?.(plan) ?? null;
      if (why === null) continue;
      const which = [design.scenario, design.variant, design.cell].filter((part) => part !== null);
      throw new UsageError(`--strategy ${name} has nothing to do in ${which.join('/')}: ${why}`);
    }
  }

  #foundUnstable(place: number, seed: string): void {
    const design = this.#designs[place];
    const key = [design?.scenario, design?.variant, design?.cell, seed];
    this.#unstable ??= key.filter((part) => part !== null && part !== undefined).join('/');
  }

  #journal(exploration: Exploration, strategy: string, maxEvents: number): Journal | null {
    const path = this.#given.path('journal');
    if (path === null) return null;
    const header = {
      schema: 'fault-sim.explore-journal/2',
      engine: engineSemantics,
      strategy,
      ...(this.#given.flag('phase') ? { phase: true as const } : {}),
      ...(strategies.get(strategy)?.islands === null
        ? {}
        : { from: seedAt(this.#request.seeds, 0) }),
      ...(maxEvents === usualMaxEvents ? {} : { maxEvents }),
      ...(this.#given.flag('verify-determinism') ? { verifies: true as const } : {}),
      designs: this.#designs.map(({ scenario, hash, variant, cell }) => {
        return [scenario, hash, variant, cell];
      }),
    } as const;
    return Journal.open(path, header, {
      outcome: (design, outcome) => exploration.recall(design, outcome),
      unstable: (design, seed) => this.#foundUnstable(design, seed),
    });
  }

  async #play(crew: Crew, exploration: Exploration, designs: number): Promise<void> {
    const { seeds, budgetMs } = this.#request;
    const progress = new SearchProgress(this.#terminal, exploration, { seeds, designs });
    const stop = (reason: string): void => {
      this.#stopped ??= reason;
      crew.stop();
    };
    const leave = onSignals(stop);
    const timer = budgetMs === null ? null : setTimeout(() => stop('budget'), budgetMs);
    if (!this.#given.flag('quiet')) progress.start();
    try {
      await crew.run();
    } finally {
      if (timer !== null) clearTimeout(timer);
      leave.off();
      await progress.stop();
    }
  }
}

function isCovered({ coverage }: ExplorationReport, minCoverage: number | null): boolean {
  const { reached, of } = coverage.faults;
  return minCoverage === null || of === 0 || reached / of >= minCoverage;
}

/** A report names its scenarios and no folders. Throws UsageError for two of one name. */
function demandNames(scenarios: readonly Scenario[]): void {
  const paths = new Map<string, string>();
  for (const { name, path } of scenarios) {
    const other = paths.get(name);
    if (other !== undefined)
      throw new UsageError(
        `${other} and ${path} are both called ${name}, and a report could not tell them apart: give one of them another name, or search in one at a time`,
      );
    paths.set(name, path);
  }
}

function writeFile(path: string, text: string): void {
  const draft = new DraftFile(path);
  draft.write(text);
  draft.commit();
}

function notAgainText({ scenario, variant, cell, check, verdict, seed }: Failure): string {
  const key = [scenario, variant, cell, seed].filter((part) => part !== null).join('/');
  return `${key}: ${check} ${verdict} did not happen again when this run was played alone; does a package that its files import keep something?`;
}

async function tell(
  { report, unstable, notAgain: others }: Found,
  scenarios: readonly Scenario[],
  request: SearchRequest,
  given: Given,
  terminal: Terminal,
): Promise<void> {
  if (given.flag('json')) {
    await terminal.stdout.write(canonicalJson(report));
  } else {
    const looks = { colour: given.choice('color'), ascii: given.flag('ascii') };
    const { stdout } = terminal.streams;
    const paint = await paintFor([stdout], looks, terminal);
    const style = renderingOn(stdout, looks, terminal, paint);
    const maxEvents = given.count('max-events');
    const selection = {
      paths: new Map(scenarios.map(({ name, path }) => [name, path])),
      checks: given.texts('check'),
      maxEvents: maxEvents === usualMaxEvents ? null : maxEvents,
    };
    const isQuiet = given.flag('quiet');
    await terminal.stdout.write(explorationText(report, { ...style, selection, isQuiet }));
  }
  if (unstable !== null)
    await terminal.stderr.write(`${unstable} is not deterministic: two runs gave two traces\n`);
  if (!isCovered(report, request.minCoverage)) {
    const { reached, of } = report.coverage.faults;
    const wanted = given.text('min-coverage') ?? '';
    await terminal.stderr.write(
      `--min-coverage ${wanted} is not reached: ${reached} of ${of} faults touched something\n`,
    );
  }
  for (const failure of others) await terminal.stderr.write(`${notAgainText(failure)}\n`);
  // Last: what took hours is told, also where it cannot be written.
  const out = given.path('out');
  if (out !== null) writeFile(out, canonicalJson(report));
}

function codeOf({ report, unstable }: Found, request: SearchRequest): ExitCode {
  return gravest([
    codes[report.verdict],
    codeOfStop(report.stopped),
    unstable === null ? exitCode.asExpected : exitCode.nondeterminism,
    isCovered(report, request.minCoverage) ? exitCode.asExpected : exitCode.unexpected,
  ]);
}

/** Does `fault-sim explore`. */
export const exploreScenarios: CommandBody = async (given, terminal) => {
  const request = searchRequestOf(given, terminal.env);
  const targets = await targetsOf(given.args, terminal.streams.stdin);
  keepInput([given.path('out')], targets.map(pathOf));
  const host = new NodeHost(terminal.env, () => import('../../index.ts'));
  const scenarios: Scenario[] = [];
  const problems: ExitCode[] = [];
  for (const target of targets) {
    const loaded = await loadTarget(target, loadOptionsOf(given), host);
    if (loaded.scenario === null || !given.flag('quiet'))
      await terminal.stderr.write(loadedText(loaded, terminal.env));
    if (loaded.scenario === null) problems.push(exitCode.invalid);
    else scenarios.push(loaded.scenario);
  }
  if (problems.length > 0) return gravest(problems);
  if (scenarios.every(({ runs }) => runs.length === 0)) {
    await terminal.stderr.write(`nothing to explore in ${given.args.join(', ')}\n`);
    return exitCode.nothingToRun;
  }
  demandNames(scenarios);
  const searched = await searchedBy(given, host);
  const found = await new Search(given, terminal, request, {
    scenarios,
    targets,
    designs: designsOf(scenarios).map(({ design }) => searched(design)),
    hasOwnCode: host.guard.isInstalled,
  }).run();
  try {
    await tell(found, scenarios, request, given, terminal);
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    await terminal.stderr.write(`error: ${error.message}\n`);
    return exitCode.notWritten;
  }
  return codeOf(found, request);
};
