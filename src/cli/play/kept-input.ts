import { realpathSync } from 'node:fs';
import { UsageError } from '../../base/errors.ts';

/** The file itself, whatever leads to it; null for what is not there yet. */
function fileAt(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

/**
 * What is read may not be written too: its owner would have the answer, and lose the question. Null
 * and `-` are streams. Throws UsageError.
 */
export function keepInput(
  written: readonly (string | null)[],
  read: readonly (string | null)[],
): void {
  const inputs = new Set(read.map((path) => (path === null ? null : fileAt(path))));
  const lost = written.find((path) => path !== null && inputs.has(fileAt(path) ?? ''));
  if (lost === undefined || lost === null) return;
  throw new UsageError(`${lost} is what is read, and would be lost: name another file to write`);
}
