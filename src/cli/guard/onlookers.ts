import { createRequire } from 'node:module';
import type * as V8 from 'node:v8';

/** Loads a module of Node that only runs with users' code need. */
const load = createRequire(import.meta.url);
let v8: typeof V8 | null = null;

type Failed = (reason: unknown) => void;

/** Whose a promise is that was made while somebody only looked on. */
const owners = new WeakMap<object, Failed>();

let stopFollowing: (() => void) | null = null;

/** Promises that are made from now on are of the process that runs. */
export function endOnlooking(): void {
  stopFollowing?.();
  stopFollowing = null;
}

/**
 * Calls code that looks on while a process runs, or between steps. What it leaves to microtasks runs
 * inside somebody's step, and who that is has no part in it.
 */
export function onlooking<T>(action: () => T, failed: Failed): T {
  // One that was broken off ran no `finally`.
  endOnlooking();
  v8 ??= load('node:v8') as typeof V8;
  stopFollowing = v8.promiseHooks.onInit(
    (promise) => void owners.set(promise, failed),
  ) as () => void;
  try {
    return action();
  } finally {
    endOnlooking();
  }
}

/** Tells the one whose promise failed with nobody handling it; false when it is no onlooker's. */
export function tellOnlooker(promise: unknown, reason: unknown): boolean {
  const failed = owners.get(promise as object);
  failed?.(reason);
  return failed !== undefined;
}
