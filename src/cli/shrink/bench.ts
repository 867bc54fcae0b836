import { ScenarioError } from '../../base/errors.ts';
import type { Host } from '../../base/host.ts';
import type { Judgement } from '../../run/checks/judgement.ts';
import { IMPLICIT_CHECK } from '../../scenario/resolve/checks/checks.ts';
import { loadScenario } from '../../scenario/load.ts';
import type { RunPlan, Scenario, ScenarioData } from '../../scenario/scenario.ts';
import { writeScenario } from '../../scenario/source/write.ts';
import { partsOf, signatureOf } from '../../search/signature.ts';
import type { Case, Oracle, Wanted } from '../../search/shrink/case.ts';
import type { Player } from '../play/player.ts';

/** What is to be played. */
interface Subject {
  readonly scenario: Scenario;
  readonly plan: RunPlan;
}

/** Whether a program threw in a run, also after it had left its model. */
function hasThrown({ checks }: Judgement): boolean {
  const implicit = checks.find(({ id }) => id === IMPLICIT_CHECK);
  return implicit?.verdict === 'violated' || implicit?.observed === 'violated';
}

function isShown({ checks }: Judgement, plan: RunPlan, { check, signature }: Wanted): boolean {
  const found = checks.find(({ id }) => id === check);
  return found?.verdict === 'violated' && signatureOf(found, partsOf(plan)) === signature;
}

/** Plays scenarios that exist only as data, as if they stood where the first one does. */
export class Bench {
  readonly #host: Host;
  readonly #player: Player;
  readonly #path: string;

  constructor(host: Host, player: Player, path: string) {
    this.#host = host;
    this.#player = player;
    this.#path = path;
  }

  /** A scenario's only run; null when it is not valid. `as`: how much of a file it is made into. */
  async #load(data: ScenarioData, as: 'text' | 'data'): Promise<Subject | null> {
    const given = as === 'data' ? { data } : { text: writeScenario(data, []) };
    try {
      const scenario = await loadScenario({ ...given, path: this.#path }, {}, this.#host);
      const [plan] = scenario.runs;
      return plan === undefined ? null : { scenario, plan };
    } catch (error) {
      if (error instanceof ScenarioError) return null;
      throw error;
    }
  }

  /** Plays it as the file that it would be. */
  async play(data: ScenarioData): Promise<Case | null> {
    const subject = await this.#load(data, 'text');
    if (subject === null) return null;
    const { plan, scenario } = subject;
    const { run, stopped } = await this.#player.play(plan, scenario);
    return stopped === null ? { data, plan, run } : null;
  }

  /** Whether it shows what is wanted, found out as cheaply as can be. */
  async #shows(
    data: ScenarioData,
    isWanted: (run: Judgement, plan: RunPlan) => boolean,
  ): Promise<boolean> {
    const subject = await this.#load(data, 'data');
    if (subject === null) return false;
    const { plan, scenario } = subject;
    const { run, stopped } = await this.#player.judge(plan, scenario);
    return stopped === null && isWanted(run, plan);
  }

  /**
   * Shows what is wanted as the run that was `found` did: where no program threw in that one, none
   * throws. Who lacks a node that it needs dies of it, and most checks are violated by the dead.
   */
  oracle(wanted: Wanted, found: Judgement): Oracle {
    const mayThrow = hasThrown(found);
    const isSame = (run: Judgement, plan: RunPlan): boolean =>
      isShown(run, plan, wanted) && (mayThrow || !hasThrown(run));
    return async (data) => {
      if (!(await this.#shows(data, isSame))) return null;
      const played = await this.play(data);
      return played !== null && isSame(played.run, played.plan) ? played : null;
    };
  }
}
