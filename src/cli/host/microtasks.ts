import { running } from '../../world/machine/running.ts';

/** Under this name users' transformed code says that it may leave work to microtasks of its own. */
export const microtasksKey = 'fault-sim.microtasks';

/** From now on every step is followed by a drain: code is in play that may await by itself. */
export function drainAlways(): void {
  running.drainsAlways = true;
}

/** Puts it where transformed code looks for it. */
export function installMicrotasks(): void {
  Reflect.set(globalThis, Symbol.for(microtasksKey), drainAlways);
}
