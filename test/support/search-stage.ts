import { Exploration } from '../../src/search/exploration.ts';
import type { Batch } from '../../src/search/exploration.ts';
import type { Finding, TallyData } from '../../src/search/tally.ts';
import { strategies } from '../../src/search/strategies/index.ts';
import { steered } from '../../src/search/steer.ts';
import type { Steer } from '../../src/search/steer.ts';
import type { Trial } from '../../src/search/strategies/define.ts';
import type { RunPlan } from '../../src/scenario/scenario.ts';
import { quietDriver } from '../../src/cli/driver.ts';
import { NodeHost } from '../../src/cli/host/host.ts';
import { loadTarget } from '../../src/cli/play/loading.ts';
import { Player } from '../../src/cli/play/player.ts';
import { Runs } from '../../src/cli/explore/worker-runs.ts';

/** How a search is played on the stage. */
export interface SearchSetting {
  readonly strategy: string;
  readonly seeds: number;
  /** Players in this thread, who take turns; each has its own memory. */
  readonly players?: number;
  readonly maxFailures?: number | null;
}

/** Plays a search in a scenario file, without threads; answers what was found, by design. */
export async function searchIn(
  path: string,
  { strategy, seeds, players = 1, maxFailures = null }: SearchSetting,
): Promise<readonly TallyData[]> {
  const setup = { targets: [path], load: {}, strategy, maxEvents: 1_000_000, verifies: false };
  const crew = await Promise.all(Array.from({ length: players }, () => Runs.open(setup)));
  const exploration = new Exploration({
    designs: crew[0]?.designs.map(({ design }) => design) ?? [],
    seeds: { first: 1n, count: seeds },
    shard: null,
    maxFailures,
    islands: strategies.get(strategy)?.islands ?? null,
  });
  const batches = new Map<Runs, Batch | null>();
  for (;;) {
    crew.forEach((runs, index) => {
      if ((batches.get(runs) ?? null) === null)
        batches.set(runs, exploration.next({ index, of: players }));
    });
    // The last who has something comes back first.
    const busy = crew.findLast((runs) => (batches.get(runs) ?? null) !== null);
    const batch = busy === undefined ? null : (batches.get(busy) ?? null);
    if (busy === undefined || batch === null) return exploration.tallies();
    const { outcomes } = await busy.play({ ticket: 0, ...batch });
    exploration.take(batch, outcomes);
    batches.set(busy, null);
  }
}

/** Plays the only design of a scenario as a search found it: the verdicts of its checks. */
export async function replayed(path: string, steer: Steer, seed: string): Promise<string[]> {
  const host = new NodeHost(process.env, () => import('../../src/index.ts'));
  const { scenario } = await loadTarget(path, { seed }, host);
  const [plan] = scenario?.runs ?? [];
  if (scenario === null || plan === undefined) throw new Error(`${path} has no run`);
  const trialOf = (wanted: RunPlan): Trial => {
    const trial = steered(wanted, steer);
    if ('problem' in trial) throw new Error(trial.problem);
    return trial;
  };
  const options = { host, driver: quietDriver(host), storeEvents: false, maxEvents: 1_000_000 };
  const { run } = await new Player({ ...options, trialOf }).play(plan, scenario);
  return run.checks.map(({ verdict }) => verdict);
}

/** The runs in which a check was violated. */
export function violations(tally: TallyData | undefined, check: string): Finding[] {
  return tally?.findings.filter((finding) => finding.check === check) ?? [];
}

/** In how many runs a check was violated. */
export function violated(tally: TallyData | undefined, check: string): number {
  return violations(tally, check).reduce((sum, { count }) => sum + count, 0);
}
