import { ScenarioError } from '../../base/errors.ts';
import { loadScenario } from '../../scenario/load.ts';
import type { Scenario, ScenarioData } from '../../scenario/scenario.ts';
import { writeScenario } from '../../scenario/write.ts';
import { partsOf, signatureOf } from '../../search/signature.ts';
import type { Case, Oracle, Wanted } from '../../search/shrink/case.ts';
import type { NodeHost } from '../host/host.ts';
import type { Player } from '../play/player.ts';

/** Plays scenarios that exist only as data, as if they stood where the first one does. */
export class Bench {
  readonly #host: NodeHost;
  readonly #player: Player;
  readonly #path: string;

  constructor(host: NodeHost, player: Player, path: string) {
    this.#host = host;
    this.#player = player;
    this.#path = path;
  }

  async play(data: ScenarioData): Promise<Case | null> {
    const text = writeScenario(data, []);
    let scenario: Scenario;
    try {
      scenario = await loadScenario({ text, path: this.#path }, {}, this.#host);
    } catch (error) {
      if (error instanceof ScenarioError) return null;
      throw error;
    }
    const [plan] = scenario.runs;
    if (plan === undefined) return null;
    const { run, stopped } = await this.#player.play(plan, scenario);
    return stopped === null ? { data, plan, run } : null;
  }

  oracle({ check, signature }: Wanted): Oracle {
    return async (data) => {
      const played = await this.play(data);
      const found = played?.run.checks.find(({ id }) => id === check);
      if (played === null || found?.verdict !== 'violated') return null;
      return signatureOf(found, partsOf(played.plan)) === signature ? played : null;
    };
  }
}
