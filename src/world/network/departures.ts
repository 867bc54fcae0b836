import { fingerprint, fingerprintValue } from '../../base/schema/copier.ts';
import type { NodeId } from '../../base/units.ts';
import type { ActiveRule } from './active-rule.ts';
import type { InForce } from './in-force.ts';
import type { Conduct, Wire } from './link.ts';
import type { Message } from '../message/message.ts';
import type { MessageRows } from '../message/rows.ts';
import type { LossCause } from '../ports.ts';
import { Rulings } from './rulings.ts';
import { corruptBody } from './stages.ts';
import type { Passage } from './stages.ts';
import { delayOf } from './travel-time.ts';
import type { Delay } from './travel-time.ts';

/** What becomes of a message that leaves, in the eyes of the network. */
interface DepartureScene {
  readonly ids: readonly NodeId[];
  readonly inForce: InForce;
  readonly rows: MessageRows;
  lose(message: Message, cause: LossCause, where: Wire): void;
  /** One more of a message is under way. */
  doubled(copy: Message): void;
}

/** Where a message goes that has left, how long it takes, and what holds it first; null: nothing. */
export type Onward = (one: Message, delay: Delay, holder: ActiveRule | null) => void;

/** The stages of a wire that a message passes as it leaves: cut, loss, corrupt, duplicate, delay. */
export class Departures {
  readonly #scene: DepartureScene;

  constructor(scene: DepartureScene) {
    this.#scene = scene;
  }

  /** `onward` is called for what is left of the message, and for each duplicate. */
  judge(message: Message, wire: Wire, conduct: Conduct, passage: Passage, onward: Onward): void {
    const scene = this.#scene;
    const { originNs, ordinal, lineage } = passage;
    const bursts = wire.bursts(originNs, ordinal, lineage);
    scene.inForce.refresh(wire);
    const rulings = new Rulings();
    for (const active of wire.rules) {
      if (active.speaksOf(passage)) rulings.ask(active, passage);
    }
    if (!wire.link.connected) return scene.lose(message, 'no-link', wire);
    if (wire.cuts > 0) return scene.lose(message, 'partition', wire);
    if (rulings.cut !== null) return scene.lose(message, rulings.cut, wire);
    if (rulings.lost || bursts || wire.takes(conduct.loss, 'loss', originNs, ordinal, lineage)) {
      return scene.lose(message, 'loss', wire);
    }
    const sent = this.#forged(this.#corrupted(message, wire, conduct, passage, rulings), rulings);
    const doubled = wire.takes(conduct.duplicate, 'duplicate', originNs, ordinal, lineage);
    const more = rulings.copies + (doubled ? 1 : 0);
    // Before the first goes on: what becomes of it at the next hop is of the same family.
    if (more > 0) sent.beginFamily();
    for (let nth = 0; nth <= more; nth++) {
      const one = nth === 0 ? sent : sent.double(lineageOf(wire, sent, nth));
      if (nth > 0) {
        scene.doubled(one);
        scene.rows.add('duplicated', one);
      }
      onward(one, delayOf(one, passage, wire, conduct, rulings), rulings.holder);
    }
  }

  #corrupted(
    message: Message,
    wire: Wire,
    conduct: Conduct,
    passage: Passage,
    rulings: Rulings,
  ): Message {
    const body = corruptBody(message, rulings.body, wire, conduct, passage, this.#scene.ids);
    if (body === undefined) return message;
    fingerprintValue(body);
    const changed = message.withBody(body, fingerprint.lo, fingerprint.hi);
    this.#scene.rows.add('corrupted', changed);
    return changed;
  }

  /** A one-way message goes on under another name, if nothing on its link tells who sends. */
  #forged(message: Message, { envelope }: Rulings): Message {
    if (envelope === null || message.role !== 'datagram') return message;
    const other = message.under(envelope);
    this.#scene.rows.add('forged', other);
    return other;
  }
}

/** On the link that is its own a duplicate is told by its number; other wires make more of duplicates. */
function lineageOf(wire: Wire, message: Message, nth: number): number {
  return wire === message.link ? nth : wire.lineageOf(message.lineage, nth);
}
