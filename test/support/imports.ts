import { posix } from 'node:path';
import { rootNode, walk, wordOf } from './syntax.ts';
import type { SyntaxNode } from './syntax.ts';
import type { SourceFile } from './source-tree.ts';

/** One import, re-export, dynamic import or type import of a file. */
export interface Import {
  /** As written: `../base/time.ts`, `yaml`. */
  readonly specifier: string;
  /** Whether only types come through. */
  readonly typeOnly: boolean;
  readonly position: number;
  /** The path inside the repository, for relative imports. */
  readonly target: string | undefined;
}

const importing = [
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
];

/** Whether every single name of an import or re-export is marked as a type. */
function onlyTypes(node: SyntaxNode): boolean {
  const kind = node['importKind'] ?? node['exportKind'];
  if (node.type === 'TSImportType' || kind === 'type') return true;
  const names = [node['specifiers'] ?? []].flat();
  const isType = (name: { importKind?: string; exportKind?: string }): boolean =>
    name.importKind === 'type' || name.exportKind === 'type';
  return names.length > 0 && names.every((name) => isType(name));
}

/** Whether a module is loaded whose name only the run tells: the top storey's business. */
function isComputed(file: SourceFile, node: SyntaxNode): boolean {
  const source = node['source'];
  const isWord = typeof source === 'object' && source !== null && 'value' in source;
  return node.type === 'ImportExpression' && !isWord && file.path.startsWith('src/cli/');
}

/** All imports of a file, types and dynamic ones included. */
export function importsOf(file: SourceFile): Import[] {
  const imports: Import[] = [];
  walk(rootNode(file), (node) => {
    const specifier = importing.includes(node.type) ? wordOf(node['source']) : undefined;
    if (specifier === undefined || isComputed(file, node)) return;
    const target = specifier.startsWith('.')
      ? posix.join(posix.dirname(file.path), specifier)
      : undefined;
    imports.push({ specifier, typeOnly: onlyTypes(node), position: node.start, target });
  });
  return imports;
}
