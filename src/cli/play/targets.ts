import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { ScenarioError, UsageError } from '../../base/errors.ts';
import { compareText } from '../../base/order.ts';
import { decoded, mostBytes } from '../host/read-text.ts';

/** What to play: a file, or a text from standard input. */
export type Target = string | { readonly text: string; readonly path: string };

const isScenario = /\.ya?ml$/;

/** What a folder holds. Throws UsageError when it cannot be read. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new UsageError(`the folder ${folder} cannot be read: ${(error as Error).message}`);
  }
}

/** Every scenario below a folder, in code-unit order of the relative path, with `/`. */
function scenariosBelow(folder: string): string[] {
  const found: string[] = [];
  // A link may lead to a folder above itself.
  const above = new Set<string>();
  const visit = (below: string): void => {
    const place = realpathSync(join(folder, below));
    if (above.has(place)) return;
    above.add(place);
    for (const entry of entriesOf(join(folder, below))) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      const isFolder =
        entry.isDirectory() || (entry.isSymbolicLink() && isFolderAt(join(folder, path)));
      if (isFolder) {
        if (!entry.name.startsWith('.') && entry.name !== 'node_modules') visit(path);
      } else if (isScenario.test(entry.name) && !/^[._]/.test(entry.name)) found.push(path);
    }
    above.delete(place);
  };
  visit('');
  return found.sort(compareText);
}

function isFolderAt(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

async function textOf(stdin: NodeJS.ReadStream): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of stdin as AsyncIterable<Uint8Array | string>) {
    const bytes = Buffer.from(part);
    parts.push(bytes);
    length += bytes.length;
    // Some pipes have no end; what is too large is told by whoever reads the text.
    if (length > mostBytes) return Buffer.concat(parts).toString('utf8');
  }
  const read = decoded(Buffer.concat(parts));
  if ('text' in read) return read.text;
  throw new ScenarioError([
    {
      code: 'E_UNREADABLE',
      severity: 'error',
      message: `standard input cannot be read: ${read.why}`,
      place: null,
      path: null,
      suggestion: null,
      notes: [],
      excerpt: [],
    },
  ]);
}

/**
 * The scenarios that arguments name, in their order: files as they are (whether they exist or not),
 * folders with what is below them, `-` the text of standard input. A file named twice counts once.
 */
export async function targetsOf(
  args: readonly string[],
  stdin: NodeJS.ReadStream,
): Promise<readonly Target[]> {
  const targets = new Map<string, Target>();
  for (const arg of args) {
    if (arg === '-') {
      if (!targets.has('-')) targets.set('-', { text: await textOf(stdin), path: 'stdin.yaml' });
      continue;
    }
    const path = arg.replaceAll('\\', '/');
    const files = isFolderAt(path)
      ? scenariosBelow(path).map((below) => `${path.replace(/\/+$/, '')}/${below}`)
      : [path];
    for (const file of files) targets.set(file, file);
  }
  return [...targets.values()];
}
