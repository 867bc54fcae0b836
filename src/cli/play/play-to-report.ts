import { assembleReport } from '../../run/assemble.ts';
import type { FinishedRun } from '../../run/assemble.ts';
import type { Report } from '../../run/report.ts';
import { loadScenario } from '../../scenario/load.ts';
import type { LoadOptions } from '../../scenario/load.ts';
import { engineSemantics } from '../about.ts';
import { quietDriver } from '../driver.ts';
import { drainAlways } from '../host/microtasks.ts';
import { NodeHost } from '../host/host.ts';
import { usualMaxEvents } from '../limits.ts';
import type { RunOptions, ScenarioInput } from '../scenario-input.ts';
import { InlineModules } from './inline-modules.ts';
import { Player } from './player.ts';

const isPath = /^[^\n]+\.ya?ml$/;

function loadOptionsOf({ seed, variant, until, set = [] }: RunOptions): LoadOptions {
  return {
    set: [...set, ...(until === undefined ? [] : [`duration=${until}`])],
    ...(seed === undefined ? {} : { seed: String(seed) }),
    ...(variant === undefined ? {} : { variants: [variant] }),
  };
}

/** Plays every run of a scenario and reports on them. `api` is what users' files import. */
export async function playToReport(
  scenario: string | ScenarioInput,
  options: RunOptions,
  api: () => Promise<object>,
): Promise<Report> {
  const host = new NodeHost(process.env, api);
  const inline = new InlineModules();
  const text = typeof scenario === 'string' ? scenario : inline.textOf(scenario);
  if (inline.hasCode) {
    // It went through no transform: nobody has looked whether it awaits by itself.
    host.guardUsers();
    drainAlways();
  }
  const source = isPath.test(text) ? text : { text, path: 'scenario.yaml' };
  const loaded = await loadScenario(source, loadOptionsOf(options), inline.over(host));
  const driver = quietDriver(host);
  const maxEvents = options.maxEvents ?? usualMaxEvents;
  const player = new Player({ host, driver, storeEvents: false, maxEvents });
  const finished: FinishedRun[] = [];
  let stopped: string | null = null;
  for (const plan of loaded.runs) {
    const played = await player.play(plan, loaded);
    stopped ??= played.stopped;
    finished.push({ run: played.run, seedIsAxis: plan.seedIsAxis });
  }
  return assembleReport(finished, { engine: engineSemantics, stopped });
}
