// Plays seeds as a worker of `fault-sim explore` does: in a thread with its limits, loaded once, judged
// without a report. Child process, bundled from the sources; its argument is JSON: { scenario, seeds }.
// A quarter of the seeds is played before the meter runs. Prints { cpuNs, rows }.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { threadLimits } from '../../src/cli/explore/threads.ts';
import { Runs } from '../../src/cli/explore/worker-runs.ts';

/** What the seeds cost, of all threads of this process, and how many rows they gave. */
async function played({ scenario, seeds }) {
  const runs = await Runs.open({
    targets: [scenario],
    load: {},
    strategy: 'random',
    maxEvents: 100_000_000,
    verifies: false,
  });
  const play = async (seed) => {
    const wanted = { ticket: 0, design: 0, island: null, seeds: [String(seed)], past: [] };
    const [outcome] = (await runs.play(wanted)).outcomes;
    if (outcome.checks.some(({ signature }) => signature !== null))
      throw new Error(`${scenario}, seed ${seed}: a check found something`);
    return outcome.events;
  };
  for (let seed = 1; seed <= Math.ceil(seeds / 4); seed++) await play(seed);
  let rows = 0;
  const before = process.cpuUsage();
  for (let seed = 1; seed <= seeds; seed++) rows += await play(seed);
  const { user, system } = process.cpuUsage(before);
  return { cpuNs: (user + system) * 1000, rows };
}

if (isMainThread) {
  const question = JSON.parse(process.argv[2]);
  new Worker(new URL(import.meta.url), { workerData: question, resourceLimits: threadLimits }).on(
    'message',
    (answer) => console.log(JSON.stringify(answer)),
  );
} else {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort.postMessage(await played(workerData));
}
