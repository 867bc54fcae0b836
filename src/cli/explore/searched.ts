import { readFileSync } from 'node:fs';
import { canonicalJson } from '../../base/json/json.ts';
import { compareText } from '../../base/order.ts';
import type { Design } from '../../search/design.ts';
import type { Given } from '../command.ts';
import type { NodeHost } from '../host/host.ts';

const utf8 = new TextEncoder();

/** Of what a file says; line endings are the business of whoever checked it out. */
function contentHash(path: string, host: NodeHost): string {
  return host.hash(utf8.encode(readFileSync(path, 'utf8').replaceAll('\r\n', '\n')));
}

/**
 * Makes the hash of a design tell of all that it was searched with: beside the data of its file what
 * the flags made of it, and code of the user's own. Runs of another `--set` or of another version of a
 * program are no part of the same search. Where there is nothing beside the data, its hash stays.
 */
export async function searchedBy(
  given: Given,
  host: NodeHost,
): Promise<(design: Design) => Design> {
  const [set, checks] = [given.texts('set'), given.texts('check').toSorted(compareText)];
  const files = await host.ownFiles();
  if (set.length === 0 && checks.length === 0 && files.length === 0) return (design) => design;
  const code = files.map((path) => contentHash(path, host)).toSorted(compareText);
  return (design) => {
    const searched = canonicalJson({ data: design.hash, set, checks, code });
    return { ...design, hash: host.hash(utf8.encode(searched)) };
  };
}
