// What a node takes that has booted, has armed one timer and waits: heap in use after all have, with
// their plan and their run, less that of a process that has loaded the program alone. Child process;
// bundled from the sources. Its argument is JSON: { scenario, nodes }. Prints { bytes }.
import { setImmediate } from 'node:timers/promises';
import * as api from '../../src/cli/api.ts';
import { NodeHost } from '../../src/cli/host/host.ts';
import { runScenario } from '../../src/cli/scenario-runner.ts';
import { Simulation } from '../../src/run/simulation.ts';
import { loadScenario } from '../../src/scenario/load.ts';

const { scenario: path, nodes } = JSON.parse(process.argv[2]);
const host = new NodeHost(process.env, async () => ({ ...api, runScenario }));

/** Loads the scenario with so many nodes, and plays it until everybody has started. */
async function idle(count) {
  const options = { set: [`nodes.member.count=${count}`], seed: '1' };
  const scenario = await loadScenario(path, options, host);
  const simulation = new Simulation(scenario.runs[0], {
    host,
    storeEvents: false,
    maxEvents: 100_000_000,
    judges: null,
    file: 'idle.yaml',
    describeError: String,
  });
  while (simulation.nextNs === 0) {
    simulation.advance(10_000);
    await setImmediate();
  }
  return { scenario, simulation };
}

function bytesInUse() {
  gc();
  gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

// Once before, so that code which is compiled meanwhile is not counted.
await idle(nodes);
await setImmediate();
const before = bytesInUse();
const kept = await idle(nodes);
await setImmediate();
const bytes = (bytesInUse() - before) / nodes;
if (kept.simulation.stopped !== null) throw new Error(`it stopped: ${kept.simulation.stopped}`);
console.log(JSON.stringify({ bytes }));
