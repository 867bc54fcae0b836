/** A path with `/`, without `.` and resolvable `..`; an absolute one stays absolute, none is empty. */
export function normalPath(path: string): string {
  const absolute = path.startsWith('/');
  const kept: string[] = [];
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (part !== '..' || !absolute) kept.push(part);
  }
  return (absolute ? '/' : '') + kept.join('/') || '.';
}

/** The folder of a file; `.` for one without a folder. */
export function folderOf(file: string): string {
  const normal = normalPath(file);
  const cut = normal.lastIndexOf('/');
  if (cut < 0) return '.';
  return cut === 0 ? '/' : normal.slice(0, cut);
}

/** Where a path that is written in a file leads: relative to the folder of that file. */
export function locate(written: string, inFile: string): string {
  return written.startsWith('/')
    ? normalPath(written)
    : normalPath(`${folderOf(inFile)}/${written}`);
}

/** How a file writes a path: from its own folder, if that is above it. */
export function writtenIn(path: string, inFile: string): string {
  const folder = folderOf(inFile);
  const normal = normalPath(path);
  if (!isInside(normal, folder)) return normal;
  return `./${folder === '.' ? normal : normal.slice(folder.length + 1)}`;
}

/** Whether a file lies in a folder or below it. */
export function isInside(file: string, folder: string): boolean {
  const normal = normalPath(file);
  if (folder === '.') return !normal.startsWith('../') && !normal.startsWith('/');
  return normal.startsWith(`${normalPath(folder)}/`);
}

/** Whether a word in the place of a kind is the path of a user's own file. */
export function isOwnFile(word: string): boolean {
  return word.startsWith('./') || word.startsWith('../');
}
