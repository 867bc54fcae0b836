import type { Program } from '../../src/world/program/program.ts';
import type { AnyOutcome } from '../../src/world/program/protocol.ts';
import type { Undo } from '../../src/world/verbs.ts';
import { readConfig } from './stage.ts';
import { Stage } from './world-stage.ts';

/** Who plays; null is a plain client. Configs are written as in a scenario. */
export interface Cast {
  readonly [id: string]: {
    readonly program: Program;
    readonly config?: object;
    readonly cores?: number;
    /** CPU time of messages, in ms. */
    readonly costMs?: { readonly [kind: string]: number };
  } | null;
}

/** What came of a question, and when. */
export interface Answer {
  outcome: AnyOutcome | null;
  atMs: number;
}

/** Programs on a small network of 1 ms, with a script of questions and of what goes wrong. */
export class ProgramPlay {
  readonly stage: Stage;
  #asked = 0;

  constructor(cast: Cast, { untilMs = 10_000, seed = '1' } = {}) {
    const nodes = Object.entries(cast).map(([id, part]) => [
      id,
      {
        program: part?.program ?? null,
        config: part === null ? {} : readConfig(part.program.contents.config, part.config ?? {}),
        disk: { unsyncedKeptPpb: 0 },
        cores: part?.cores ?? null,
        cost: new Map(
          Object.entries(part?.costMs ?? {}).map(([kind, ms]) => [
            kind,
            { kind: 'constant' as const, ns: ms * 1_000_000 },
          ]),
        ),
      },
    ]);
    this.stage = new Stage({ nodes: Object.fromEntries(nodes), untilMs, seed });
  }

  /** A client asks; the answer is filled in while the play goes on. */
  ask(
    atMs: number,
    client: string,
    to: string | null,
    op: string,
    body: object,
    { timeoutMs = 1000, id = `question-${this.#asked++}` } = {},
  ): Answer {
    const answer: Answer = { outcome: null, atMs: Number.NaN };
    this.stage.at(atMs, () =>
      this.stage.world.request(
        { client, to, op, body, timeoutNs: timeoutMs * 1_000_000, id },
        (result) => {
          answer.outcome = result.outcome;
          answer.atMs = result.atNs / 1_000_000;
        },
      ),
    );
    return answer;
  }

  /** Something goes wrong for a while. */
  #during(fromMs: number, untilMs: number, begin: () => Undo): this {
    let undo: Undo = () => undefined;
    this.stage.at(fromMs, () => {
      undo = begin();
    });
    this.stage.at(untilMs, () => undo());
    return this;
  }

  pause(node: string, fromMs: number, untilMs: number): this {
    const { world } = this.stage;
    return this.#during(fromMs, untilMs, () => world.verbs.pause(world.indexOf(node), 'gc'));
  }

  /** The host loses power: what is not on its disk is gone. */
  powerCut(node: string, fromMs: number, untilMs: number): this {
    const { world } = this.stage;
    return this.#during(fromMs, untilMs, () =>
      world.verbs.crash(world.indexOf(node), 'host', ['memory', 'unsynced']),
    );
  }

  /** The process dies alone; its machine goes on. */
  killed(node: string, fromMs: number, untilMs: number): this {
    const { world } = this.stage;
    return this.#during(fromMs, untilMs, () =>
      world.verbs.crash(world.indexOf(node), 'process', ['memory']),
    );
  }

  /** Cuts one direction. */
  cutOneWay(from: string, to: string, fromMs: number, untilMs: number): this {
    const { world } = this.stage;
    const [sender, receiver] = [world.indexOf(from), world.indexOf(to)];
    return this.#during(fromMs, untilMs, () => world.verbs.cut([sender], [receiver]));
  }

  /** Cuts these nodes off from all others, both ways. */
  cutOff(nodes: readonly string[], fromMs: number, untilMs: number): this {
    const { world } = this.stage;
    const inside = nodes.map((id) => world.indexOf(id));
    const outside = world.ids.map((id) => world.indexOf(id)).filter((at) => !inside.includes(at));
    this.#during(fromMs, untilMs, () => world.verbs.cut(inside, outside));
    return this.#during(fromMs, untilMs, () => world.verbs.cut(outside, inside));
  }

  /** Plays to the end. */
  async played(): Promise<this> {
    await this.stage.play();
    return this;
  }

  /** What programs observed under this name: node, data, ms. */
  observed(name: string): { node: string; data: Record<string, unknown>; atMs: number }[] {
    return this.stage
      .events()
      .filter((event) => event.type === 'observed' && event.name === name)
      .map(({ node, data, at }) => ({
        node: String(node),
        data: data as Record<string, unknown>,
        atMs: at / 1_000_000,
      }));
  }
}
