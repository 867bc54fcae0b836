import { immediateCaller, isPackage } from './caller.ts';
import type { Ambient } from './ambient/ambient.ts';

/** A program touched the host: it says what, and what to use in its place. Where, its stack tells. */
class AmbientError extends Error {}

/** Whether the guard is up at this moment. */
export interface Watch {
  readonly isActive: boolean;
  /** A simulation is being played. */
  readonly isPlaying: boolean;
}

// oxlint-disable-next-line no-explicit-any -- any function or class can be put under guard
type Callable = (...args: any[]) => unknown;

/** As it was before any guard. */
const { parse } = Date;

/** Throws when users' code is the caller while the guard is up; ours and Node's may pass. */
function refuse(ambient: Ambient, watch: Watch, called: Callable): void {
  if (!watch.isActive || (ambient.mayLoad === true && !watch.isPlaying)) return;
  const caller = immediateCaller(called);
  if (caller === 'own') return;
  const { name, instead, packages = null } = ambient;
  const isSpared = packages === 'always' || (packages === 'loading' && !watch.isPlaying);
  if (isSpared && caller !== null && isPackage(caller.file)) return;
  throw new AmbientError(`${name} is outside of the simulation: use ${instead}`);
}

/** The same function or class, refused to users' code while the guard is up. */
export function guarded<T extends Callable>(
  original: T,
  ambient: Ambient,
  watch: Watch,
  isHarmless: (args: readonly unknown[]) => boolean = () => false,
): T {
  const handler: ProxyHandler<T> = {
    apply: function apply(target, self: unknown, args: unknown[]): unknown {
      if (!isHarmless(args)) refuse(ambient, watch, apply as Callable);
      return Reflect.apply(target, self, args);
    },
    construct: function construct(target, args: unknown[], newTarget): object {
      if (!isHarmless(args)) refuse(ambient, watch, construct as Callable);
      return Reflect.construct(target, args, newTarget) as object;
    },
  };
  return new Proxy(original, handler);
}

/** A property, refused to users' code while the guard is up. */
export function guardedProperty(
  { value, enumerable = true }: PropertyDescriptor,
  ambient: Ambient,
  watch: Watch,
): PropertyDescriptor {
  let current: unknown = value;
  const get = (): unknown => {
    refuse(ambient, watch, get);
    return current;
  };
  const set = (next: unknown): void => {
    current = next;
  };
  return { get, set, enumerable, configurable: true };
}

/** Whether a text names an instant only together with the time zone of the machine. */
export function isLocalTime(text: unknown): boolean {
  if (typeof text !== 'string' || Number.isNaN(parse(text))) return false;
  // A day alone is one in UTC, as the standard has it.
  if (/^([0-9]{4}|[+-][0-9]{6})(-[0-9]{2}(-[0-9]{2})?)?$/.test(text)) return false;
  return !/(Z|UTC?|GMT|[ECMP][SD]T|[+-][0-9]{2}:?[0-9]{2})\)?$/i.test(text.trim());
}

/** `Date` without a clock and without a time zone: only `new Date(x)` of one value passes. */
export function guardedDate(
  date: DateConstructor,
  { clock, zone }: { readonly clock: Ambient; readonly zone: Ambient },
  watch: Watch,
): DateConstructor {
  const handler: ProxyHandler<DateConstructor> = {
    apply: function apply(target, self: unknown, args: unknown[]): unknown {
      refuse(clock, watch, apply as Callable);
      return Reflect.apply(target, self, args);
    },
    construct: function construct(target, args: unknown[], newTarget): object {
      if (args.length === 0) refuse(clock, watch, construct as Callable);
      else if (args.length > 1 || isLocalTime(args[0])) refuse(zone, watch, construct as Callable);
      return Reflect.construct(target, args, newTarget) as object;
    },
  };
  return new Proxy(date, handler);
}
