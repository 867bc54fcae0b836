import type { NodeId } from '../../../base/units.ts';
import type { NetworkRule } from '../../../world/network/rule.ts';
import type { Undo } from '../../../world/verbs.ts';
import type { Crossing } from '../../../world/network/wire-verbs.ts';
import { LinkTally } from './link-tally.ts';
import { nodeIndex, nodeIndices } from './node-index.ts';
import type { Strike } from '../strike.ts';
import type { VerbScene } from './scene.ts';

/** What one strike does to links: which it has cut, which it has made slower, and what that stops. */
export class LinkVerbs {
  readonly #scene: VerbScene;
  readonly #strike: Strike;
  /** What it cut when it began, as long as it is cut. */
  readonly #cuts: LinkTally;
  /** What it cut later, or has healed for now. */
  readonly #comesAndGoes: LinkTally;
  /** Links that it has made slower. */
  readonly #slow: LinkTally;
  #hasBegun = false;

  constructor(scene: VerbScene, strike: Strike) {
    this.#scene = scene;
    this.#strike = strike;
    this.#cuts = new LinkTally(scene.world);
    this.#comesAndGoes = new LinkTally(scene.world);
    this.#slow = new LinkTally(scene.world);
  }

  /** It cuts this link now, or has cut it before and may again. */
  blocks(from: NodeId, to: NodeId): boolean {
    return this.#cuts.has(from, to) || this.#comesAndGoes.has(from, to);
  }

  /** After the fault has begun: counts what its cuts stop and what its limits slow down. */
  begun(): Undo {
    this.#hasBegun = true;
    const undos = [this.#counting(this.#cuts, 'cut'), this.#counting(this.#slow, null)];
    return () => {
      for (const undo of undos) undo();
    };
  }

  /** Counts the messages that are sent over these links. */
  #counting(links: LinkTally, again: NetworkRule['again']): Undo {
    if (links.isEmpty) return () => undefined;
    return this.#scene.verbs.addRule({
      from: links.from,
      to: links.to,
      kind: null,
      again,
      ask: (message) => {
        if (links.has(message.from, message.to)) this.#scene.hitMessage(this.#strike, message);
        return 'pass';
      },
    });
  }

  cut(from: readonly NodeId[], to: readonly NodeId[]): Undo {
    return this.#cutOff(from, to, this.#scene.verbs.cut(this.#indices(from), this.#indices(to)));
  }

  withdraw(from: readonly NodeId[], to: readonly NodeId[], convergenceNs: number): Undo {
    const { verbs } = this.#scene;
    const turned = (crossing: Crossing): void => this.#scene.hitMessage(this.#strike, crossing);
    const undo = verbs.withdraw(this.#indices(from), this.#indices(to), convergenceNs, turned);
    return this.#cutOff(from, to, undo);
  }

  /** Links have been cut: counts what that stops, until the undo heals them. */
  #cutOff(from: readonly NodeId[], to: readonly NodeId[], undo: Undo): Undo {
    this.#scene.model.cut(this.#strike);
    if (!this.#hasBegun) {
      const remove = this.#cuts.add(from, to);
      return () => {
        remove();
        this.#comesAndGoes.add(from, to);
        undo();
      };
    }
    this.#comesAndGoes.add(from, to);
    const links = new LinkTally(this.#scene.world);
    links.add(from, to);
    const uncount = this.#counting(links, 'cut');
    return () => {
      uncount();
      undo();
    };
  }

  /** It has cut a node or switch off from all others: that counts as cut until it is over. */
  cutOff(place: NodeId): void {
    const { ids } = this.#scene.world;
    this.#scene.model.cut(this.#strike);
    this.#comesAndGoes.add([place], ids);
    this.#comesAndGoes.add(ids, [place]);
  }

  limit(from: readonly NodeId[], to: readonly NodeId[], bitsPerSecond: number): Undo {
    this.#slow.add(from, to);
    this.#scene.model.slowed(this.#strike);
    return this.#scene.verbs.limit(this.#indices(from), this.#indices(to), bitsPerSecond);
  }

  limitNode(node: NodeId, bitsPerSecond: number): Undo {
    const { world, verbs, model } = this.#scene;
    this.#slow.add([node], world.ids);
    this.#slow.add(world.ids, [node]);
    model.slowed(this.#strike);
    return verbs.limitNode(nodeIndex(world, this.#strike, node), bitsPerSecond);
  }

  #indices(nodes: readonly NodeId[]): number[] {
    return nodeIndices(this.#scene.world, this.#strike, nodes);
  }
}
