import type { Run } from '../../run/report/report.ts';
import { seedAt } from '../../search/seeds.ts';
import type { Seeds } from '../../search/seeds.ts';
import { demandGiven } from '../given-arguments.ts';
import { mostJobs, usualMaxEvents } from '../limits.ts';
import { demandRuns, GivenScenario, loadOptionsFor } from '../play/given-scenario.ts';
import type { Surroundings } from '../play/given-scenario.ts';
import type { ExploreOptions, ScenarioInput } from '../scenario-input.ts';
import { demandWhole } from '../whole-number.ts';
import { SeedCrew } from './seed-crew.ts';
import { SeedRuns } from './seed-runs.ts';

/** The seeds that were asked for. Throws TypeError for anything but two whole numbers in their order. */
function seedsOf({ seeds }: ExploreOptions): Seeds {
  const given: unknown = seeds;
  if (!Array.isArray(given) || given.length !== 2)
    throw new TypeError('explore: seeds are the first and the last one: [1, 1000]');
  const [first, last] = seeds;
  demandWhole('explore: the first of the seeds', first, 0);
  demandWhole('explore: the last of the seeds', last, 0);
  if (first > last)
    throw new TypeError(`explore: seeds [${first}, ${last}] run backwards: [${last}, ${first}]`);
  return { first: BigInt(first), count: last - first + 1 };
}

async function* inThisThread(runs: SeedRuns, seeds: Seeds): AsyncGenerator<Run, void> {
  for (let place = 0; place < seeds.count; place += 1) yield* runs.play(seedAt(seeds, place));
}

/** All runs until so many did not pass. */
async function* untilEnough(
  runs: AsyncGenerator<Run, void>,
  stopAfter: number,
): AsyncGenerator<Run, void> {
  let left = stopAfter;
  for await (const run of runs) {
    yield run;
    if (run.verdict !== 'pass') left -= 1;
    if (left === 0) return;
  }
}

/**
 * The runs of a scenario with many seeds, in their order. Rejects with ScenarioError when the scenario
 * is not valid, with TypeError when the options make no sense.
 */
export async function* exploredRuns(
  scenario: string | ScenarioInput,
  options: ExploreOptions,
  surroundings: Surroundings,
): AsyncGenerator<Run, void> {
  demandGiven('explore', scenario, options);
  const seeds = seedsOf(options);
  const { jobs = 1, stopAfter, maxEvents = usualMaxEvents } = options;
  demandWhole('explore: jobs', jobs, 1, mostJobs);
  demandWhole('explore: maxEvents', maxEvents, 1);
  if (stopAfter !== undefined) demandWhole('explore: stopAfter', stopAfter, 1);
  const given = new GivenScenario(scenario, surroundings);
  const load = { ...loadOptionsFor(options), seed: seedAt(seeds, 0) };
  const loaded = await given.load(load);
  if (!loaded.seedPicksCells) demandRuns(loaded);
  const { target, host, loadingHost, inline } = given;
  const threads = Math.min(jobs, seeds.count);
  // No function goes to another thread.
  const isHere = threads === 1 || inline.hasCode;
  const setup = { target, load, maxEvents };
  const runs = isHere
    ? inThisThread(new SeedRuns(loaded, { ...setup, host, loadingHost }), seeds)
    : new SeedCrew({ setup, jobs: threads, seeds }).runs();
  yield* untilEnough(runs, stopAfter ?? Infinity);
}
