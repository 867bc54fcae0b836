import { isAbsolute, relative } from 'node:path';
import { valueText } from '../../base/schema/text.ts';
import { callerOf } from '../guard/caller.ts';
import type { CallPlace } from '../guard/caller.ts';

/** What V8 says otherwise in later versions of Node, and what all of them are made to say. */
const restated: readonly (readonly [words: RegExp, alike: string])[] = [
  [/^(SyntaxError: .* JSON at position [0-9]+) \(line [0-9]+ column [0-9]+\)$/, '$1'],
  [/^RangeError: Invalid language tag: .*$/, 'RangeError: Incorrect locale information provided'],
];

/**
 * A sentence for what a program threw: the same on every machine, so the place is relative to the
 * scenario's folder and what lies outside of it is named by file alone.
 */
export function describeError(error: unknown, folder: string): string {
  if (!isError(error)) return `threw ${typeof error === 'string' ? error : valueText(error)}`;
  const read = readable(error);
  if (read === null) return 'threw an error that cannot be read';
  const { said, place } = read;
  if (place === null) return said;
  const below = relative(folder, place.file).replaceAll('\\', '/');
  const isBelow = !below.startsWith('../') && !isAbsolute(below);
  const file = isBelow ? below : outsideName(place.file);
  return `${said} (${file}:${place.line})`;
}

/** Whether that is an error, be it of another realm: test runners have one for each test file. */
function isError(error: unknown): error is Error {
  return error instanceof Error || Object.prototype.toString.call(error) === '[object Error]';
}

/** What an error says, and where; null when even that throws. */
function readable(error: Error): { said: string; place: CallPlace | null } | null {
  try {
    const { message, name }: { readonly message: unknown; readonly name: unknown } = error;
    const [line = ''] = String(message).split('\n');
    const own = name === 'Error' ? line : `${String(name)}: ${line}`;
    const said = restated.reduce((text, [words, alike]) => text.replace(words, alike), own);
    return { said, place: callerOf(error) };
  } catch {
    return null;
  }
}

/** A file outside of the scenario's folder: from the package on, or by its own name. */
function outsideName(file: string): string {
  const parts = file.split(/[\\/]/);
  const packages = parts.lastIndexOf('node_modules');
  return parts.slice(packages < 0 ? -1 : packages + 1).join('/');
}
