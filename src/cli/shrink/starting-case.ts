import type { Host } from '../../base/host.ts';
import type { TraceEvent } from '../../engine/event.ts';
import type { Scenario, ScenarioData } from '../../scenario/scenario.ts';
import { partsOf, signatureOf } from '../../search/signature.ts';
import type { Case, Oracle, Wanted } from '../../search/shrink/case.ts';
import { withStrikeTriggers } from '../../search/steering/strike-trigger.ts';
import type { Trial } from '../../search/strategies/define.ts';
import { Player } from '../play/player.ts';
import type { PlayerOptions } from '../play/player.ts';
import { Bench } from './bench.ts';
import { standAlone } from './violation.ts';
import type { Violation } from './violation.ts';

/** What a run that is to be made small is played with. */
export interface Playing extends Omit<PlayerOptions, 'storeEvents'> {
  /** Reads what scenarios name. */
  readonly loadingHost: Host;
}

/** Where shrinking starts: a scenario without chance that shows what is wanted. */
export interface StartingCase {
  readonly known: Case;
  readonly wanted: Wanted;
  readonly oracle: Oracle;
}

/** So many other seeds may stand in for orders and delays that a search had chosen. */
const otherSeeds = 64;

/** The same schedule with the draws of other seeds, for what was chosen in a run and no file can say. */
function drawnOtherwise(written: readonly ScenarioData[]): readonly ScenarioData[] {
  const seeds = Array.from({ length: otherSeeds }, (_, at) => String(at + 1));
  return seeds.flatMap((seed) => written.map((data) => ({ ...data, seed })));
}

/**
 * The ways to write a run, best first: with the seed whose draws it had, and with triggers inside
 * steps; of a run that was steered with other seeds too.
 */
async function writings(
  explicit: readonly ScenarioData[],
  trial: Trial | null,
  events: () => Promise<readonly TraceEvent[]>,
): Promise<readonly ScenarioData[]> {
  const { inside = [], base = null, steering = null } = trial ?? {};
  const happened = inside.length === 0 ? [] : await events();
  const triggered = explicit.flatMap((data): readonly ScenarioData[] => {
    const written = inside.length === 0 ? null : withStrikeTriggers(data, inside, happened);
    return written === null ? [] : [written];
  });
  const written = [...triggered, ...explicit];
  const asDrawn = base === null ? [] : written.map((data) => ({ ...data, seed: base }));
  return [...asDrawn, ...written, ...(steering === null ? [] : drawnOtherwise(written))];
}

/** Writes a run with every fault at a plain time; null: what it violates is not violated then. */
export async function startingCase(
  scenario: Scenario,
  { plan, run, check }: Violation,
  playing: Playing,
): Promise<StartingCase | null> {
  const { loadingHost, trialOf = null, ...how } = playing;
  const wanted = { check: check.id, signature: signatureOf(check, partsOf(plan)) };
  const player = new Player({ ...how, storeEvents: false });
  const oracle = new Bench(loadingHost, player, scenario.path).oracle(wanted, run);
  const explicit = standAlone(scenario.dataOf(plan), plan, run);
  const watcher = new Player({ ...how, storeEvents: true, trialOf });
  const events = async (): Promise<readonly TraceEvent[]> => [
    ...(await watcher.play(plan, scenario)).events(),
  ];
  for (const data of await writings(explicit, trialOf?.(plan) ?? null, events)) {
    const known = await oracle(data);
    if (known !== null) return { known, wanted, oracle };
  }
  return null;
}

/** Why there is nothing to start from, as a sentence. */
export function cannotStart({ check }: Violation): string {
  return `the run cannot be written with every fault at a plain time: ${check.id} is not violated then`;
}
