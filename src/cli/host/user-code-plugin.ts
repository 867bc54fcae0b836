import { isBuiltin } from 'node:module';
import { powerKey } from './power.ts';
import { refusalOfBuiltin } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** A node of babel's tree, as far as this plugin looks at it. */
interface Syntax {
  readonly type: string;
  readonly loc?: { readonly start: { readonly line: number; readonly column: number } } | null;
  readonly value?: unknown;
  readonly name?: string;
  readonly operator?: string;
  readonly computed?: boolean;
  readonly importKind?: string | null;
  readonly exportKind?: string | null;
  readonly source?: Syntax | null;
  readonly left?: Syntax;
  readonly right?: Syntax;
  readonly object?: Syntax;
  readonly property?: Syntax;
  readonly callee?: Syntax;
  readonly arguments?: readonly Syntax[];
}

/** Babel's path to a node. */
interface SyntaxPath {
  readonly node: Syntax;
  readonly scope: {
    generateUidIdentifier(name: string): Syntax;
    push(declaration: { readonly id: Syntax }): void;
    hasBinding(name: string): boolean;
  };
  replaceWith(node: Syntax): void;
  traverse(visitor: Readonly<Record<string, Visitor>>): void;
}

/** Babel's makers of nodes that are used here. */
interface Makers {
  identifier(name: string): Syntax;
  stringLiteral(value: string): Syntax;
  callExpression(callee: Syntax, args: readonly Syntax[]): Syntax;
  memberExpression(object: Syntax, property: Syntax, computed?: boolean): Syntax;
  assignmentExpression(operator: string, left: Syntax, right: Syntax): Syntax;
  sequenceExpression(expressions: readonly Syntax[]): Syntax;
  cloneNode(node: Syntax): Syntax;
}

type Visitor = (path: SyntaxPath) => void;

/** What babel is given: a function that makes the plugin. */
export type BabelPlugin = (babel: { readonly types: Makers }) => {
  readonly name: string;
  readonly visitor: Readonly<Record<string, Visitor>>;
};

const inPackages = /[\\/]node_modules[\\/]/;

/** `globalThis[Symbol.for('...')](base, exponent)`. */
function powerCall(types: Makers, base: Syntax, exponent: Syntax): Syntax {
  const symbol = types.callExpression(
    types.memberExpression(types.identifier('Symbol'), types.identifier('for')),
    [types.stringLiteral(powerKey)],
  );
  const power = types.memberExpression(types.identifier('globalThis'), symbol, true);
  return types.callExpression(power, [base, exponent]);
}

/** `o.f().x **= e`, with `o.f()` and a computed key evaluated once, as the language has it. */
function powerAssignment(types: Makers, path: SyntaxPath, left: Syntax, right: Syntax): Syntax {
  const { object, property, computed } = left;
  if (left.type !== 'MemberExpression' || object === undefined || property === undefined) {
    const value = powerCall(types, types.cloneNode(left), right);
    return types.assignmentExpression('=', left, value);
  }
  const owner = path.scope.generateUidIdentifier('owner');
  path.scope.push({ id: owner });
  const steps = [types.assignmentExpression('=', owner, object)];
  let key = property;
  if (computed) {
    key = path.scope.generateUidIdentifier('key');
    path.scope.push({ id: key });
    steps.push(types.assignmentExpression('=', key, property));
  }
  const member = (): Syntax =>
    types.memberExpression(types.cloneNode(owner), types.cloneNode(key), computed);
  const value = powerCall(types, member(), right);
  return types.sequenceExpression([...steps, types.assignmentExpression('=', member(), value)]);
}

/**
 * What is done to users' code before it runs: `**` is computed by our kernels, and an import of a
 * module of Node that reaches outside is refused. Packages may import what they like: there the
 * guard refuses the call. `refuse` is told the place in the file; it throws.
 */
export function userCodePlugin(file: string, refuse: (refusal: Refusal) => never): BabelPlugin {
  const judge = (source: Syntax | null | undefined): void => {
    if (source?.type !== 'StringLiteral' || inPackages.test(file)) return;
    const name = String(source.value);
    const problem = isBuiltin(name) ? refusalOfBuiltin(name) : null;
    if (problem === null) return;
    const { line, column } = source.loc?.start ?? { line: 1, column: 0 };
    refuse({ problem, file, line, column: column + 1 });
  };
  const judgeCall = ({ node, scope }: SyntaxPath): void => {
    const { callee } = node;
    const isRequire = callee?.name === 'require' && !scope.hasBinding('require');
    if (isRequire || callee?.type === 'Import') judge(node.arguments?.[0]);
  };
  return ({ types }) => ({
    name: 'fault-sim-user-code',
    visitor: {
      // Before the other plugins have rewritten what they take for modules.
      Program: (program) =>
        program.traverse({
          ImportDeclaration: ({ node }) => {
            if (node.importKind !== 'type') judge(node.source);
          },
          ExportNamedDeclaration: ({ node }) => {
            if (node.exportKind !== 'type') judge(node.source);
          },
          ExportAllDeclaration: ({ node }) => judge(node.source),
          ImportExpression: ({ node }) => judge(node.source),
          CallExpression: judgeCall,
        }),
      BinaryExpression: (path) => {
        const { operator, left, right } = path.node;
        if (operator === '**' && left && right) path.replaceWith(powerCall(types, left, right));
      },
      AssignmentExpression: (path) => {
        const { operator, left, right } = path.node;
        if (operator !== '**=' || !left || !right) return;
        path.replaceWith(powerAssignment(types, path, left, right));
      },
    },
  });
}
