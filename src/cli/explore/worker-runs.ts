import type { MessagePort } from 'node:worker_threads';
import { InternalError, UsageError } from '../../base/errors.ts';
import type { LoadOptions } from '../../scenario/load.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { designsOf } from '../../search/design.ts';
import type { DesignPlan } from '../../search/design.ts';
import { outcomeOf } from '../../search/outcome.ts';
import { printSteer } from '../../search/steer.ts';
import type { PlayedTrial, Searcher, Strategy, Trial } from '../../search/strategies/define.ts';
import { strategies } from '../../search/strategies/index.ts';
import type { SeedOutcome, TrialOutcome } from '../../search/trial-outcome.ts';
import { quietDriver } from '../driver.ts';
import { NodeHost } from '../host/host.ts';
import { loadTarget } from '../play/loading.ts';
import { Player } from '../play/player.ts';
import type { Target } from '../play/targets.ts';
import { failureOf } from './thread-failure.ts';
import type { ThreadFailure } from './thread-failure.ts';

/** What a worker is started with. */
export interface WorkerSetup {
  readonly targets: readonly Target[];
  readonly load: LoadOptions;
  readonly strategy: string;
  readonly maxEvents: number;
  /** Play every run twice. */
  readonly verifies: boolean;
}

/** What a worker is told to be: one that plays for a search. */
export interface SearchTask {
  readonly task: 'search';
  readonly setup: WorkerSetup;
}

/** Runs that a worker is asked to play. */
export interface RunsWanted {
  /** By which the answer is known. */
  readonly ticket: number;
  readonly design: number;
  readonly island: number | null;
  readonly seeds: readonly string[];
  /** Of an island: what was played before, in another process. */
  readonly past: readonly TrialOutcome[];
}

/** What a worker answers. */
export type WorkerAnswer =
  | { readonly kind: 'ready'; readonly hashes: readonly string[] }
  | {
      readonly kind: 'played';
      readonly ticket: number;
      readonly outcomes: readonly SeedOutcome[];
      /** A run that gave two traces when it was played twice: its seed. */
      readonly unstable: string | null;
    };

/** One run that a worker is asked to play, which plays no other. */
export interface PlayedAlone {
  readonly alone: {
    readonly design: number;
    readonly seed: string;
    readonly steer: string | null;
  };
}

/** What that worker answers. */
export type PlayedAloneAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'alone'; readonly outcome: TrialOutcome };

/** Plays runs of designs, one after another, in this thread. */
export class Runs {
  readonly designs: readonly DesignPlan[];
  readonly #player: Player;
  readonly #strategy: Strategy;
  readonly #verifies: boolean;
  /** By design and island. */
  readonly #searchers = new Map<string, Searcher>();
  #unstable: string | null = null;

  private constructor(
    designs: readonly DesignPlan[],
    player: Player,
    strategy: Strategy,
    verifies: boolean,
  ) {
    this.designs = designs;
    this.#player = player;
    this.#strategy = strategy;
    this.#verifies = verifies;
  }

  /** Loads the scenarios. They are valid: whoever started the search has loaded them before. */
  static async open(setup: WorkerSetup): Promise<Runs> {
    const strategy = strategies.get(setup.strategy);
    if (strategy === undefined) throw new UsageError(`there is no strategy "${setup.strategy}"`);
    const host = new NodeHost(process.env, () => import('../../index.ts'));
    const scenarios = [];
    for (const target of setup.targets) {
      const { scenario, diagnostics } = await loadTarget(target, setup.load, host);
      if (scenario === null)
        throw new InternalError(`a scenario has changed: ${diagnostics[0]?.message ?? ''}`);
      scenarios.push(scenario);
    }
    const driver = quietDriver(host);
    const { maxEvents, verifies } = setup;
    const player = new Player({ host, driver, storeEvents: false, maxEvents });
    return new Runs(designsOf(scenarios), player, strategy, verifies);
  }

  /** Plays the seeds of a batch; `unstable`: one whose run gave two traces when it was played twice. */
  async play(wanted: RunsWanted): Promise<{ outcomes: SeedOutcome[]; unstable: string | null }> {
    const { design, island, seeds, past } = wanted;
    const searcher = this.#searcher(design, island);
    for (const { seed, steer, note } of past) {
      searcher.recall?.(seed, steer === undefined ? null : this.#howOf(steer), note ?? null);
    }
    this.#unstable = null;
    const outcomes: SeedOutcome[] = [];
    for (const seed of seeds) outcomes.push(await this.#outcome(design, searcher, seed));
    return { outcomes, unstable: this.#unstable };
  }

  /** Why the strategy has nothing to do in a design; null when it has. */
  refusal(place: number): string | null {
    return this.#strategy.refuses?.(this.#designAt(place).plan) ?? null;
  }

  /** Plays again what a search found with a seed, in a design that may be another one. */
  async again(place: number, seed: string, steer: string | null): Promise<TrialOutcome> {
    const { plan, design, scenario } = this.#designAt(place);
    const trial =
      steer === null
        ? { plan: { ...plan, seed }, steering: null }
        : this.#strategy.replay({ ...plan, seed }, this.#howOf(steer));
    if ('problem' in trial) throw new InternalError(`${steer}: ${trial.problem}`);
    const played = await this.#played(trial, scenario);
    return { ...outcomeOf(played.run, trial.plan, design, played.stopped), seed };
  }

  #howOf(steer: string): string {
    return steer.slice(this.#strategy.name.length + 1);
  }

  #designAt(place: number): DesignPlan {
    const wanted = this.designs[place];
    if (wanted === undefined) throw new InternalError(`there is no design ${place}`);
    return wanted;
  }

  #searcher(place: number, island: number | null): Searcher {
    const key = `${place}/${island ?? ''}`;
    const known = this.#searchers.get(key);
    if (known !== undefined) return known;
    const { plan, scenario } = this.#designAt(place);
    const play = (trial: Trial): Promise<PlayedTrial> => this.#played(trial, scenario);
    const searcher = this.#strategy.search({ plan, play });
    this.#searchers.set(key, searcher);
    return searcher;
  }

  async #played(trial: Trial, scenario: Scenario): Promise<PlayedTrial> {
    const { plan, steering } = trial;
    const played = await this.#player.judge(plan, scenario, steering?.() ?? null);
    if (this.#verifies) {
      const again = await this.#player.judge(plan, scenario, steering?.() ?? null);
      if (again.run.trace.digest !== played.run.trace.digest) this.#unstable ??= plan.seed;
    }
    return played;
  }

  async #outcome(place: number, searcher: Searcher, seed: string): Promise<SeedOutcome> {
    const found = await searcher.play(seed);
    const { trial, space } = found;
    const told = space === undefined ? {} : { space };
    if (trial === null) return { seed, isNothing: true, ...told };
    const { played, how, note } = found;
    const { design } = this.#designAt(place);
    return {
      ...outcomeOf(played.run, trial.plan, design, played.stopped),
      seed,
      ...(how === null ? {} : { steer: printSteer(this.#strategy, how) }),
      ...(note === undefined ? {} : { note }),
      ...told,
    };
  }
}

/** Answers requests for runs until the port is closed. */
export async function serveRuns(port: MessagePort, setup: WorkerSetup): Promise<void> {
  const say = (answer: WorkerAnswer | PlayedAloneAnswer | ThreadFailure): void =>
    port.postMessage(answer);
  let runs: Runs;
  try {
    runs = await Runs.open(setup);
  } catch (error) {
    say(failureOf(error));
    return;
  }
  const serve = async (wanted: RunsWanted | PlayedAlone): Promise<void> => {
    if ('alone' in wanted) {
      const { design, seed, steer } = wanted.alone;
      say({ kind: 'alone', outcome: await runs.again(design, seed, steer) });
      return;
    }
    say({ kind: 'played', ticket: wanted.ticket, ...(await runs.play(wanted)) });
  };
  let queue = Promise.resolve();
  port.on('message', (wanted: RunsWanted | PlayedAlone) => {
    // One after another: a player of an island remembers what it played.
    queue = queue.then(() => serve(wanted)).catch((error: unknown) => say(failureOf(error)));
  });
  say({ kind: 'ready', hashes: runs.designs.map(({ design }) => design.hash) });
}
