import type { Report, Run } from '../run/report/report.ts';
import { takeEventLoop } from './host/event-loop.ts';
import type { Surroundings } from './play/given-scenario.ts';
import type {
  ExploreOptions,
  ReportWithEvents,
  RunOptions,
  ScenarioInput,
  ShrinkOptions,
} from './scenario-input.ts';

const surroundings: Surroundings = {
  async api() {
    return { ...(await import('./api.ts')), runScenario, explore, shrink };
  },
  eventLoop: takeEventLoop(),
};

/**
 * Plays a scenario (YAML text, the path of a YAML file, or an object) with one seed: every variant
 * and cell, unless one is named. Resolves to the report; a violated property is not an exception.
 * With `events: true` each run of it also has its events, as plain data.
 * Rejects with ScenarioError when the scenario is not valid, and with TypeError when what is given is
 * no scenario or the options make no sense.
 */
export function runScenario(
  scenario: string | ScenarioInput,
  options: RunOptions & { readonly events: true },
): Promise<ReportWithEvents>;
export function runScenario(
  scenario: string | ScenarioInput,
  options?: RunOptions,
): Promise<Report>;
export async function runScenario(
  scenario: string | ScenarioInput,
  options: RunOptions = {},
): Promise<Report> {
  const { playToReport } = await import('./play/play-to-report.ts');
  return await playToReport(scenario, options, surroundings);
}

/**
 * Plays a scenario with many seeds and yields the runs in the order of the seeds, however many
 * threads there are; those of one seed as `runScenario` has them in its report. What is not taken
 * is not played, but for a few seeds ahead; whoever leaves the loop early leaves nothing behind.
 * With `stopAfter` it ends after so many runs whose verdict is not `pass`.
 * The first `next()` rejects with ScenarioError when the scenario is not valid, and with TypeError
 * when the options make no sense.
 */
export function explore(
  scenario: string | ScenarioInput,
  options: ExploreOptions,
): AsyncIterable<Run> {
  return {
    async *[Symbol.asyncIterator](): AsyncGenerator<Run, void> {
      const { exploredRuns } = await import('./explore/explored-runs.ts');
      yield* exploredRuns(scenario, options, surroundings);
    },
  };
}

/**
 * Finds a smaller scenario that violates the same check as a run of `runScenario` or `explore`, for
 * the same kind of reason. All its faults are at plain times on named nodes, and none of those that
 * are left can go; definitions that stood in the scenario as values are values in it.
 * Rejects with TypeError when the run violates nothing or is none of this scenario, or the options make
 * no sense, and with
 * ScenarioError when the scenario is not valid.
 */
export async function shrink(
  scenario: string | ScenarioInput,
  failing: Run,
  options: ShrinkOptions = {},
): Promise<ScenarioInput> {
  const { shrunkScenario } = await import('./shrink/shrunk-scenario.ts');
  return await shrunkScenario(scenario, failing, options, surroundings);
}
