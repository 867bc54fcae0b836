import { running } from '../../world/machine/running.ts';

/** Calls code that only looks on; `failed` hears of a promise of its own that fails later. */
export function looking<T>(action: () => T, failed: (reason: unknown) => void): T {
  return running.onlooking === null ? action() : running.onlooking(action, failed);
}
