import type { Formula, FormulaValue } from '../../base/formula.ts';
import {
  caught,
  isTextProblem,
  type TextProblem,
  TextTrouble,
  trouble,
} from '../diagnostics/text-problem.ts';
import { holdsFor } from './arithmetic.ts';
import { shapeOf } from './check.ts';
import { constantLeaves, type Leaves, worthOfNode } from './evaluate.ts';
import { limitNumber, type NameType, valueOfWorth, worthOfRead } from './name-type.ts';
import { parameterValue, readType, refuseWord, type Scope } from './scope.ts';
import {
  allParts,
  type ComparisonSign,
  type FormulaNode,
  type FormulaTree,
  partsOf,
} from './tree.ts';
import { shapeName, type Typed, type Worth, worthOf } from './typed.ts';

type Read = (name: string) => FormulaValue;
/** A part that is true, false or (undefined) missing. */
type Condition = (read: Read) => boolean | undefined;

/** What a formula is for: a condition is true or false, a value may be anything. */
export type Purpose = 'condition' | 'value';

function readsIn(tree: FormulaTree, scope: Scope): readonly string[] {
  const found = new Set<string>();
  const parts = allParts(tree).filter((part) => part.kind === 'word');
  for (const part of parts.toSorted((a, b) => a.span.offset - b.span.offset)) {
    if (readType(part.word, scope) !== undefined) found.add(part.word);
  }
  return [...found];
}

/** The names that are compared with a constant share: `served >= 99%`. */
function sharesIn(tree: FormulaTree, scope: Scope): readonly string[] {
  const found = new Set<string>();
  for (const part of allParts(tree)) {
    if (part.kind !== 'comparison') continue;
    for (const [name, limit] of [
      [part.left, part.right],
      [part.right, part.left],
    ] as const) {
      if (name.kind !== 'word' || !isConstant(limit, scope)) continue;
      const worth = worthOfNode(limit, constantLeaves(scope));
      if (worth?.kind === 'measure' && worth.spelling === 'share') found.add(name.word);
    }
  }
  return [...found].filter((name) => readType(name, scope) !== undefined);
}

function isConstant(node: FormulaNode, scope: Scope): boolean {
  if (node.kind === 'word') return readType(node.word, scope) === undefined;
  return partsOf(node).every((part) => isConstant(part, scope));
}

function leavesOf(scope: Scope, read: Read): Leaves {
  return {
    parameter: (node) => worthOf(parameterValue(node.parameter, node.span, scope)),
    word: (word) => {
      const type = readType(word, scope);
      if (type === undefined) return { kind: 'text', text: word };
      const value = worthOfRead(read(word), type);
      const undeclared = value === undefined && scope.names === null;
      return undeclared ? { kind: 'text', text: word } : value;
    },
  };
}

/** A run is not stopped by a formula: what has no value in it is missing. */
function runWorth(node: FormulaNode, scope: Scope, read: Read): Worth | undefined {
  try {
    return worthOfNode(node, leavesOf(scope, read));
  } catch (error) {
    if (error instanceof TextTrouble) return undefined;
    throw error;
  }
}

function slowly(node: FormulaNode, scope: Scope): Condition {
  return (read) => {
    const worth = runWorth(node, scope, read);
    return worth?.kind === 'boolean' ? worth.value : undefined;
  };
}

function comparedNumber(name: string, sign: ComparisonSign, limit: number): Condition {
  const equality = sign === '=' || sign === '!=';
  return (read) => {
    const value = read(name);
    if (typeof value === 'number') {
      if (!Number.isFinite(value)) return undefined;
      return holdsFor(sign, value < limit ? -1 : value > limit ? 1 : 0);
    }
    if (value === undefined || value === null || !equality) return undefined;
    return sign === '!=';
  };
}

function comparedWord(name: string, equals: boolean, word: string | boolean): Condition {
  return (read) => {
    const value = read(name);
    return value === undefined || value === null ? undefined : (value === word) === equals;
  };
}

const mirrored: Readonly<Record<ComparisonSign, ComparisonSign>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** The common case, one name against one constant, without exact arithmetic at run time. */
function quickly(
  left: FormulaNode,
  sign: ComparisonSign,
  right: FormulaNode,
  scope: Scope,
): Condition | undefined {
  if (scope.names === null || left.kind !== 'word') return undefined;
  const type = readType(left.word, scope);
  if (type === undefined || !isConstant(right, scope)) return undefined;
  const constant = worthOfNode(right, constantLeaves(scope));
  if (sign === '=' || sign === '!=') {
    if (constant?.kind === 'text') return comparedWord(left.word, sign === '=', constant.text);
    if (constant?.kind === 'boolean') return comparedWord(left.word, sign === '=', constant.value);
  }
  const limit = constant?.kind === 'measure' ? limitNumber(constant, type) : undefined;
  return limit === undefined ? undefined : comparedNumber(left.word, sign, limit);
}

function conditionOf(node: FormulaNode, scope: Scope): Condition {
  switch (node.kind) {
    case 'and':
    case 'or': {
      const [left, right] = [conditionOf(node.left, scope), conditionOf(node.right, scope)];
      const decides = node.kind === 'or';
      return (read) => {
        const first = left(read);
        if (first === decides) return decides;
        const second = right(read);
        if (second === decides) return decides;
        return first === undefined || second === undefined ? undefined : !decides;
      };
    }
    case 'not': {
      const of = conditionOf(node.of, scope);
      return (read) => {
        const value = of(read);
        return value === undefined ? undefined : !value;
      };
    }
    case 'comparison':
      return (
        quickly(node.left, node.sign, node.right, scope) ??
        quickly(node.right, mirrored[node.sign], node.left, scope) ??
        slowly(node, scope)
      );
    default:
      return slowly(node, scope);
  }
}

/** Computes the parts without names once, so that a division by zero in them is found at load. */
function checkConstants(node: FormulaNode, scope: Scope): void {
  if (isConstant(node, scope)) {
    worthOfNode(node, constantLeaves(scope));
    return;
  }
  if (node.kind === 'arithmetic' && node.sign === '/' && isConstant(node.right, scope)) {
    const divisor = worthOfNode(node.right, constantLeaves(scope));
    if (divisor?.kind === 'measure' && divisor.ratio.numerator === 0n)
      trouble(node.span, 'a division by zero');
  }
  for (const part of partsOf(node)) checkConstants(part, scope);
}

/**
 * A formula that is judged while a run goes on (`that`, `where`) or per cell (`exclude`). `names`
 * are what it may read, with types; null when nobody declared them. At run time nothing throws: a
 * missing name, a wrong type or a division by zero gives undefined.
 */
export function compileFormula(
  tree: FormulaTree,
  parameters: ReadonlyMap<string, Typed>,
  names: ReadonlyMap<string, NameType> | null = null,
  purpose: Purpose = 'condition',
): Formula | TextProblem {
  const scope: Scope = { parameters, names };
  const { root } = tree;
  const checked = caught(() => {
    const shape = shapeOf(root, scope);
    const fits = shape.kind === 'boolean' || shape.kind === 'any';
    if (purpose === 'condition' && !fits) {
      const isName = root.kind === 'word' && readType(root.word, scope) !== undefined;
      if (root.kind === 'word' && !isName) refuseWord(root.word, root.span, scope);
      trouble(root.span, `a condition is true or false, and this is ${shapeName(shape)}`);
    }
    checkConstants(root, scope);
    const condition = shape.kind === 'boolean' || purpose === 'condition';
    return { condition, shares: sharesIn(tree, scope) };
  });
  if (isTextProblem(checked)) return checked;
  const condition = checked.condition ? conditionOf(root, scope) : undefined;
  return {
    text: tree.text,
    reads: readsIn(tree, scope),
    shares: checked.shares,
    evaluate: condition ?? ((read) => valueOfWorth(runWorth(root, scope, read))),
  };
}
