import { caught, type TextProblem, trouble } from '../diagnostics/text-problem.ts';
import { computed, equal, extreme, negated, ordered, rooted } from './arithmetic.ts';
import { shapeOf } from './check.ts';
import { parameterValue, type Scope } from './scope.ts';
import type { FormulaNode, FormulaTree } from './tree.ts';
import { shapeName, type Typed, typedWorth, type Worth, worthOf } from './typed.ts';
import { type Measure, numberMeasure } from './units.ts';
import { ratio } from '../../base/quantity/ratio.ts';

/** Where the leaves of a formula get their values; undefined: missing in this run. */
export interface Leaves {
  parameter(node: Extract<FormulaNode, { readonly kind: 'parameter' }>): Worth | undefined;
  word(word: string): Worth | undefined;
}

type Part<K extends FormulaNode['kind']> = Extract<FormulaNode, { readonly kind: K }>;

/** Walks a formula once. What is missing makes missing what depends on it (`false and ?` is false). */
class Evaluation {
  readonly #leaves: Leaves;

  constructor(leaves: Leaves) {
    this.#leaves = leaves;
  }

  worth(node: FormulaNode): Worth | undefined {
    switch (node.kind) {
      case 'measure':
        return node.measure;
      case 'text':
      case 'boolean':
        return node;
      case 'word':
        return this.#leaves.word(node.word);
      case 'parameter':
        return this.#leaves.parameter(node);
      case 'negative': {
        const of = this.#measure(node.of);
        return of === undefined ? undefined : negated(of);
      }
      case 'not': {
        const of = this.#truth(node.of);
        return of === undefined ? undefined : { kind: 'boolean', value: !of };
      }
      case 'arithmetic': {
        const [left, right] = [this.#measure(node.left), this.#measure(node.right)];
        if (left === undefined || right === undefined) return undefined;
        return computed(node.sign, left, right, node.span);
      }
      case 'comparison':
        return this.#comparison(node);
      case 'and':
      case 'or':
        return this.#logic(node);
      case 'choice': {
        const condition = this.#truth(node.condition);
        return condition === undefined ? undefined : this.worth(condition ? node.yes : node.no);
      }
      case 'call':
        return this.#call(node);
    }
  }

  #measure(node: FormulaNode): Measure | undefined {
    const worth = this.worth(node);
    if (worth === undefined || worth.kind === 'measure') return worth;
    return trouble(node.span, `a number is wanted here, not ${shapeName(worth)}`);
  }

  #truth(node: FormulaNode): boolean | undefined {
    const worth = this.worth(node);
    if (worth === undefined) return undefined;
    if (worth.kind === 'boolean') return worth.value;
    return trouble(node.span, `a condition is wanted here, not ${shapeName(worth)}`);
  }

  #comparison(node: Part<'comparison'>): Worth | undefined {
    const { sign } = node;
    if (sign === '=' || sign === '!=') {
      const [left, right] = [this.worth(node.left), this.worth(node.right)];
      if (left === undefined || right === undefined) return undefined;
      return { kind: 'boolean', value: equal(left, right) === (sign === '=') };
    }
    const [left, right] = [this.#measure(node.left), this.#measure(node.right)];
    if (left === undefined || right === undefined) return undefined;
    return { kind: 'boolean', value: ordered(sign, left, right, node.span) };
  }

  #logic(node: Part<'and' | 'or'>): Worth | undefined {
    const left = this.worth(node.left);
    if (node.kind === 'or' && (left?.kind === 'text' || left?.kind === 'words')) {
      return this.#words(left, node.right);
    }
    const decides = node.kind === 'or';
    if (left !== undefined && left.kind !== 'boolean') {
      return trouble(node.left.span, `a condition is wanted here, not ${shapeName(left)}`);
    }
    if (left?.value === decides) return left;
    const right = this.#truth(node.right);
    if (right === decides) return { kind: 'boolean', value: decides };
    return left === undefined || right === undefined
      ? undefined
      : { kind: 'boolean', value: right };
  }

  #words(
    left: Extract<Worth, { readonly kind: 'text' | 'words' }>,
    node: FormulaNode,
  ): Worth | undefined {
    const right = this.worth(node);
    if (right === undefined) return undefined;
    if (right.kind !== 'text' && right.kind !== 'words') {
      return trouble(node.span, `a word is wanted after "or", not ${shapeName(right)}`);
    }
    const words = [left, right].flatMap((side) =>
      side.kind === 'text' ? [side.text] : side.words,
    );
    return { kind: 'words', words: [...new Set(words)] };
  }

  #call(node: Part<'call'>): Worth | undefined {
    const [first] = node.values;
    if (first === undefined) return undefined;
    if (node.name === 'length') return this.#length(first);
    const values: Measure[] = [];
    for (const value of node.values) {
      const measure = this.#measure(value);
      if (measure === undefined) return undefined;
      values.push(measure);
    }
    const [only] = values;
    if (only === undefined) return undefined;
    switch (node.name) {
      case 'abs':
        return only.ratio.numerator < 0n ? negated(only) : only;
      case 'sqrt':
        return rooted(only, node.span);
      case 'min':
      case 'max':
        return extreme(node.name, values, node.span);
    }
  }

  #length(of: FormulaNode): Worth | undefined {
    const worth = this.worth(of);
    if (worth === undefined) return undefined;
    if (worth.kind === 'list') return numberMeasure(ratio(BigInt(worth.count)));
    // Characters, not UTF-16 units: a text of one emoji has the length 1.
    if (worth.kind === 'text') return numberMeasure(ratio(BigInt([...worth.text].length)));
    return trouble(of.span, `length counts a list or a text, not ${shapeName(worth)}`);
  }
}

/** The value of a part; gives up where units differ or a division is by zero. */
export function worthOfNode(node: FormulaNode, leaves: Leaves): Worth | undefined {
  return new Evaluation(leaves).worth(node);
}

/** The leaves of a formula over parameters alone: each word is a text. */
export function constantLeaves(scope: Scope): Leaves {
  return {
    parameter: (node) => worthOf(parameterValue(node.parameter, node.span, scope)),
    word: (word) => ({ kind: 'text', text: word }),
  };
}

/**
 * The exact value of a formula over parameters, with its type. A problem names the wrong unit,
 * the unknown parameter, the division by zero, or a result that no quantity can hold.
 */
export function evaluateConstant(
  tree: FormulaTree,
  parameters: ReadonlyMap<string, Typed>,
): Typed | TextProblem {
  return caught(() => {
    const scope: Scope = { parameters, names: new Map() };
    shapeOf(tree.root, scope);
    const worth = worthOfNode(tree.root, constantLeaves(scope));
    if (worth === undefined) return trouble(tree.root.span, 'the formula has no value');
    const typed = typedWorth(worth);
    if (typed !== undefined) return typed;
    return trouble(tree.root.span, `the result is ${shapeName(worth)}, which no key takes`);
  });
}
