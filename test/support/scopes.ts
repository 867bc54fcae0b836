import { children, isNode, walk, wordOf } from './syntax.ts';
import type { SyntaxNode } from './syntax.ts';

const functions = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];
const blocks = [
  ...functions,
  'Program',
  'BlockStatement',
  'StaticBlock',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'CatchClause',
  'SwitchStatement',
  'ClassExpression',
];

/** Names that a pattern binds: `{ a, b: [c] = d, ...e }` binds a, c and e. */
function boundBy(pattern: unknown): string[] {
  if (!isNode(pattern)) return [];
  switch (pattern.type) {
    case 'Identifier':
      return [wordOf(pattern) ?? ''];
    case 'AssignmentPattern':
      return boundBy(pattern['left']);
    case 'Property':
      return boundBy(pattern['value']);
    case 'TSParameterProperty':
      return boundBy(pattern['parameter']);
    case 'RestElement':
      return boundBy(pattern['argument']);
    default:
      return pattern.type.startsWith('TS') ? [] : children(pattern).flatMap(boundBy);
  }
}

/** Names that stand declared directly in a scope, its nested scopes aside. */
function declaredIn(scope: SyntaxNode): Set<string> {
  const names = new Set<string>();
  const add = (pattern: unknown): void => boundBy(pattern).forEach((name) => names.add(name));
  const look = (node: SyntaxNode): void => {
    if (node.type === 'VariableDeclarator') add(node['id']);
    if (/^Import(Default|Namespace)?Specifier$/.test(node.type)) add(node['local']);
    if (/^(Function|Class|TSModule|TSEnum)Declaration$/.test(node.type)) add(node['id']);
    if (!blocks.includes(node.type)) children(node).forEach(look);
  };
  if (functions.includes(scope.type)) {
    for (const parameter of [scope['params']].flat()) add(parameter);
    if (scope.type === 'FunctionExpression') add(scope['id']);
  }
  if (scope.type === 'CatchClause') add(scope['param']);
  if (scope.type === 'ClassExpression') add(scope['id']);
  children(scope).forEach(look);
  return names;
}

/** Where an identifier stands as a label, a member or a key, and so names nothing in scope. */
function isName(node: SyntaxNode, parent: SyntaxNode): boolean {
  if (parent['computed'] === true) return false;
  if (parent.type === 'MemberExpression') return parent['property'] === node;
  const keyed = ['Property', 'MethodDefinition', 'PropertyDefinition', 'AccessorProperty'];
  if (keyed.includes(parent.type)) return parent['key'] === node;
  return /^(Import|Export).*Specifier$|^(Labeled|Break|Continue)Statement$|^MetaProperty$/.test(
    parent.type,
  );
}

/** One use of a name that no scope of the file declares: a global of the host. */
export interface GlobalUse {
  readonly name: string;
  readonly position: number;
}

/** Every use of a global in a program, types aside: they are gone at run time. */
export function globalUses(program: SyntaxNode): GlobalUse[] {
  const declared = new Map<SyntaxNode, Set<string>>();
  const uses: GlobalUse[] = [];
  walk(program, (node, inside) => {
    if (blocks.includes(node.type)) declared.set(node, declaredIn(node));
    const parent = inside.at(-1);
    const name = node.type === 'Identifier' ? wordOf(node) : undefined;
    if (name === undefined || parent === undefined || isName(node, parent)) return;
    if (inside.some((above) => isTypeOnly(above))) return;
    if (inside.some((above) => declared.get(above)?.has(name))) return;
    uses.push({ name, position: node.start });
  });
  return uses;
}

/** Syntax that vanishes when types are stripped; a cast or a `satisfies` keeps its expression. */
function isTypeOnly(node: SyntaxNode): boolean {
  const kept = ['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'];
  return node.type.startsWith('TS') && !kept.includes(node.type);
}
