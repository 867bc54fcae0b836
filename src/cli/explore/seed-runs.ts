import type { Host } from '../../base/host.ts';
import type { Run } from '../../run/report/report.ts';
import { loadScenario } from '../../scenario/load.ts';
import type { LoadOptions } from '../../scenario/load.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { quietDriver } from '../driver.ts';
import type { NodeHost } from '../host/host.ts';
import { Player } from '../play/player.ts';
import type { Target } from '../play/targets.ts';

/** Where seeds are played: the scenario as it is read, and how. */
export interface SeedRunsOptions {
  readonly target: Target;
  readonly load: LoadOptions;
  readonly maxEvents: number;
  readonly host: NodeHost;
  /** Reads files, and the values that stand in the scenario. */
  readonly loadingHost: Host;
}

/** All runs of a scenario, one seed after another, in this thread. */
export class SeedRuns {
  readonly #options: SeedRunsOptions;
  readonly #scenario: Scenario;

  /**
   * `scenario`: read for one of the seeds; for the others it is what the first one was, with
   * another seed.
   */
  constructor(scenario: Scenario, options: SeedRunsOptions) {
    this.#scenario = scenario;
    this.#options = options;
  }

  /** The runs of a seed, in the order in which a report has them. */
  async *play(seed: string): AsyncGenerator<Run, void> {
    const { target, load, loadingHost, host, maxEvents } = this.#options;
    const scenario = this.#scenario.seedPicksCells
      ? await loadScenario(target, { ...load, seed }, loadingHost)
      : this.#scenario;
    // What stops the runs of one seed stops no other.
    const player = new Player({ host, driver: quietDriver(host), storeEvents: false, maxEvents });
    for (const plan of scenario.runs) yield (await player.play({ ...plan, seed }, scenario)).run;
  }
}
