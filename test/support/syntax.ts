import { visitorKeys } from 'oxc-parser';

/** A node of the syntax tree with whatever children its type has. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** Whether a value is a node rather than a name, a list or a flag. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** The direct children of a node, in source order. */
export function children(node: SyntaxNode): SyntaxNode[] {
  const keys = visitorKeys[node.type] ?? [];
  return keys.flatMap((key) => node[key]).filter(isNode);
}

/** Visits a node and all below it, parents first; `inside` lists the ancestors, nearest last. */
export function walk(
  node: SyntaxNode,
  visit: (node: SyntaxNode, inside: readonly SyntaxNode[]) => void,
  inside: readonly SyntaxNode[] = [],
): void {
  visit(node, inside);
  const below = [...inside, node];
  for (const child of children(node)) walk(child, visit, below);
}

/** The program of a parsed file as a plain node. */
export function rootNode(file: { readonly program: object }): SyntaxNode {
  if (!isNode(file.program)) throw new Error('the parser gave no program');
  return file.program;
}

/** The text of an identifier, or of a string literal; undefined for anything else. */
export function wordOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Identifier' && typeof node['name'] === 'string') return node['name'];
  return node.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : undefined;
}
