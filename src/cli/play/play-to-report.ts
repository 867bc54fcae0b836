import type { TraceEvent } from '../../engine/event.ts';
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
import type { Played } from './player.ts';

const isPath = /^[^\n]+\.ya?ml$/;

function loadOptionsOf({ seed, variant, until, set = [] }: RunOptions): LoadOptions {
  return {
    set: [...set, ...(until === undefined ? [] : [`duration=${until}`])],
    ...(seed === undefined ? {} : { seed: String(seed) }),
    ...(variant === undefined ? {} : { variants: [variant] }),
  };
}

/** Gives the runs of a report their events, in a way that leaves the report's own bytes alone. */
function giveEvents(report: Report, played: readonly Played[]): void {
  report.runs.forEach((run, place) => {
    let events: readonly TraceEvent[] | null = null;
    Object.defineProperty(run, 'events', {
      get: () => (events ??= [...(played[place]?.events() ?? [])]),
    });
  });
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
  const storeEvents = options.events ?? false;
  const player = new Player({ host, driver, storeEvents, maxEvents });
  const finished: FinishedRun[] = [];
  const kept: Played[] = [];
  let stopped: string | null = null;
  for (const plan of loaded.runs) {
    const played = await player.play(plan, loaded);
    stopped ??= played.stopped;
    finished.push({ run: played.run, seedIsAxis: plan.seedIsAxis });
    if (storeEvents) kept.push(played);
  }
  const report = assembleReport(finished, { engine: engineSemantics, stopped });
  if (storeEvents) giveEvents(report, kept);
  return report;
}
