import type { Span } from '../diagnostics/text-problem.ts';
import type { Measure } from './units.ts';

/** Arithmetic on two values. */
export type ArithmeticSign = '+' | '-' | '*' | '/';

/** All comparisons. */
export const comparisonSigns = ['=', '!=', '<', '<=', '>', '>='] as const;
export type ComparisonSign = (typeof comparisonSigns)[number];

/** How many values each function takes. */
export const functionArity = {
  min: { least: 2, most: Infinity },
  max: { least: 2, most: Infinity },
  abs: { least: 1, most: 1 },
  sqrt: { least: 1, most: 1 },
  length: { least: 1, most: 1 },
} as const;
export type FunctionName = keyof typeof functionArity;

/** A part of a formula, with its place in the text. */
export type FormulaNode =
  | { readonly kind: 'measure'; readonly span: Span; readonly measure: Measure }
  | { readonly kind: 'text'; readonly span: Span; readonly text: string }
  | { readonly kind: 'boolean'; readonly span: Span; readonly value: boolean }
  | { readonly kind: 'word'; readonly span: Span; readonly word: string }
  | { readonly kind: 'parameter'; readonly span: Span; readonly parameter: string }
  | { readonly kind: 'negative'; readonly span: Span; readonly of: FormulaNode }
  | { readonly kind: 'not'; readonly span: Span; readonly of: FormulaNode }
  | {
      readonly kind: 'arithmetic';
      readonly span: Span;
      readonly sign: ArithmeticSign;
      readonly left: FormulaNode;
      readonly right: FormulaNode;
    }
  | {
      readonly kind: 'comparison';
      readonly span: Span;
      readonly sign: ComparisonSign;
      readonly left: FormulaNode;
      readonly right: FormulaNode;
    }
  | {
      readonly kind: 'and' | 'or';
      readonly span: Span;
      readonly left: FormulaNode;
      readonly right: FormulaNode;
    }
  | {
      readonly kind: 'choice';
      readonly span: Span;
      readonly condition: FormulaNode;
      readonly yes: FormulaNode;
      readonly no: FormulaNode;
    }
  | {
      readonly kind: 'call';
      readonly span: Span;
      readonly name: FunctionName;
      readonly values: readonly FormulaNode[];
    };

/** A formula that was read: its text and its parts. */
export interface FormulaTree {
  readonly text: string;
  readonly root: FormulaNode;
}

/** The parts directly below a part, in order of appearance. */
export function partsOf(node: FormulaNode): readonly FormulaNode[] {
  switch (node.kind) {
    case 'negative':
    case 'not':
      return [node.of];
    case 'arithmetic':
    case 'comparison':
    case 'and':
    case 'or':
      return [node.left, node.right];
    case 'choice':
      return [node.yes, node.condition, node.no];
    case 'call':
      return node.values;
    default:
      return [];
  }
}

function collect(node: FormulaNode, into: FormulaNode[]): void {
  into.push(node);
  for (const part of partsOf(node)) collect(part, into);
}

/** Every part of a formula, parents first, otherwise in order of appearance. */
export function allParts(tree: FormulaTree): readonly FormulaNode[] {
  const parts: FormulaNode[] = [];
  collect(tree.root, parts);
  return parts;
}

/** The parameters that a formula names, each once, in order of appearance. */
export function parametersOf(tree: FormulaTree): readonly string[] {
  const found = new Set<string>();
  for (const part of allParts(tree)) if (part.kind === 'parameter') found.add(part.parameter);
  return [...found];
}

/** The bare words of a formula with their places: verdicts to be checked, for instance. */
export function wordsOf(
  tree: FormulaTree,
): readonly { readonly word: string; readonly span: Span }[] {
  return allParts(tree).flatMap((part) =>
    part.kind === 'word' ? [{ word: part.word, span: part.span }] : [],
  );
}
