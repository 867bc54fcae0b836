import { parseDuration } from '../../base/time.ts';
import type { HowLong } from '../../base/units.ts';

const known = new Map<string, number>();

/** Nanoseconds of a length of time as programs give it. Throws TypeError with the mistake. */
export function howLongNs(time: HowLong, what: string): number {
  if (typeof time === 'number') {
    if (time >= 0 && Number.isSafeInteger(time)) return time;
    throw new TypeError(`${what}: ${String(time)} is not a length of time in whole nanoseconds`);
  }
  const before = known.get(time);
  if (before !== undefined) return before;
  const read =
    typeof time === 'string' ? parseDuration(time) : { problem: 'a length of time is missing' };
  if ('problem' in read) throw new TypeError(`${what}: ${read.problem}`);
  known.set(time, read.ns);
  return read.ns;
}
