import { createRequire } from 'node:module';
import { dirname, isAbsolute, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../about.ts';

/** A line of a file in a stack. Lines and columns from 1. */
export interface CallPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const frame = /\(?((?:file:\/\/\/?|\/|[A-Za-z]:[\\/]|node:)[^()]*?):([0-9]+):([0-9]+)\)?$/;

/** None when the package was installed without it: then nothing of the users' can be loaded either. */
function jitiFolders(): string[] {
  try {
    return [dirname(dirname(createRequire(import.meta.url).resolve('jiti')))];
  } catch {
    return [];
  }
}

/** Folders whose code is ours or loads users' code for us: what they call is never refused. */
let ownFolders: readonly string[] | null = null;

function isOurs(file: string): boolean {
  ownFolders ??= [
    `${packageRoot}${sep}dist${sep}`,
    `${packageRoot}${sep}src${sep}`,
    ...jitiFolders(),
  ];
  return ownFolders.some((folder) => file.startsWith(folder));
}

/** Whether a file is users' code or a package of theirs. */
export function isUsers(file: string): boolean {
  return isAbsolute(file) && !isOurs(file);
}

/** Whether a file is a package of users'. */
export function isPackage(file: string): boolean {
  return /[\\/]node_modules[\\/]/.test(file);
}

/** The places of a stack that have one, innermost first. */
function* placesOf(stack: string): Generator<CallPlace> {
  for (const text of stack.split('\n')) {
    const [, where, line, column] = frame.exec(text.trimEnd()) ?? [];
    if (where === undefined) continue;
    const file = where.startsWith('file:') ? fileURLToPath(where) : where;
    yield { file, line: Number(line), column: Number(column) };
  }
}

/** The stack of an error without its message, whose further lines may look like places. */
function stackOf(error: Error): string {
  const { stack, message }: { readonly stack?: unknown; readonly message: unknown } = error;
  if (typeof stack !== 'string') return '';
  const said = typeof message === 'string' ? stack.indexOf(message) : -1;
  const isHead = said >= 0 && !stack.slice(0, said).includes('\n');
  return isHead ? stack.slice(said + String(message).length) : stack;
}

/** The innermost place of an error that is in users' code or their packages; null when none is. */
export function callerOf(error: Error): CallPlace | null {
  for (const place of placesOf(stackOf(error))) {
    if (!place.file.startsWith('node:') && !isOurs(place.file)) return place;
  }
  return null;
}

/** The places above which `called` was called, innermost first. */
function placesAbove(called: (...args: never[]) => unknown, most: number): Iterable<CallPlace> {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = most;
  const trace = { stack: '' };
  Error.captureStackTrace(trace, called);
  Error.stackTraceLimit = limit;
  return placesOf(trace.stack);
}

/** Who called `called`: users' code at a place, or `own` code and Node's. */
export function immediateCaller(called: (...args: never[]) => unknown): CallPlace | 'own' | null {
  for (const place of placesAbove(called, 10)) {
    return place.file.startsWith('node:') || isOurs(place.file) ? 'own' : place;
  }
  return null;
}

/** Whether users' code or a package of theirs has called `called`, through whatever else. */
export function isBelowUsers(called: (...args: never[]) => unknown): boolean {
  for (const { file } of placesAbove(called, Infinity)) if (isUsers(file)) return true;
  return false;
}
