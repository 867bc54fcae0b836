import type { Stream } from '../../../base/draw/draw.ts';
import { KeyedRandom } from '../../../base/draw/random.ts';
import type { Random } from '../../../world/program/node.ts';
import type { MessageView } from '../../../world/network/rule.ts';

/**
 * The draws that a fault's own code makes. While a rule is asked about a message they are keyed by
 * that message, so that it fares the same in every run in which it exists; else by the instant.
 */
export class MessageDraws {
  readonly random: Random;
  readonly #spells: Stream;
  #message: MessageView | null = null;
  /** Counts the askings, so that each begins with its first draw. */
  #askings = 0;

  /** `now` gives the true instant in ns. */
  constructor(stream: Stream, now: () => number) {
    this.#spells = stream.child('spells');
    // No instant is negative: an asking is never mistaken for one.
    const position = (): number => (this.#message === null ? now() : -1 - this.#askings);
    // The lengths of time that it draws are whole ns, but carry no brand that the compiler sees.
    const random: unknown = new KeyedRandom(this.#keyed(stream), position);
    this.random = random as Random;
  }

  /** The message that a rule is asked about now; null while none is. */
  get message(): MessageView | null {
    return this.#message;
  }

  /** Runs a rule about a message. */
  about<T>(message: MessageView, rule: () => T): T {
    this.#askings += 1;
    this.#message = message;
    try {
      return rule();
    } finally {
      this.#message = null;
    }
  }

  /** Draws of all messages that are sent over one link in the same stretch of so many ns. */
  spell({ from, to, sentAtNs }: MessageView, lengthNs: number): Random {
    const stretch = Math.floor(sentAtNs / lengthNs);
    // A new one for each message: each begins with the first draw of its stretch.
    const random: unknown = new KeyedRandom(this.#spells.child(`${from} -> ${to}`), () => stretch);
    return random as Random;
  }

  /** A stream whose draws are the message's own while there is one. */
  #keyed(stream: Stream): Stream {
    const perDraw: Stream[] = [];
    const at = (what: number, position: number, ordinal: number, c: number): number =>
      this.#message === null
        ? stream.at(what, position, ordinal, c)
        : this.#message.draw((perDraw[ordinal] ??= stream.child(`draw ${ordinal}`)));
    return {
      lo: stream.lo,
      hi: stream.hi,
      at,
      bits: (what, a, b, c) => Math.floor(at(what, a, b, c) * 4_294_967_296),
      child: (name) => this.#keyed(stream.child(name)),
    };
  }
}
