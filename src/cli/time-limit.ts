import { url as debuggerUrl } from 'node:inspector';
import { Script } from 'node:vm';

/** Where the script below finds what it is to call. */
const slot = Symbol.for('fault-sim.action-under-a-time-limit');

type Slots = { [slot]?: () => void };

const script = new Script(`globalThis[Symbol.for('${slot.description}')]()`, {
  filename: 'fault-sim:time-limit',
});

/** Whether V8 broke a script off because its time was over. */
function isTimeout(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}

/**
 * Calls an action and breaks it off after so much real time, even in the middle of an endless loop,
 * where no signal and no timer of this process is heard any more. Answers whether it came to its end
 * by itself. What was broken off ran no `finally`. With a debugger attached there is no limit.
 */
export function endsWithin(limitMs: number, action: () => void): boolean {
  if (debuggerUrl() !== undefined) {
    action();
    return true;
  }
  const slots = globalThis as Slots;
  slots[slot] = action;
  try {
    script.runInThisContext({ timeout: Math.max(1, Math.ceil(limitMs)), displayErrors: false });
    return true;
  } catch (error) {
    if (isTimeout(error)) return false;
    throw error;
  } finally {
    delete slots[slot];
  }
}
