// Plays seeds as a worker of `fault-sim explore` does: loaded once, judged without a report. Child
// process, bundled from the sources; its argument is JSON: { scenario, seeds }. A quarter of the seeds
// is played before the meter runs. Prints { cpuNs, rows }.
import { Runs } from '../../src/cli/explore/worker-runs.ts';

const { scenario, seeds } = JSON.parse(process.argv[2]);
const runs = await Runs.open({
  targets: [scenario],
  load: {},
  strategy: 'random',
  maxEvents: 100_000_000,
  verifies: false,
});

async function play(seed) {
  const wanted = { ticket: 0, design: 0, island: null, seeds: [String(seed)], past: [] };
  const [outcome] = (await runs.play(wanted)).outcomes;
  if (outcome.checks.some(({ signature }) => signature !== null))
    throw new Error(`${scenario}, seed ${seed}: a check found something`);
  return outcome.events;
}

for (let seed = 1; seed <= Math.ceil(seeds / 4); seed++) await play(seed);
let rows = 0;
const before = process.cpuUsage();
for (let seed = 1; seed <= seeds; seed++) rows += await play(seed);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ cpuNs: (user + system) * 1000, rows }));
