import { fileURLToPath } from 'node:url';
import { UsageError } from '../../base/errors.ts';
import { islandOf } from '../../search/island.ts';
import type { Hunt, Kill } from '../../search/mutation/drill.ts';
import type { Mutant } from '../../search/mutation/mutants.ts';
import { seedAt } from '../../search/seeds.ts';
import type { Seeds } from '../../search/seeds.ts';
import { strategies } from '../../search/strategies/index.ts';
import { isRun } from '../../search/trial-outcome.ts';
import type { TrialOutcome } from '../../search/trial-outcome.ts';
import { Runs } from '../explore/worker-runs.ts';

/** The scenarios of this package; the built files stand beside their folder. */
const scenarios = fileURLToPath(new URL('../scenarios/', import.meta.url));

/** How a mutant is hunted. */
export interface HuntOptions {
  readonly strategy: string;
  readonly seeds: Seeds;
  readonly maxEvents: number;
  readonly isStopped: () => boolean;
}

/** What nobody expected of a run. */
type Finding = Pick<Kill, 'check' | 'signature' | 'steer'>;

/** One design under one strategy, seed by seed. */
class Field {
  readonly #runs: Runs;
  readonly #islands: number | null;

  private constructor(runs: Runs, islands: number | null) {
    this.#runs = runs;
    this.#islands = islands;
  }

  static async open(mutant: Mutant, isSound: boolean, options: HuntOptions): Promise<Field> {
    const { strategy, maxEvents } = options;
    const runs = await Runs.open({
      targets: [`${scenarios}${mutant.scenario}`],
      load: { variants: [mutant.variant], ...(isSound ? {} : { set: mutant.set }) },
      strategy,
      maxEvents,
      verifies: false,
    });
    return new Field(runs, strategies.get(strategy)?.islands ?? null);
  }

  /** Why the strategy has nothing to do here; null when it has. */
  get refusal(): string | null {
    return this.#runs.refusal(0);
  }

  /** What the strategy makes of a seed. Null: nothing was left to play. */
  async play(seed: string): Promise<TrialOutcome | null> {
    const island = islandOf(seed, this.#islands);
    const wanted = { ticket: 0, design: 0, island, seeds: [seed], past: [] };
    const [outcome] = (await this.#runs.play(wanted)).outcomes;
    return outcome !== undefined && isRun(outcome) ? outcome : null;
  }

  /** What was found in another design, played in this one. */
  async again({ seed, steer }: TrialOutcome): Promise<TrialOutcome> {
    return await this.#runs.again(0, seed, steer ?? null);
  }

  /** What nobody expected of a run; null when all was as it should be. */
  finding({ checks: outcomes, steer }: TrialOutcome): Finding | null {
    const checks = this.#runs.designs[0]?.design.checks ?? [];
    for (const [nth, { verdict, signature }] of outcomes.entries()) {
      const check = checks[nth];
      if (signature === null || check === undefined || check.expected.includes(verdict)) continue;
      return { check: check.id, signature, steer: steer ?? null };
    }
    return null;
  }
}

/**
 * Plays seed after seed until one shows the bug; the design without it must stand the same run.
 * Throws UsageError when the strategy has nothing to do in it.
 */
export async function hunt(mutant: Mutant, options: HuntOptions): Promise<Hunt> {
  const { strategy, seeds, isStopped } = options;
  const field = await Field.open(mutant, false, options);
  const { refusal } = field;
  if (refusal !== null)
    throw new UsageError(`--strategy ${strategy} has nothing to do in ${mutant.name}: ${refusal}`);
  let whole = 0;
  for (let place = 0; place < seeds.count && !isStopped(); place += 1) {
    const outcome = await field.play(seedAt(seeds, place));
    if (outcome === null) break;
    // What did not come to its end shows nothing, neither of the mutant nor of the sound design.
    if (outcome.stopped !== null) continue;
    whole += 1;
    const found = field.finding(outcome);
    if (found === null) continue;
    const sound = await Field.open(mutant, true, options);
    const isFalseAlarm = sound.finding(await sound.again(outcome)) !== null;
    const kill = { seed: outcome.seed, played: place + 1, ...found };
    return { strategy, seeds: whole, kill, isFalseAlarm };
  }
  return { strategy, seeds: whole, kill: null, isFalseAlarm: false };
}
