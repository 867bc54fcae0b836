import { lineAt } from '../support/source-tree.ts';
import type { SourceFile } from '../support/source-tree.ts';
import { rootNode, walk } from '../support/syntax.ts';

/** Lines: the most a file and a function may have. */
export const limits = { fileLines: 400, functionLines: 70 } as const;

const isFunction = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/;

/** Files that are too long, and functions that are. */
export function sizeComplaints(files: readonly SourceFile[]): string[] {
  const complaints: string[] = [];
  for (const file of files) {
    const lines = file.text.trimEnd().split('\n').length;
    if (lines > limits.fileLines) complaints.push(`${file.path} has ${lines} lines`);
    walk(rootNode(file), (node) => {
      if (!isFunction.test(node.type)) return;
      const first = lineAt(file, node.start);
      const length = lineAt(file, node.end) - first + 1;
      if (length <= limits.functionLines) return;
      complaints.push(`${file.path}:${first} a function of ${length} lines`);
    });
  }
  return complaints;
}
