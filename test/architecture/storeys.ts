import type { ArchitecturePage } from '../support/architecture-page.ts';
import { storeyOf } from '../support/architecture-page.ts';
import { importsOf } from '../support/imports.ts';
import type { Import } from '../support/imports.ts';
import { lineAt } from '../support/source-tree.ts';
import type { SourceFile } from '../support/source-tree.ts';

/** Why an import of another place in src/ is not allowed; undefined when it is. */
function objection(page: ArchitecturePage, file: SourceFile, found: Import): string | undefined {
  const from = storeyOf(file.path);
  const allowed = page.storeys.get(from);
  if (allowed === undefined) return `${from}/ is no storey`;
  const { target } = found;
  if (target === undefined || target.includes('/generated/')) return undefined;
  if (!target.startsWith('src/')) return `imports ${target}, which is outside src/`;
  if (storeyOf(target) === from) return undefined;
  const place = target.slice('src/'.length);
  const permission = allowed.find(({ path }) =>
    path.endsWith('/') ? place.startsWith(path) : place === path,
  );
  if (permission === undefined) return `${from}/ may not import ${place}`;
  const asTypes = permission.typesOnly && !found.typeOnly;
  return asTypes ? `${from}/ may import ${place} with import type only` : undefined;
}

/** Imports that go where the storey table does not let them. */
export function storeyComplaints(page: ArchitecturePage, files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap((found) => {
      const reason = objection(page, file, found);
      return reason === undefined ? [] : [`${file.path}:${lineAt(file, found.position)} ${reason}`];
    }),
  );
}

/** Whether a package name is what a row of the package table means: `node:*` is a family. */
function isPackage(row: string, name: string): boolean {
  return row.endsWith('*') ? name.startsWith(row.slice(0, -1)) : row === name;
}

/** Imports of a package away from its home, or of one that has none. */
export function homeComplaints(page: ArchitecturePage, files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap(({ specifier, target, position }) => {
      if (target !== undefined) return [];
      const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
      const row = [...page.homes].find(([known]) => isPackage(known, name));
      const place = `${storeyOf(file.path)}${file.path.slice(`src/${storeyOf(file.path)}`.length)}`;
      const atHome = row?.[1].some((home) => place.startsWith(home.replace('*', '')));
      const where = row === undefined ? 'nowhere' : row[1].join(' and ');
      return atHome === true
        ? []
        : [`${file.path}:${lineAt(file, position)} ${name} lives in ${where}`];
    }),
  );
}
