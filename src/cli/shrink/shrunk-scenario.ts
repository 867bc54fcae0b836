import { dirname } from 'node:path';
import type { Run } from '../../run/report/report.ts';
import type { RunPlan, Scenario, ScenarioData } from '../../scenario/scenario.ts';
import { inReferenceOrder } from '../../scenario/source/write.ts';
import { shrink } from '../../search/shrink/shrink.ts';
import { quietDriver } from '../driver.ts';
import { demandGiven, demandRun } from '../given-arguments.ts';
import { usualMaxEvents, usualMostTries } from '../limits.ts';
import { GivenScenario, loadOptionsFor } from '../play/given-scenario.ts';
import type { Selection, Surroundings } from '../play/given-scenario.ts';
import { Player } from '../play/player.ts';
import type { ScenarioInput, ShrinkOptions } from '../scenario-input.ts';
import { demandWhole } from '../whole-number.ts';
import { moved } from './moved.ts';
import { cannotStart, startingCase } from './starting-case.ts';
import type { Violation } from './violation.ts';

/** A run as a user would name it. */
function nameOf({ scenario, variant, cell, seed }: Run): string {
  return [scenario, variant, cell, seed].filter((part) => part !== null).join('/');
}

/** The id of the violated check that it is about. Throws TypeError when nothing is violated. */
function violatedIn(failing: Run, check: string | undefined): string {
  const violated = failing.checks.filter(({ verdict }) => verdict === 'violated');
  const found =
    check === undefined
      ? (violated.find(({ expected }) => !expected.includes('violated')) ?? violated[0])
      : violated.find(({ id }) => id === check);
  if (found !== undefined) return found.id;
  const what = check === undefined ? 'nothing is violated' : `${check} is not violated`;
  throw new TypeError(`shrink: ${what} in ${nameOf(failing)}`);
}

interface Found {
  readonly scenario: Scenario;
  readonly plan: RunPlan;
}

/** The plan that a run was played by. Throws TypeError when the scenario has none. */
async function planOf(
  given: GivenScenario,
  failing: Run,
  { set = [] }: ShrinkOptions,
): Promise<Found> {
  const { seed, variant, cell } = failing;
  const selection: Selection = {
    seed,
    set: [...failing.set, ...set],
    ...(variant === null ? {} : { variant }),
  };
  const scenario = await given.load(loadOptionsFor(selection));
  const plan = scenario.runs.find((one) => one.variant === variant && one.cell === cell);
  if (plan !== undefined && scenario.name === failing.scenario) return { scenario, plan };
  throw new TypeError(`shrink: ${nameOf(failing)} is no run of the scenario ${scenario.name}`);
}

/** Plays it again. Throws TypeError when the check is not violated then. */
async function violationOf(
  { scenario, plan }: Found,
  failing: Run,
  { player, check }: { readonly player: Player; readonly check: string },
): Promise<Violation> {
  const { run } = await player.play(plan, scenario);
  const found = run.checks.find(({ id, verdict }) => id === check && verdict === 'violated');
  if (found !== undefined) return { plan, run, check: found };
  throw new TypeError(
    `shrink: played again, ${nameOf(failing)} does not violate ${check}: is it a run of this scenario as it is now?`,
  );
}

/**
 * The smallest scenario found that violates the same check in the same way, every fault of it at a
 * plain time. Rejects with ScenarioError when the scenario is not valid, with TypeError when the run is
 * none of it or violates nothing.
 */
export async function shrunkScenario(
  scenario: string | ScenarioInput,
  failing: Run,
  options: ShrinkOptions,
  surroundings: Surroundings,
): Promise<ScenarioInput> {
  demandGiven('shrink', scenario, options);
  demandRun(failing);
  const { maxEvents = usualMaxEvents, maxRuns = usualMostTries } = options;
  demandWhole('shrink: maxRuns', maxRuns, 1);
  demandWhole('shrink: maxEvents', maxEvents, 1);
  const check = violatedIn(failing, options.check);
  const given = new GivenScenario(scenario, surroundings);
  const found = await planOf(given, failing, options);
  const { host, loadingHost, inline } = given;
  const driver = quietDriver(host);
  const player = new Player({ host, driver, storeEvents: false, maxEvents });
  const violation = await violationOf(found, failing, { player, check });
  const playing = { host, loadingHost, driver, maxEvents };
  const start = await startingCase(found.scenario, violation, playing);
  if (start === null) throw new TypeError(`shrink: ${cannotStart(violation)}`);
  const { smallest } = await shrink(start.known, {
    ...start,
    mostTries: maxRuns,
    isStopped: () => driver.stopReason !== null,
    onSmaller: () => undefined,
  });
  const here: ScenarioData = moved(smallest.data, dirname(found.scenario.path), '.');
  return inline.withValues(inReferenceOrder(here)) as ScenarioInput;
}
