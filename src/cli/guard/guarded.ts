import { immediateCaller } from './caller.ts';
import type { Ambient } from './ambient.ts';

/** A program touched the host: it says what, and what to use in its place. Where, its stack tells. */
class AmbientError extends Error {}

/** Whether the guard is up at this moment. */
export interface Watch {
  readonly isActive: boolean;
}

// oxlint-disable-next-line no-explicit-any -- any function or class can be put under guard
type Callable = (...args: any[]) => unknown;

/** Throws when users' code is the caller while the guard is up; ours and Node's may pass. */
function refuse({ name, instead }: Ambient, watch: Watch, called: Callable): void {
  if (!watch.isActive) return;
  if (immediateCaller(called) === 'own') return;
  throw new AmbientError(`${name} is outside of the simulation: use ${instead}`);
}

/** The same function or class, refused to users' code while the guard is up. */
export function guarded<T extends Callable>(original: T, ambient: Ambient, watch: Watch): T {
  const handler: ProxyHandler<T> = {
    apply: function apply(target, self: unknown, args: unknown[]): unknown {
      refuse(ambient, watch, apply as Callable);
      return Reflect.apply(target, self, args);
    },
    construct: function construct(target, args: unknown[], newTarget): object {
      refuse(ambient, watch, construct as Callable);
      return Reflect.construct(target, args, newTarget) as object;
    },
  };
  return new Proxy(original, handler);
}

/** `Date` without a clock and without a time zone: only `new Date(x)` of one value passes. */
export function guardedDate(ambient: Ambient, watch: Watch): DateConstructor {
  const handler: ProxyHandler<DateConstructor> = {
    apply: function apply(target, self: unknown, args: unknown[]): unknown {
      refuse(ambient, watch, apply as Callable);
      return Reflect.apply(target, self, args);
    },
    construct: function construct(target, args: unknown[], newTarget): object {
      if (args.length !== 1) refuse(ambient, watch, construct as Callable);
      return Reflect.construct(target, args, newTarget) as object;
    },
  };
  return new Proxy(Date, handler);
}
