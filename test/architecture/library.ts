import { importsOf } from '../support/imports.ts';
import type { SourceFile } from '../support/source-tree.ts';

const indexPath = /^(src\/library\/[^/]+)\/index\.ts$/;

/** The files that an index registers: everything of its own folder that it imports as a value. */
export function registeredItems(index: SourceFile): string[] {
  const folder = indexPath.exec(index.path)?.[1] ?? index.path.replace(/\/[^/]+$/, '');
  return importsOf(index)
    .filter(({ typeOnly }) => !typeOnly)
    .flatMap(({ target }) => target ?? [])
    .filter((target) => target.startsWith(`${folder}/`) && !target.endsWith('/define.ts'));
}

/** The one pair that may meet: a check judges a history against a model. */
const isCheckOnModel = (from: string, to: string): boolean =>
  from.startsWith('src/library/checks/') && to.startsWith('src/library/models/');

/** Library items that another library file than their index imports. */
export function isolationComplaints(files: readonly SourceFile[]): string[] {
  const indexes = files.filter((file) => indexPath.test(file.path));
  const items = new Set(indexes.flatMap(registeredItems));
  const members = files.filter(
    (file) => file.path.startsWith('src/library/') && !indexPath.test(file.path),
  );
  return members.flatMap((file) =>
    importsOf(file)
      .flatMap(({ target }) => target ?? [])
      .filter((target) => items.has(target) && !isCheckOnModel(file.path, target))
      .map((target) => `${file.path} imports another item, ${target}`),
  );
}
