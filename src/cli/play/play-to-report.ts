import { assembleReport } from '../../run/assemble.ts';
import type { FinishedRun } from '../../run/assemble.ts';
import type { Report } from '../../run/report/report.ts';
import { engineSemantics } from '../about.ts';
import { quietDriver } from '../driver.ts';
import { demandGiven } from '../given-arguments.ts';
import { usualMaxEvents } from '../limits.ts';
import type { RunOptions, ScenarioInput } from '../scenario-input.ts';
import { demandWhole } from '../whole-number.ts';
import { giveRuns } from './beside-report.ts';
import { demandRuns, GivenScenario, loadOptionsFor } from './given-scenario.ts';
import type { Surroundings } from './given-scenario.ts';
import { Player } from './player.ts';
import type { Played } from './player.ts';

/**
 * Plays every run of a scenario and reports on them. Rejects with ScenarioError when the scenario is
 * not valid, or nothing of it was selected, with TypeError when it is none or the options make no sense.
 */
export async function playToReport(
  scenario: string | ScenarioInput,
  options: RunOptions,
  surroundings: Surroundings,
): Promise<Report> {
  demandGiven('runScenario', scenario, options);
  const { maxEvents = usualMaxEvents } = options;
  demandWhole('runScenario: maxEvents', maxEvents, 1);
  const given = new GivenScenario(scenario, surroundings);
  const loaded = await given.load(loadOptionsFor(options));
  demandRuns(loaded);
  const { host } = given;
  const driver = quietDriver(host);
  const storeEvents = options.events ?? false;
  const player = new Player({ host, driver, storeEvents, maxEvents });
  const finished: FinishedRun[] = [];
  const kept: Played[] = [];
  let stopped: string | null = null;
  for (const plan of loaded.runs) {
    const played = await player.play(plan, loaded);
    stopped ??= played.stopped;
    finished.push({ run: played.run, seedIsAxis: plan.seedIsAxis });
    if (storeEvents) kept.push(played);
  }
  const report = assembleReport(finished, { engine: engineSemantics, stopped });
  if (storeEvents) giveRuns(report, 'events', (place) => [...(kept[place]?.events() ?? [])]);
  return report;
}
