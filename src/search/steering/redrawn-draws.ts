import { Draws, Stream } from '../../base/draw/draw.ts';

/** A stretch of a run in which something is drawn anew. */
export interface RedrawnWindow {
  /** Only what faults and the nemesis draw, or everything. */
  readonly scope: 'schedule' | 'all';
  /** True time, integer nanoseconds; of the end too, which does not belong to it; null: no end. */
  readonly fromNs: number;
  readonly untilNs: number | null;
  /** Which other draws: a whole number. */
  readonly salt: number;
}

/** Whether a subject's draws make the schedule of a run. */
function isOfSchedule(subject: string): boolean {
  return subject.startsWith('nemesis') || subject.startsWith('fault ');
}

/** A stream that is another one in some stretches of a run. */
class RedrawnStream extends Stream {
  /** By salt; made when they are needed. */
  readonly #others = new Map<number, Stream>();
  readonly #other: (salt: number) => Stream;
  readonly #saltNow: () => number | null;

  constructor(usual: Stream, other: (salt: number) => Stream, saltNow: () => number | null) {
    super(usual.lo, usual.hi);
    this.#other = other;
    this.#saltNow = saltNow;
  }

  override at(what: number, a: number, b: number, c: number): number {
    const salt = this.#saltNow();
    return salt === null ? super.at(what, a, b, c) : this.#salted(salt).at(what, a, b, c);
  }

  override child(name: string): Stream {
    const other = (salt: number): Stream => this.#salted(salt).child(name);
    return new RedrawnStream(super.child(name), other, this.#saltNow);
  }

  #salted(salt: number): Stream {
    const known = this.#others.get(salt);
    if (known !== undefined) return known;
    const stream = this.#other(salt);
    this.#others.set(salt, stream);
    return stream;
  }
}

/**
 * The draws of a seed, but for some stretches of the run, in which they are others. What is drawn
 * outside of them stays the same, for a draw is a function of its identity and of nothing before it.
 */
export class RedrawnDraws extends Draws {
  readonly #windows: readonly RedrawnWindow[];
  /** The instant of the run; before it begins, none. */
  #nowNs: () => number = () => -1;

  constructor(seed: string, windows: readonly RedrawnWindow[]) {
    super(seed);
    this.#windows = windows;
  }

  /** The run begins: who tells its instant. */
  begin(nowNs: () => number): void {
    this.#nowNs = nowNs;
  }

  override stream(subject: string): Stream {
    const ofSchedule = isOfSchedule(subject);
    const other = (salt: number): Stream => super.stream(`${subject} redrawn ${salt}`);
    return new RedrawnStream(super.stream(subject), other, () => this.#saltNow(ofSchedule));
  }

  /** Of several stretches the one that was added last. */
  #saltNow(ofSchedule: boolean): number | null {
    const nowNs = this.#nowNs();
    let salt: number | null = null;
    for (const window of this.#windows) {
      if (window.scope === 'schedule' && !ofSchedule) continue;
      if (nowNs < window.fromNs || nowNs >= (window.untilNs ?? Infinity)) continue;
      ({ salt } = window);
    }
    return salt;
  }
}
