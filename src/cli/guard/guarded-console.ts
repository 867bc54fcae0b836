import { isBelowUsers } from './caller.ts';
import type { Watch } from './guarded.ts';

const methods = ['debug', 'dir', 'error', 'info', 'log', 'table', 'trace', 'warn'] as const;

/** A value as a line shows it: text as it is, data as JSON, the same on every Node. */
function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (typeof value !== 'object' || value === null) return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

/**
 * Sends what users' code prints while the guard is up to `say`, line by line. What Node says by itself, as
 * its warnings, is no program's: it names the process, and is said once in each.
 */
export function installConsole(watch: Watch, say: (line: string) => void): void {
  for (const method of methods) {
    const original = console[method].bind(console) as (...args: unknown[]) => void;
    console[method] = function print(...args: unknown[]): void {
      if (watch.isActive && isBelowUsers(print)) say(args.map(shown).join(' '));
      else original(...args);
    };
  }
}
