import { fileURLToPath } from 'node:url';
import type { Hunt, Kill } from '../../search/mutation/drill.ts';
import type { Mutant } from '../../search/mutation/mutants.ts';
import { seedAt } from '../../search/seeds.ts';
import type { Seeds } from '../../search/seeds.ts';
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

/** One design under one strategy, seed by seed. */
class Field {
  readonly #runs: Runs;

  private constructor(runs: Runs) {
    this.#runs = runs;
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
    return new Field(runs);
  }

  /** What nobody expected of this seed; null when all was as it should be. */
  async finding(seed: string): Promise<Pick<Kill, 'check' | 'signature'> | null> {
    const wanted = { ticket: 0, design: 0, island: null, seeds: [seed], past: [] };
    const [outcome] = (await this.#runs.play(wanted)).outcomes;
    const checks = this.#runs.designs[0]?.design.checks ?? [];
    if (outcome === undefined || 'isNothing' in outcome) return null;
    for (const [nth, { verdict, signature }] of outcome.checks.entries()) {
      const check = checks[nth];
      if (signature === null || check === undefined || check.expected.includes(verdict)) continue;
      return { check: check.id, signature };
    }
    return null;
  }
}

/** Plays seed after seed until one shows the bug; the design without it must stand that seed. */
export async function hunt(mutant: Mutant, options: HuntOptions): Promise<Hunt> {
  const { strategy, seeds, isStopped } = options;
  const field = await Field.open(mutant, false, options);
  for (let place = 0; place < seeds.count && !isStopped(); place += 1) {
    const seed = seedAt(seeds, place);
    const found = await field.finding(seed);
    if (found === null) continue;
    const sound = await Field.open(mutant, true, options);
    const isFalseAlarm = (await sound.finding(seed)) !== null;
    return { strategy, kill: { seed, played: place + 1, ...found }, isFalseAlarm };
  }
  return { strategy, kill: null, isFalseAlarm: false };
}
