import { Draws, purpose, Stream } from '../../base/draw.ts';

/** What the delay of a message is to be: uniform in [0, 1), from the shortest to the longest. */
export type DelayChoice = (receiver: string, drawn: number) => number;

/** The shortest and the longest delay of a link, but for two thousandths that may be anything. */
export const shortest = 0.001;
export const longest = 0.999;

/** The receiver of a link, by the subject of its draws: `link a -> b`. */
function receiverOf(subject: string): string | null {
  if (!subject.startsWith('link ')) return null;
  const arrow = subject.indexOf(' -> ');
  return arrow < 0 ? null : subject.slice(arrow + 4);
}

class DelayStream extends Stream {
  readonly #receiver: string;
  readonly #choice: DelayChoice;

  constructor({ lo, hi }: Stream, receiver: string, choice: DelayChoice) {
    super(lo, hi);
    this.#receiver = receiver;
    this.#choice = choice;
  }

  override at(what: number, a: number, b: number, c: number): number {
    const drawn = super.at(what, a, b, c);
    return what === purpose.delay ? this.#choice(this.#receiver, drawn) : drawn;
  }
}

/**
 * The draws of a seed, but for how long messages take: within the bounds of its link, which are the
 * scenario's, somebody else decides. Asked once for each message on a link whose latency varies.
 */
export class DelayDraws extends Draws {
  readonly #choice: DelayChoice;

  constructor(seed: string, choice: DelayChoice) {
    super(seed);
    this.#choice = choice;
  }

  override stream(subject: string): Stream {
    const stream = super.stream(subject);
    const receiver = receiverOf(subject);
    return receiver === null ? stream : new DelayStream(stream, receiver, this.#choice);
  }
}
