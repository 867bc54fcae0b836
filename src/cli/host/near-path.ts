import { readdirSync, statSync } from 'node:fs';
import { closest } from '../../base/text/suggest.ts';

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** The names in a folder that a part of a path may have meant: before others come folders. */
function namesIn(folder: string, wantsFolder: boolean, showsHidden: boolean): readonly string[] {
  return readdirSync(folder === '' ? '.' : folder, { withFileTypes: true }).flatMap((entry) => {
    const isOne = !wantsFolder || entry.isDirectory() || isFolder(`${folder}${entry.name}`);
    return isOne && (showsHidden || !entry.name.startsWith('.')) ? [entry.name] : [];
  });
}

/**
 * The only name that a part of a path becomes with an ending: `box-office` may have meant
 * `box-office.ts`.
 */
function withEnding(part: string, names: readonly string[]): string | undefined {
  const [only, ...others] = names.filter((name) => name.startsWith(`${part}.`));
  return others.length === 0 ? only : undefined;
}

/**
 * The path that is there and looks like one that is not: each part that is missing becomes the
 * nearest name of its folder. With `/`, and as relative as the path was. Undefined if there is none.
 */
export function nearPath(path: string): string | undefined {
  const parts = path.replaceAll('\\', '/').replace(/\/+$/, '').split('/');
  let found = '';
  try {
    for (const [nth, part] of parts.entries()) {
      const isLast = nth === parts.length - 1;
      const folder = nth === 0 ? '' : `${found}/`;
      const here = `${folder}${part}`;
      const isThere = part === '' || (isLast ? exists(here) : isFolder(here));
      const names = isThere ? [] : namesIn(folder, !isLast, part.startsWith('.'));
      const name = isThere ? part : (closest(part, names) ?? withEnding(part, names));
      if (name === undefined) return undefined;
      found = `${folder}${name}`;
    }
  } catch {
    // A folder that may not be read.
    return undefined;
  }
  // No name at all is near to nothing.
  return found === '' ? undefined : found;
}

/** Says that a file is not there, and which one may have been meant. */
export function noSuchFile(path: string): string {
  const meant = nearPath(path);
  const hint = meant === undefined ? '' : `, did you mean "${meant}"?`;
  return `there is no file "${path}"${hint}`;
}
