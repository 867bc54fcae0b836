import { listed, type Span, trouble } from '../diagnostics/text-problem.ts';
import { nameShape } from './name-type.ts';
import { parameterValue, readType, refuseWord, type Scope } from './scope.ts';
import { type FormulaNode, partsOf } from './tree.ts';
import { type Shape, shapeName, worthOf } from './typed.ts';
import {
  isPure,
  productUnit,
  quotientUnit,
  rootUnit,
  sameDimension,
  sumUnit,
  type Unit,
} from './units.ts';

const any: Shape = { kind: 'any' };
const boolean: Shape = { kind: 'boolean' };

type MeasureShape = Extract<Shape, { readonly kind: 'measure' }>;

function measured(unit: Unit): Shape {
  return { kind: 'measure', ...unit };
}

/** True when values of these two types may be added and compared by size. */
function fits(a: MeasureShape, b: MeasureShape): boolean {
  const opens = (a.open && isPure(a)) || (b.open && isPure(b));
  return opens || sameDimension(a, b);
}

type Part<K extends FormulaNode['kind']> = Extract<FormulaNode, { readonly kind: K }>;

/** Checks names and units of a formula before it runs. */
class Checker {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** The type of a part; gives up at the first mistake. */
  shape(node: FormulaNode): Shape {
    switch (node.kind) {
      case 'measure':
        return node.measure;
      case 'text':
      case 'boolean':
        return { kind: node.kind };
      case 'word':
        return this.#word(node.word);
      case 'parameter':
        return worthOf(parameterValue(node.parameter, node.span, this.#scope));
      case 'negative':
        return this.#number(node.of) ?? any;
      case 'not':
        this.#truth(node.of, 'not');
        return boolean;
      case 'arithmetic':
        return this.#arithmetic(node);
      case 'comparison':
        return this.#comparison(node);
      case 'and':
      case 'or':
        return this.#logic(node);
      case 'choice':
        return this.#choice(node);
      case 'call':
        return this.#call(node);
    }
  }

  #word(word: string): Shape {
    const type = readType(word, this.#scope);
    return type === undefined ? { kind: 'text' } : nameShape(type);
  }

  #refuseLoneWord(node: FormulaNode): void {
    if (node.kind !== 'word' || readType(node.word, this.#scope) !== undefined) return;
    refuseWord(node.word, node.span, this.#scope);
  }

  /** The unit of a part that must be a number or a quantity; undefined when only a run can tell. */
  #number(node: FormulaNode): MeasureShape | undefined {
    const shape = this.shape(node);
    if (shape.kind === 'any') return undefined;
    if (shape.kind === 'measure') return shape;
    this.#refuseLoneWord(node);
    return trouble(node.span, `a number or a quantity is wanted here, not ${shapeName(shape)}`);
  }

  #truth(node: FormulaNode, word: string): void {
    const shape = this.shape(node);
    if (shape.kind === 'any' || shape.kind === 'boolean') return;
    this.#refuseLoneWord(node);
    trouble(node.span, `"${word}" wants a condition, and this is ${shapeName(shape)}`);
  }

  #arithmetic(node: Part<'arithmetic'>): Shape {
    const [left, right] = [this.#number(node.left), this.#number(node.right)];
    if (left === undefined || right === undefined) return any;
    if (node.sign === '*') return measured(productUnit(left, right));
    if (node.sign === '/') return measured(quotientUnit(left, right));
    const word = node.sign === '+' ? 'added to' : 'subtracted from';
    const [what, from] = node.sign === '+' ? [right, left] : [right, left];
    if (!fits(left, right)) {
      trouble(node.span, `${shapeName(what)} cannot be ${word} ${shapeName(from)}`);
    }
    return measured(left.open && isPure(left) ? sumUnit(right, left) : sumUnit(left, right));
  }

  #comparison(node: Part<'comparison'>): Shape {
    const { left, right, sign } = node;
    if (sign !== '=' && sign !== '!=') {
      const [a, b] = [this.#number(left), this.#number(right)];
      if (a !== undefined && b !== undefined && !fits(a, b))
        this.#refuseComparison(node.span, a, b);
      return boolean;
    }
    const [a, b] = [this.shape(left), this.shape(right)];
    this.#refuseConstant(left, right);
    this.#refuseConstant(right, left);
    if (a.kind === 'any' || b.kind === 'any') return boolean;
    if (a.kind === 'data' && b.kind === 'data') this.#refuseComparison(node.span, a, b);
    if (a.kind === 'measure' && b.kind === 'measure') {
      if (!fits(a, b)) this.#refuseComparison(node.span, a, b);
      return boolean;
    }
    // A parameter may be a duration in one cell of a matrix and a word in another.
    const varies = left.kind === 'parameter' || right.kind === 'parameter';
    if (a.kind !== b.kind && !varies) this.#refuseComparison(node.span, a, b);
    return boolean;
  }

  #refuseComparison(span: Span, a: Shape, b: Shape): never {
    return trouble(span, `${shapeName(a)} cannot be compared with ${shapeName(b)}`);
  }

  /** A bare word compared with a constant was meant as a name: otherwise there is nothing to ask. */
  #refuseConstant(word: FormulaNode, other: FormulaNode): void {
    if (word.kind === 'word' && this.#isConstant(other)) this.#refuseLoneWord(word);
  }

  #isConstant(node: FormulaNode): boolean {
    if (node.kind === 'parameter') return false;
    if (node.kind === 'word') return readType(node.word, this.#scope) === undefined;
    return partsOf(node).every((part) => this.#isConstant(part));
  }

  #logic(node: Part<'and' | 'or'>): Shape {
    if (node.kind === 'or') {
      const shapes = [this.shape(node.left), this.shape(node.right)];
      const verdicts = shapes.every((shape) => shape.kind === 'text' || shape.kind === 'words');
      if (verdicts) return { kind: 'words' };
    }
    this.#truth(node.left, node.kind);
    this.#truth(node.right, node.kind);
    return boolean;
  }

  #choice(node: Part<'choice'>): Shape {
    this.#truth(node.condition, 'if');
    const [yes, no] = [this.shape(node.yes), this.shape(node.no)];
    if (yes.kind === 'any' || no.kind === 'any') return any;
    if (yes.kind === 'measure' && no.kind === 'measure') {
      if (fits(yes, no)) return measured(sumUnit(yes, no));
      const both = listed([shapeName(yes), shapeName(no)]);
      trouble(node.span, `the two sides of a choice have different units: ${both}`);
    }
    if (yes.kind === no.kind) return yes;
    const words = [yes, no].every((shape) => shape.kind === 'text' || shape.kind === 'words');
    return words ? { kind: 'words' } : any;
  }

  #call(node: Part<'call'>): Shape {
    const [first] = node.values;
    if (first === undefined) return any;
    if (node.name === 'length') return this.#length(first);
    const units = node.values.map((value) => this.#number(value));
    let unit = units[0];
    if (unit === undefined) return any;
    if (node.name === 'abs') return unit;
    if (node.name === 'sqrt') return this.#root(node.span, unit);
    for (const other of units.slice(1)) {
      if (other === undefined) return any;
      if (!fits(unit, other)) this.#refuseComparison(node.span, unit, other);
      unit = { kind: 'measure', ...sumUnit(unit, other) };
    }
    return unit;
  }

  #length(of: FormulaNode): Shape {
    const shape = this.shape(of);
    const counted = shape.kind === 'list' || shape.kind === 'text' || shape.kind === 'any';
    if (!counted) trouble(of.span, `length counts a list or a text, not ${shapeName(shape)}`);
    this.#refuseLoneWord(of);
    return { kind: 'measure', time: 0, data: 0, spelling: 'number', open: false };
  }

  #root(span: Span, of: MeasureShape): Shape {
    const unit = rootUnit(of);
    if (unit === undefined) trouble(span, `${shapeName(of)} has no square root with a unit`);
    return measured(unit);
  }
}

/** The type of a formula where words have these meanings; gives up at a wrong name or unit. */
export function shapeOf(node: FormulaNode, scope: Scope): Shape {
  return new Checker(scope).shape(node);
}
