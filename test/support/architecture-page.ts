import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './source-tree.ts';

/** What one storey may import of another: a whole storey (`base/`) or one file, perhaps types only. */
export interface Permission {
  readonly path: string;
  readonly typesOnly: boolean;
}

/** The two tables of ARCHITECTURE.md, lowest storey first. */
export interface ArchitecturePage {
  /** Storey name to what it may import, itself aside. */
  readonly storeys: ReadonlyMap<string, readonly Permission[]>;
  /** Package to the places below src/ that may import it; `text*` is any path that starts so. */
  readonly homes: ReadonlyMap<string, readonly string[]>;
}

/** The rows of the Markdown table whose first heading is that word, cell by cell. */
function tableRows(page: string, heading: string): string[][] {
  const lines = page.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} |`));
  if (start < 0) throw new Error(`ARCHITECTURE.md has no table headed ${heading}`);
  const length = lines.slice(start).findIndex((line) => !line.startsWith('|'));
  return lines.slice(start + 2, start + length).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const quoted = /`([^`]+)`( \(types\))?/g;

/** The words in back quotes of a cell, each with its mark. */
function permissions(cell: string | undefined): Permission[] {
  return [...(cell ?? '').matchAll(quoted)].map(([, path, mark]) => ({
    path: path ?? '',
    typesOnly: mark !== undefined,
  }));
}

/** Reads the storey table and the package table from the text of the page. */
export function parseArchitecture(page: string): ArchitecturePage {
  const nameOf = (cell: string | undefined): string => (cell ?? '').replaceAll(/[`/]/g, '');
  const packageOf = (cell: string | undefined): string => (cell ?? '').replaceAll('`', '');
  return {
    storeys: new Map(
      tableRows(page, 'storey').map(([name, , allowed]) => [nameOf(name), permissions(allowed)]),
    ),
    homes: new Map(
      tableRows(page, 'package').map(([name, home]) => [
        packageOf(name),
        permissions(home).map((permission) => permission.path),
      ]),
    ),
  };
}

/** The page as it stands in the repository. */
export function readArchitecture(): ArchitecturePage {
  return parseArchitecture(readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8'));
}

/** The storey of a source path: the folder below src/; the public API belongs to cli. */
export function storeyOf(path: string): string {
  const [, folder = '', rest] = path.split('/');
  return rest === undefined ? 'cli' : folder;
}
