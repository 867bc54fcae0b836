import { isAbsolute, relative } from 'node:path';
import { callerOf } from '../guard/caller.ts';

/**
 * A sentence for what a program threw: the same on every machine, so the place is relative to the
 * scenario's folder and what lies outside of it is named by file alone.
 */
export function describeError(error: unknown, folder: string): string {
  if (!(error instanceof Error)) return `threw ${typeof error === 'string' ? error : typeof error}`;
  const [message = ''] = error.message.split('\n');
  const said = error.name === 'Error' ? message : `${error.name}: ${message}`;
  const place = callerOf(error);
  if (place === null) return said;
  const below = relative(folder, place.file).replaceAll('\\', '/');
  const isBelow = !below.startsWith('../') && !isAbsolute(below);
  const file = isBelow ? below : outsideName(place.file);
  return `${said} (${file}:${place.line})`;
}

/** A file outside of the scenario's folder: from the package on, or by its own name. */
function outsideName(file: string): string {
  const parts = file.split(/[\\/]/);
  const packages = parts.lastIndexOf('node_modules');
  return parts.slice(packages < 0 ? -1 : packages + 1).join('/');
}
