import { url as debuggerUrl } from 'node:inspector';
import { Script } from 'node:vm';

/** Where the script below finds what it is to call. */
const slot = Symbol.for('fault-sim.action-under-a-time-limit');

type Slots = { [slot]?: () => void };

const script = new Script(`globalThis[Symbol.for('${slot.description}')]()`, {
  filename: 'fault-sim:time-limit',
});

/** How an action ended: by itself, because its time was over, or because of Ctrl+C. */
export type Ending = 'itself' | 'timeout' | 'interrupt';

/** How V8 says that it broke a script off, and why. */
const endings: ReadonlyMap<unknown, Ending> = new Map([
  ['ERR_SCRIPT_EXECUTION_TIMEOUT', 'timeout'],
  ['ERR_SCRIPT_EXECUTION_INTERRUPTED', 'interrupt'],
]);

/**
 * Calls an action and breaks it off after so much real time, even in the middle of an endless loop,
 * where no signal and no timer of this process is heard any more; with `hearsInterrupt` at Ctrl+C
 * too, of which nobody else is told then. What was broken off ran no `finally`. With a debugger
 * attached there is no limit.
 */
export function endingOf(limitMs: number, action: () => void, hearsInterrupt = false): Ending {
  if (debuggerUrl() !== undefined) {
    action();
    return 'itself';
  }
  const slots = globalThis as Slots;
  slots[slot] = action;
  try {
    script.runInThisContext({
      ...(limitMs === Infinity ? {} : { timeout: Math.max(1, Math.ceil(limitMs)) }),
      displayErrors: false,
      breakOnSigint: hearsInterrupt,
    });
    return 'itself';
  } catch (error) {
    const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
    const ending = endings.get(code);
    if (ending !== undefined) return ending;
    throw error;
  } finally {
    delete slots[slot];
  }
}

/** As `endingOf`, of an action that only time breaks off: whether it came to its end by itself. */
export function endsWithin(limitMs: number, action: () => void): boolean {
  return endingOf(limitMs, action) === 'itself';
}
