import { ScenarioError } from '../base/errors.ts';
import type { Report } from '../run/report.ts';
import type { ReportWithEvents, RunOptions, ScenarioInput } from './scenario-input.ts';

/**
 * Plays a scenario (YAML text, the path of a YAML file, or an object) with one seed: every variant
 * and cell, unless one is named. Resolves to the report; a violated property is not an exception.
 * With `events: true` each run of it also has its events, as plain data.
 * Rejects with ScenarioError when the scenario is not valid.
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
