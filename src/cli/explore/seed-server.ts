import type { MessagePort } from 'node:worker_threads';
import type { Run } from '../../run/report/report.ts';
import { loadScenario } from '../../scenario/load.ts';
import { NodeHost } from '../host/host.ts';
import { SeedRuns } from './seed-runs.ts';
import type { SeedPlayed, SeedsSetup, SeedWanted } from './seed-task.ts';
import { failureOf } from './thread-failure.ts';
import type { ThreadFailure } from './thread-failure.ts';

/** Reads the scenario anew. It is valid: whoever started this thread has read it before. */
async function opened(setup: SeedsSetup): Promise<SeedRuns> {
  const host = new NodeHost(process.env, () => import('../../index.ts'));
  const scenario = await loadScenario(setup.target, setup.load, host);
  return new SeedRuns(scenario, { ...setup, host, loadingHost: host });
}

async function played(seeds: SeedRuns, seed: string): Promise<SeedPlayed> {
  const runs: Run[] = [];
  try {
    for await (const run of seeds.play(seed)) runs.push(run);
    return { kind: 'played', seed, runs, failure: null };
  } catch (error) {
    return { kind: 'played', seed, runs, failure: failureOf(error) };
  }
}

/** Answers requests for seeds until the port is closed. */
export async function serveSeeds(port: MessagePort, setup: SeedsSetup): Promise<void> {
  const say = (answer: SeedPlayed | ThreadFailure): void => port.postMessage(answer);
  try {
    const seeds = await opened(setup);
    let queue = Promise.resolve();
    port.on('message', ({ seed }: SeedWanted) => {
      queue = queue
        .then(async () => say(await played(seeds, seed)))
        .catch((error: unknown) => say(failureOf(error)));
    });
  } catch (error) {
    say(failureOf(error));
  }
}
