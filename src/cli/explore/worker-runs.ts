import type { MessagePort } from 'node:worker_threads';
import { InternalError, UsageError } from '../../base/errors.ts';
import type { LoadOptions } from '../../scenario/load.ts';
import { designsOf } from '../../search/design.ts';
import type { DesignPlan } from '../../search/design.ts';
import { outcomeOf } from '../../search/outcome.ts';
import type { RunOutcome } from '../../search/outcome.ts';
import { strategies } from '../../search/strategies.ts';
import type { Strategy } from '../../search/strategies.ts';
import { quietDriver } from '../driver.ts';
import { NodeHost } from '../host/host.ts';
import { loadTarget } from '../play/loading.ts';
import { Player } from '../play/player.ts';
import type { Target } from '../play/targets.ts';

/** What a worker is started with. */
export interface WorkerSetup {
  readonly targets: readonly Target[];
  readonly load: LoadOptions;
  readonly strategy: string;
  readonly maxEvents: number;
  /** Play every run twice. */
  readonly verifies: boolean;
}

/** Runs that a worker is asked to play. */
export interface RunsWanted {
  /** By which the answer is known. */
  readonly ticket: number;
  readonly design: number;
  readonly seeds: readonly string[];
}

/** What a worker answers. */
export type WorkerAnswer =
  | { readonly kind: 'ready'; readonly hashes: readonly string[] }
  | {
      readonly kind: 'played';
      readonly ticket: number;
      readonly outcomes: readonly RunOutcome[];
      /** A run that gave two traces when it was played twice: its seed. */
      readonly unstable: string | null;
    }
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string | null };

/** Plays runs of designs, one after another, in this thread. */
export class Runs {
  readonly designs: readonly DesignPlan[];
  readonly #player: Player;
  readonly #strategy: Strategy;
  readonly #verifies: boolean;

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

  /** Plays one seed of a design. */
  async play(place: number, seed: string): Promise<{ outcome: RunOutcome; isStable: boolean }> {
    const wanted = this.designs[place];
    if (wanted === undefined) throw new InternalError(`there is no design ${place}`);
    const { design, scenario } = wanted;
    const plan = this.#strategy.plan(wanted.plan, seed);
    const { run, stopped } = await this.#player.play(plan, scenario);
    const outcome = outcomeOf(run, plan, design, stopped !== null);
    if (!this.#verifies) return { outcome, isStable: true };
    const again = await this.#player.play(plan, scenario);
    return { outcome, isStable: again.run.trace.digest === run.trace.digest };
  }
}

function failureOf(error: unknown): WorkerAnswer {
  const isError = error instanceof Error;
  return {
    kind: 'failed',
    message: isError ? error.message : String(error),
    stack: isError ? (error.stack ?? null) : null,
  };
}

/** Answers requests for runs until the port is closed. */
export async function serveRuns(port: MessagePort, setup: WorkerSetup): Promise<void> {
  const say = (answer: WorkerAnswer): void => port.postMessage(answer);
  let runs: Runs;
  try {
    runs = await Runs.open(setup);
  } catch (error) {
    say(failureOf(error));
    return;
  }
  const serve = async ({ ticket, design, seeds }: RunsWanted): Promise<void> => {
    const outcomes: RunOutcome[] = [];
    let unstable: string | null = null;
    for (const seed of seeds) {
      const { outcome, isStable } = await runs.play(design, seed);
      outcomes.push(outcome);
      if (!isStable) unstable ??= seed;
    }
    say({ kind: 'played', ticket, outcomes, unstable });
  };
  port.on('message', (wanted: RunsWanted) => {
    serve(wanted).catch((error: unknown) => say(failureOf(error)));
  });
  say({ kind: 'ready', hashes: runs.designs.map(({ design }) => design.hash) });
}
