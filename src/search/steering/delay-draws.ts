import { Draws, purpose, Stream } from '../../base/draw/draw.ts';

/** What the delay of a message from one node to another is to be: from the shortest, 0, to the longest, 1. */
export type DelayChoice = (from: string, to: string, drawn: number) => number;

/** The shortest and the longest delay of a link, but for two thousandths that may be anything. */
export const shortest = 0.001;
export const longest = 0.999;

const subjectForm = /^link (.+) -> (.+)$/;

class DelayStream extends Stream {
  readonly #from: string;
  readonly #to: string;
  readonly #choice: DelayChoice;

  constructor({ lo, hi }: Stream, [from, to]: readonly [string, string], choice: DelayChoice) {
    super(lo, hi);
    this.#from = from;
    this.#to = to;
    this.#choice = choice;
  }

  override at(what: number, a: number, b: number, c: number): number {
    const drawn = super.at(what, a, b, c);
    return what === purpose.delay ? this.#choice(this.#from, this.#to, drawn) : drawn;
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
    const [, from, to] = subjectForm.exec(subject) ?? [];
    if (from === undefined || to === undefined) return stream;
    return new DelayStream(stream, [from, to], this.#choice);
  }
}
