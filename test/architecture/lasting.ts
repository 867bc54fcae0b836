import { storeyOf } from '../support/architecture-page.ts';
import { lineAt } from '../support/source-tree.ts';
import type { SourceFile } from '../support/source-tree.ts';
import { children, isNode, rootNode, walk } from '../support/syntax.ts';
import type { SyntaxNode } from '../support/syntax.ts';

/** Where code stands that is run for every seed of a search. */
const played = /^(base|engine|world|history|library|run|search)$/;

const isFunction = (node: unknown): boolean =>
  isNode(node) && /^(Function|ArrowFunction)/.test(node.type);

/** `a.b = () => c`, written there and then. */
const isFunctionOnProperty = ({ type, left, right }: SyntaxNode): boolean =>
  type === 'AssignmentExpression' &&
  isNode(left) &&
  left.type === 'MemberExpression' &&
  isFunction(right);

/** `{ get a() { return b } }`. */
const hasAccessor = (node: SyntaxNode): boolean =>
  node.type === 'ObjectExpression' &&
  children(node).some(({ kind }) => kind === 'get' || kind === 'set');

const isClass = ({ type }: SyntaxNode): boolean =>
  type === 'ClassExpression' || type === 'ClassDeclaration';

const isGenerator = (node: SyntaxNode): boolean => isFunction(node) && node['generator'] === true;

/**
 * What V8 makes among its old objects at once, though it is made for one run: a function written onto
 * a property (taken for a method), the accessors of an object literal, a class or a generator inside
 * of a function.
 * Until the next full collection whatever they see lives with them: the whole run, copied over and over.
 */
export function lastingComplaints(files: readonly SourceFile[]): string[] {
  const complaints: string[] = [];
  for (const file of files.filter(({ path }) => played.test(storeyOf(path)))) {
    walk(rootNode(file), (node, inside) => {
      const complain = (what: string, instead: string): void => {
        const place = `${file.path}:${lineAt(file, node.start)}`;
        complaints.push(`${place} ${what} outlives its run, use ${instead}`);
      };
      if (isFunctionOnProperty(node))
        complain('a function on a property', 'a method that takes it');
      if (!inside.some(isFunction)) return;
      if (hasAccessor(node)) complain('an accessor of a literal', 'a class');
      if (isGenerator(node)) complain('a generator in a function', 'a method');
      if (isClass(node)) complain('a class in a function', 'one outside of it');
    });
  }
  return complaints;
}
