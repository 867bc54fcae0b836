// Plays a scenario as a user of the package does, once to warm up and then under the meter. Child
// process; its argument is JSON: { scenario, options, warmUp, measured, seeds }, where `options` are
// those of `runScenario`, and `warmUp` and `measured` are durations (null: the scenario's own). Prints
// { cpuNs, rows, digest }: CPU time and rows of all measured runs together, and the digest of the last.
import { runScenario } from '../../dist/index.js';

const { scenario, options, warmUp, measured, seeds } = JSON.parse(process.argv[2]);

async function play(until, seed) {
  const end = until === null ? {} : { until };
  const report = await runScenario(scenario, { ...options, ...end, seed });
  if (report.verdict !== 'pass') throw new Error(`${scenario}, seed ${seed}: ${report.verdict}`);
  return report.runs[0].trace;
}

for (let seed = 1; seed <= Math.ceil(seeds / 4); seed++) await play(warmUp, seed);
let rows = 0;
let digest = '';
const before = process.cpuUsage();
for (let seed = 1; seed <= seeds; seed++) {
  const trace = await play(measured, seed);
  rows += trace.events;
  digest = trace.digest;
}
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ cpuNs: (user + system) * 1000, rows, digest }));
