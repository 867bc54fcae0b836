declare const unit: unique symbol;

/** A length of time in whole nanoseconds; never a bare number, so `after(50)` does not compile. */
export type Duration = number & { readonly [unit]: 'duration' };
/**
 * A length of time as people write it, in one unit: `'150ms'`, `'1.5s'`. (Sums such as `1m30s` are
 * for files.)
 */
export type DurationText = `${number}${'ns' | 'us' | 'µs' | 'ms' | 's' | 'm' | 'h' | 'd'}`;
/** Anything that says how long. */
export type HowLong = Duration | DurationText;
/** A reading of the time-of-day clock: nanoseconds since the scenario's epoch. May jump and may lie. */
export type WallTime = number & { readonly [unit]: 'wall' };
/** A reading of the monotonic clock: nanoseconds since an arbitrary origin of this node alone. */
export type MonotonicTime = number & { readonly [unit]: 'monotonic' };
/** A reading of the boot-time clock: as monotonic, but it runs on while the machine is suspended. */
export type BootTime = number & { readonly [unit]: 'boot' };
/** The oracle's instant in nanoseconds. Programs never see one; checks, faults and reports do. */
export type TrueTime = number & { readonly [unit]: 'true' };
/** Events per second. */
export type Rate = number & { readonly [unit]: 'rate' };
/** The name of a node, as the scenario writes it. */
export type NodeId = string;
/** What may travel or be stored: plain JSON. */
export type Value =
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | { readonly [key: string]: Value };
/** An ideal signature made by `node.sign`: a plain value that only its maker can make. */
export type Signature = Value & { readonly [unit]: 'signature' };

function wholeNanoseconds(count: number, nsPerUnit: number, word: string): Duration {
  const length = Math.round(count * nsPerUnit);
  if (!(length >= 0 && length <= Number.MAX_SAFE_INTEGER)) {
    throw new TypeError(
      `${word}(${count}) is not a length of time: it must be a number from 0 to 104 days`,
    );
  }
  // The brand exists for the compiler only; this is the one place where a number earns it.
  return length as Duration;
}

/**
 * Whole nanoseconds from an expression: `ns(config.ttl / 3)`. Rounds; throws TypeError for NaN and
 * the negative.
 */
export function ns(count: number): Duration {
  return wholeNanoseconds(count, 1, 'ns');
}

/** Milliseconds as a duration. Rounds to whole ns; throws TypeError for NaN and the negative. */
export function ms(count: number): Duration {
  return wholeNanoseconds(count, 1_000_000, 'ms');
}

/** Seconds as a duration. Rounds to whole ns; throws TypeError for NaN and the negative. */
export function seconds(count: number): Duration {
  return wholeNanoseconds(count, 1_000_000_000, 'seconds');
}
