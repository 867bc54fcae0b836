import { eventClass } from '../../engine/agenda.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Wire } from './link.ts';
import type { Message } from '../message/message.ts';
import type { ActiveRule } from './active-rule.ts';
import { holderOf } from './stages.ts';
import type { Passage } from './stages.ts';

/** A message that a hold keeps, and how it goes on when nothing holds it any more. */
export interface Held {
  readonly message: Message;
  readonly wire: Wire;
  readonly passage: Passage;
  /** One of those that hold it: as long as it is in force nothing else needs to be asked. */
  by: ActiveRule;
  go(): void;
  /** It is lost when it is let go. */
  lost?(): void;
}

/** What holds keep, in the order in which they began to. */
export class Holds {
  readonly #engine: Engine;
  /** Makes the rules of a wire those in force. */
  readonly #refresh: (wire: Wire) => void;
  readonly #letGo: (held: Held) => void;
  #held: Held[] = [];
  /** A release is to come at this instant. */
  #releases = false;

  constructor(engine: Engine, refresh: (wire: Wire) => void, letGo: (held: Held) => void) {
    this.#engine = engine;
    this.#refresh = refresh;
    this.#letGo = letGo;
  }

  keep(held: Held): void {
    this.#held.push(held);
  }

  /** After all that ends and begins at this instant: only then it is known what will be in force. */
  releaseSoon(): void {
    if (this.#releases || this.#held.length === 0) return;
    this.#releases = true;
    this.#engine.schedule(this.#engine.nowNs, eventClass.change, () => {
      this.#releases = false;
      this.#release();
    });
  }

  /** Lets go, in their order, of all messages that no hold holds any more. */
  #release(): void {
    const waiting = this.#held;
    this.#held = [];
    for (const held of waiting) {
      const { wire, passage } = held;
      if (!held.by.isOver) {
        this.#held.push(held);
        continue;
      }
      this.#refresh(wire);
      const by = holderOf(wire, passage);
      if (by === null) this.#letGo(held);
      else {
        held.by = by;
        this.#held.push(held);
      }
    }
  }
}
