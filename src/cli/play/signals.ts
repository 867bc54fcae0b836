import { writeSync } from 'node:fs';
import { codeOfStop, exitCode } from '../exit-code.ts';
import type { Signal } from '../exit-code.ts';
import { Interrupted } from '../failure.ts';

/** The way out while something is played. */
export interface WayOut {
  /** Does what Ctrl+C does, for terminals that send it as a key. */
  interrupt(): void;
  /** Gives signals back to whoever heard them before. */
  off(): void;
}

/** Who hears a signal: the last that asked for it. */
const listeners: ((signal: Signal) => void)[] = [];

/** Tells the last that asked for it; a listener of the process. */
export function hear(signal: Signal): void {
  listeners.at(-1)?.(signal);
}

function hearSignals(): void {
  process.on('SIGINT', hear);
  process.on('SIGTERM', hear);
}

/** Leaves at once with one sentence: nobody has begun anything that could be told. */
function leave(signal: Signal): void {
  try {
    writeSync(2, `${new Interrupted(signal, 'before there was anything to tell').message}\n`);
  } catch {
    // Nobody reads it.
  }
  process.exit(codeOfStop(signal));
}

/**
 * The terminal is gone, and who looked on with it: nothing is told, and nothing half-written stays. The
 * code is what a shell gives for a process that the signal ended.
 */
export function hangUp(): void {
  process.exit(exitCode.hungUp);
}

/** From now on SIGINT and SIGTERM end the process with a sentence, unless a command hears them. */
export function leaveOnSignals(): void {
  listeners.push(leave);
  hearSignals();
  process.on('SIGHUP', hangUp);
}

/**
 * Asks politely at the first SIGINT or SIGTERM, so that what was played is still reported; at the
 * second the process leaves at once.
 */
export function onSignals(stop: (signal: Signal) => void): WayOut {
  let isAsked = false;
  const ask = (signal: Signal): void => {
    // The one place that does not wait for the event loop: the user has said so twice.
    if (isAsked) process.exit(codeOfStop(signal));
    isAsked = true;
    stop(signal);
  };
  if (listeners.length === 0) hearSignals();
  listeners.push(ask);
  return {
    interrupt: () => ask('SIGINT'),
    off() {
      const place = listeners.lastIndexOf(ask);
      if (place >= 0) listeners.splice(place, 1);
      if (listeners.length > 0) return;
      process.off('SIGINT', hear);
      process.off('SIGTERM', hear);
    },
  };
}
