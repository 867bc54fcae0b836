import { ScenarioError } from '../base/errors.ts';
import type { DurationText } from '../base/units.ts';
import type { Report } from '../run/report.ts';
import type { Program } from '../world/program.ts';

/** Entries by id, as the YAML has them. */
export type Named = { readonly [id: string]: object };

/** A scenario in TypeScript: the YAML's own shape, and `program:` may be a value. */
export interface ScenarioInput {
  readonly version: 1;
  readonly name: string;
  readonly duration: DurationText;
  readonly seed?: number | string;
  readonly nodes: {
    readonly [name: string]: {
      readonly program?: Program | string;
      readonly count?: number;
      readonly config?: object;
    };
  };
  readonly workloads?: Named;
  readonly faults?: Named;
  readonly checks?: Named;
  readonly metrics?: Named;
  readonly [more: string]: unknown;
}

/** How to play a scenario. */
export interface RunOptions {
  /** In place of the seed of the scenario. */
  readonly seed?: number | string;
  /** Only this variant. */
  readonly variant?: string;
  /** The virtual end, in place of the scenario's. */
  readonly until?: DurationText;
  /** Overlays `path=value`, as `--set` takes them. */
  readonly set?: readonly string[];
  /** Stops a run after so many events; its report then says so. */
  readonly maxEvents?: number;
}

/**
 * Plays a scenario (YAML text, the path of a YAML file, or an object) with one seed: every variant
 * and cell, unless one is named. Resolves to the report; a violated property is not an exception.
 * Rejects with ScenarioError when the scenario is not valid.
 */
export async function runScenario(
  scenario: string | ScenarioInput,
  options: RunOptions = {},
): Promise<Report> {
  const [{ playToReport }, api] = await Promise.all([
    import('./play/play-to-report.ts'),
    import('./api.ts'),
  ]);
  const report = await playToReport(scenario, options, () =>
    Promise.resolve({ ...api, runScenario }),
  );
  if (report.runs.length > 0) return report;
  throw new ScenarioError([]);
}
