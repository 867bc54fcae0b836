import { exitCode } from '../exit-code.ts';

/** The way out while something is played. */
export interface WayOut {
  /** Does what Ctrl+C does, for terminals that send it as a key. */
  interrupt(): void;
  /** Gives signals back to Node. */
  off(): void;
}

/**
 * Asks politely at the first SIGINT or SIGTERM, so that what was played is still reported; at the
 * second the process leaves at once.
 */
export function onSignals(stop: (signal: 'SIGINT' | 'SIGTERM') => void): WayOut {
  let isAsked = false;
  const ask = (signal: 'SIGINT' | 'SIGTERM'): void => {
    // The one place that does not wait for the event loop: the user has said so twice.
    if (isAsked) process.exit(signal === 'SIGINT' ? exitCode.interrupted : exitCode.terminated);
    isAsked = true;
    stop(signal);
  };
  const interrupt = (): void => ask('SIGINT');
  const terminate = (): void => ask('SIGTERM');
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', terminate);
  return {
    interrupt,
    off() {
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', terminate);
    },
  };
}
