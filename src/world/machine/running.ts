/** What guards may know of a running program. */
interface RunningProcess {
  readonly machine: { readonly id: string };
  /** A line in its node's log. */
  log(line: string): void;
  /** Its own code failed, where nobody waited for it. */
  fail(error: unknown): void;
}

/**
 * The process whose step is open at this moment, if one is. Drains are synchronous, so there is at
 * most one; guards against the ambient world look here for whom to blame.
 */
export const running: {
  process: RunningProcess | null;
  /**
   * Microtasks run after every step, not only after those that are known to leave some: users' code
   * may have promises that nobody waits for.
   */
  drainsAlways: boolean;
  /**
   * Calls code of users' that only looks on: a promise that it leaves behind and that fails is told to
   * `failed`, and blamed on no process. Null: there is no code of users'.
   */
  onlooking: (<T>(action: () => T, failed: (reason: unknown) => void) => T) | null;
} = { process: null, drainsAlways: false, onlooking: null };
