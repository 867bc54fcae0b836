import { Interrupted } from '../failure.ts';
import { endingOf } from '../time-limit.ts';
import { hangUp, hear } from './signals.ts';

/**
 * Does something long that never gives the event loop its turn, where no signal would be heard: it is
 * broken off at Ctrl+C and then throws Interrupted, and SIGTERM and SIGHUP end the process as the
 * system does it. What is done must leave nothing behind that has to be cleaned up.
 */
export function breakable<T>(before: string, action: () => T): T {
  let result: { readonly value: T } | null = null;
  const heard = (
    [
      ['SIGTERM', hear],
      ['SIGHUP', hangUp],
    ] as const
  ).filter(([signal, listener]) => process.listenerCount(signal, listener) > 0);
  for (const [signal, listener] of heard) process.off(signal, listener);
  try {
    endingOf(Infinity, () => (result = { value: action() }), true);
  } finally {
    for (const [signal, listener] of heard) process.on(signal, listener);
  }
  // Assigned in there, which the compiler does not see.
  const done = result as { readonly value: T } | null;
  if (done === null) throw new Interrupted('SIGINT', before);
  return done.value;
}
