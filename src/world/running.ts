/** What guards may know of a running program. */
interface RunningProcess {
  readonly machine: { readonly id: string };
  /** A line in its node's log. */
  log(line: string): void;
}

/**
 * The process whose step is open at this moment, if one is. Drains are synchronous, so there is at
 * most one; guards against the ambient world look here before they refuse anything.
 */
export const running: { process: RunningProcess | null } = { process: null };
