import type { Duration, NodeId, Value } from '../../../base/units.ts';
import type { Said } from '../../../library/faults/define.ts';
import type { Random } from '../../../world/program/node.ts';
import type { MessageView } from '../../../world/network/rule.ts';
import type { Packet } from '../../../world/verbs.ts';
import type { World } from '../../../world/world.ts';
import { liedBody, toldBody } from './deceit.ts';
import type { MessageDraws } from '../rules/message-draws.ts';
import { corruptedBody, drawnLatency } from '../rules/packet-readings.ts';

/** What a fault may look up: who there is, and what could become of the packet that it is asked about. */
export class LookUps {
  readonly nodes: readonly NodeId[];
  readonly random: Random;
  readonly #world: World;
  readonly #draws: MessageDraws;

  constructor(world: World, draws: MessageDraws) {
    this.#world = world;
    this.#draws = draws;
    this.nodes = world.ids;
    this.random = draws.random;
  }

  corrupted(): Value | null {
    return corruptedBody(this.asked, this.#world, this.random.for('corrupted'));
  }

  told(_packet: Packet, field: string, value: Value): Value | null {
    return toldBody(this.asked, this.#world, field, value);
  }

  lie(_packet: Packet, lie: string, accomplices: readonly NodeId[]): Said | null {
    const random = this.random.for('lie');
    return liedBody(this.asked, this.#world, lie, accomplices, random);
  }

  membersOf(node: NodeId): readonly NodeId[] {
    return this.#world.membersOf(node);
  }

  spell(_packet: Packet, length: Duration): Random {
    return this.#draws.spell(this.asked, Math.max(1, length));
  }

  latency(): Duration {
    return drawnLatency(this.asked, this.#world, this.random.for('latency'));
  }

  nodesIn(domain: string): readonly NodeId[] {
    return this.#world.nodesIn(domain);
  }

  placesIn(domains: readonly string[]): readonly string[] {
    return this.#world.domains.placesIn(domains);
  }

  /** The message that a rule is asked about now. */
  protected get asked(): MessageView {
    const { message } = this.#draws;
    if (message === null) {
      throw new TypeError('only a rule that is asked about a packet can look it up');
    }
    return message;
  }
}
