// `runScenario` with every row of the trace kept, as `run --events` and the live view have it. The
// public function keeps none, so this goes one step below it; the bench bundles it from the sources.
import { runScenario as playPublicly } from '../../src/cli/scenario-runner.ts';
import * as api from '../../src/cli/api.ts';
import { Driver } from '../../src/cli/driver.ts';
import { NodeHost } from '../../src/cli/host/host.ts';
import { Player } from '../../src/cli/play/player.ts';
import { loadScenario } from '../../src/scenario/load.ts';

const mostEvents = 100_000_000;

/** Plays the first run of a scenario file; the answer has as much of a report as the bench reads. */
export async function runScenario(path, { set, seed, until, variant }) {
  const host = new NodeHost(process.env, async () => ({ ...api, runScenario: playPublicly }));
  const overlays = until === undefined ? set : [...set, `duration=${until}`];
  const options = { set: overlays, seed: String(seed), ...(variant && { variants: [variant] }) };
  const scenario = await loadScenario(path, options, host);
  const onStray = (reason) => driver.stop(String(reason));
  const driver = new Driver({ host, viewer: null, maxWallMs: null, onStray });
  const player = new Player({ host, driver, storeEvents: true, maxEvents: mostEvents });
  const { run } = await player.play(scenario.runs[0], scenario);
  return { verdict: run.verdict, runs: [run] };
}
