const giga = 1_000_000_000;
const split = 32_768;

/**
 * A clock that runs at a constant rate between changes: local = true time x (1e9 + ppb) / 1e9, in
 * exact integers. The fraction of a nanosecond that a change of rate falls into is carried along,
 * so a clock never loses or gains by being bent often. Reading it changes nothing.
 */
export class Oscillator {
  /** Local reading at `#since`, whole nanoseconds. */
  #base: number;
  /** The rest, in billionths of a nanosecond, 0 to 1e9 - 1. */
  #rest = 0;
  #since = 0;
  /** Deviation in parts per billion; -1e9 stands still. */
  #ppb: number;

  constructor(base: number, ppb: number) {
    this.#base = base;
    this.#ppb = ppb;
  }

  /** Another one that reads the same now, and goes its own way from here on. */
  twin(): Oscillator {
    const other = new Oscillator(this.#base, this.#ppb);
    other.#rest = this.#rest;
    other.#since = this.#since;
    return other;
  }

  /** The deviation in force, parts per billion. */
  get ppb(): number {
    return this.#ppb;
  }

  /** The reading at an instant at or after the last change, whole nanoseconds. */
  read(atNs: number): number {
    const elapsed = atNs - this.#since;
    if (this.#ppb === 0) return this.#base + elapsed;
    return this.#base + elapsed + gained(elapsed, this.#ppb, this.#rest).whole;
  }

  /** Runs at another rate from an instant on. */
  setRate(atNs: number, ppb: number): void {
    const elapsed = atNs - this.#since;
    const gain = gained(elapsed, this.#ppb, this.#rest);
    this.#base += elapsed + gain.whole;
    this.#rest = gain.rest;
    this.#since = atNs;
    this.#ppb = ppb;
  }

  /** Moves the reading by whole nanoseconds. */
  step(byNs: number): void {
    this.#base += byNs;
  }

  /**
   * The first instant, at or after `fromNs`, at which the clock reads at least `local`: never early,
   * at most 1 ns late. Infinity when it stands still short of it.
   */
  instantOf(local: number, fromNs: number): number {
    if (this.read(fromNs) >= local) return fromNs;
    if (this.#ppb <= -giga) return Infinity;
    const missing = local - this.#base;
    const rate = giga + this.#ppb;
    const quotient =
      this.#ppb === 0 ? missing : Math.floor((missing / rate) * giga - this.#rest / rate);
    let at = Math.max(fromNs, this.#since + quotient);
    if (at > Number.MAX_SAFE_INTEGER) return Infinity;
    // The quotient is a double: it may be off by a few units in the last place of a long run.
    while (this.read(at) < local) at += 1;
    while (at > fromNs && this.read(at - 1) >= local) at -= 1;
    return at;
  }
}

const gain = { whole: 0, rest: 0 };

/**
 * floor((elapsed x ppb + rest) / 1e9) and the remainder, exactly: the product has up to 83 bits, so
 * it is taken in parts that each stay below 2^53.
 */
function gained(elapsed: number, ppb: number, rest: number): { whole: number; rest: number } {
  const high = Math.floor(elapsed / giga);
  const low = elapsed - high * giga;
  const lowHigh = Math.floor(low / split);
  const lowLow = low - lowHigh * split;
  const first = lowHigh * ppb;
  const firstHigh = Math.floor(first / giga);
  const firstLow = first - firstHigh * giga;
  const last = firstLow * split + lowLow * ppb + rest;
  const lastHigh = Math.floor(last / giga);
  gain.whole = high * ppb + firstHigh * split + lastHigh;
  gain.rest = last - lastHigh * giga;
  return gain;
}
