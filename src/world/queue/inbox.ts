/** Goes on with a packet; `gone` is to be called once, when it has left, or is no more. */
type Passage = (gone: () => void) => void;

/**
 * The buffer where a wire with credits ends at a switch. Packets leave it in the order in which they
 * came, one at a time: the first, while it waits for its own way out, stands before all behind it,
 * also before those whose way is free (Karol, Hluchyj and Morgan 1987).
 */
export class Inbox {
  readonly #waiting: Passage[] = [];
  /** Gives its room back to the sender of the packet that has left. */
  readonly #giveBack: () => void;
  #isBusy = false;

  constructor(giveBack: () => void) {
    this.#giveBack = giveBack;
  }

  /** A packet has come; it goes on when those before it have left. */
  enter(packet: Passage): void {
    this.#waiting.push(packet);
    if (!this.#isBusy) this.#letOut();
  }

  /** Lets packets out until one of them has to wait. */
  #letOut(): void {
    this.#isBusy = true;
    for (;;) {
      const packet = this.#waiting.shift();
      if (packet === undefined) break;
      // Thousands may leave at once, each of them from within its call: they must not nest.
      let isWithin = true;
      let hasLeft = false;
      packet(() => {
        this.#giveBack();
        hasLeft = true;
        if (!isWithin) this.#letOut();
      });
      isWithin = false;
      if (!hasLeft) return;
    }
    this.#isBusy = false;
  }
}
