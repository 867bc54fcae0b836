import { isProblem, parseQuantity } from '../../base/quantity/quantity.ts';
import { closest } from '../../base/text/suggest.ts';
import {
  caught,
  type Span,
  spanOver,
  type TextProblem,
  trouble,
} from '../diagnostics/text-problem.ts';
import { FormulaLexer, type Token } from './lexer.ts';
import {
  type ArithmeticSign,
  type ComparisonSign,
  comparisonSigns,
  type FormulaNode,
  type FormulaTree,
  functionArity,
  type FunctionName,
} from './tree.ts';

/** Longest formula, in UTF-16 units: a longer one is a mistake, or an attack on the parser. */
const LONGEST = 4000;
/** Deepest nesting of brackets and signs. */
const DEEPEST = 100;

const keywords = ['if', 'else', 'and', 'or', 'not', 'true', 'false'] as const;

const functionNames = Object.keys(functionArity);

function isFunctionName(word: string): word is FunctionName {
  return Object.hasOwn(functionArity, word);
}

function isComparisonSign(sign: string): sign is ComparisonSign {
  return comparisonSigns.some((known) => known === sign);
}

/** The name that a quoted text stands for; undefined where it is nothing but a text. */
export type QuotedNames = (text: string) => string | undefined;

class Parser {
  readonly #text: string;
  readonly #quoted: QuotedNames;
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(text: string, start: number, quoted: QuotedNames) {
    this.#text = text;
    this.#quoted = quoted;
    this.#tokens = new FormulaLexer(text, start).tokens();
  }

  /** The whole text as one formula. */
  formula(): FormulaTree {
    if (this.#peek().kind === 'end') trouble(this.#peek().span, 'a formula is empty');
    const root = this.#choice();
    if (this.#peek().kind !== 'end') this.#refuseRest();
    return { text: this.#text, root };
  }

  #peek(): Token {
    const token = this.#tokens[this.#next] ?? this.#tokens.at(-1);
    return token ?? { kind: 'end', span: { offset: this.#text.length, length: 0 } };
  }

  #take(): Token {
    const token = this.#peek();
    this.#next += 1;
    return token;
  }

  #written(span: Span): string {
    return this.#text.slice(span.offset, span.offset + span.length);
  }

  #takeWord(word: string): boolean {
    const token = this.#peek();
    if (token.kind !== 'word' || token.word !== word) return false;
    this.#next += 1;
    return true;
  }

  #symbol(): string | undefined {
    const token = this.#peek();
    return token.kind === 'symbol' ? token.symbol : undefined;
  }

  #deeper<T>(span: Span, work: () => T): T {
    this.#depth += 1;
    if (this.#depth > DEEPEST) trouble(span, `a formula is nested more than ${DEEPEST} deep`);
    const result = work();
    this.#depth -= 1;
    return result;
  }

  /** What stands after a complete formula, and what is probably missing there. */
  #refuseRest(): never {
    const [token, before] = [this.#peek(), this.#tokens[this.#next - 1]];
    const written = this.#written(token.span);
    if (token.kind === 'symbol' && token.symbol === ')') {
      trouble(token.span, 'a bracket is closed that was not opened');
    }
    if (before !== undefined && token.kind === 'word') {
      const joined = this.#written(before.span) + written;
      if (before.kind === 'measure' && !isProblem(parseQuantity(joined))) {
        const span = spanOver(before.span, token.span);
        trouble(span, 'a quantity is written without a blank', joined);
      }
      if (written === 'is') trouble(token.span, 'equality is written "="', '=');
      const meant = closest(written, keywords);
      if (meant !== undefined && meant !== written) {
        trouble(token.span, `"${written}" is not a word that joins two values`, meant);
      }
    }
    return trouble(token.span, `nothing joins "${written}" with what stands before it`);
  }

  #choice(): FormulaNode {
    const yes = this.#or();
    if (!this.#takeWord('if')) return yes;
    return this.#deeper(yes.span, () => {
      const condition = this.#or();
      if (!this.#takeWord('else')) {
        trouble(this.#peek().span, 'an "if" has no "else": a if condition else b');
      }
      const no = this.#choice();
      return { kind: 'choice', span: spanOver(yes.span, no.span), condition, yes, no };
    });
  }

  #or(): FormulaNode {
    let left = this.#and();
    while (this.#takeWord('or')) {
      const right = this.#and();
      left = { kind: 'or', span: spanOver(left.span, right.span), left, right };
    }
    return left;
  }

  #and(): FormulaNode {
    let left = this.#not();
    while (this.#takeWord('and')) {
      const right = this.#not();
      left = { kind: 'and', span: spanOver(left.span, right.span), left, right };
    }
    return left;
  }

  #not(): FormulaNode {
    const { span } = this.#peek();
    if (!this.#takeWord('not')) return this.#comparison();
    const of = this.#deeper(span, () => this.#not());
    return { kind: 'not', span: spanOver(span, of.span), of };
  }

  #comparison(): FormulaNode {
    const left = this.#sum();
    const sign = this.#symbol();
    if (sign === undefined || !isComparisonSign(sign)) return left;
    this.#take();
    const right = this.#sum();
    const again = this.#symbol();
    if (again !== undefined && isComparisonSign(again)) {
      trouble(this.#peek().span, 'comparisons are joined by "and": 1 < x and x < 3');
    }
    return { kind: 'comparison', span: spanOver(left.span, right.span), sign, left, right };
  }

  #arithmetic(signs: readonly ArithmeticSign[], operand: () => FormulaNode): FormulaNode {
    let left = operand();
    for (;;) {
      const written = this.#symbol();
      const sign = signs.find((known) => known === written);
      if (sign === undefined) return left;
      const { span } = this.#take();
      if (sign === '-') this.#demandBlanks(span);
      const right = operand();
      left = { kind: 'arithmetic', span: spanOver(left.span, right.span), sign, left, right };
    }
  }

  #sum(): FormulaNode {
    return this.#arithmetic(['+', '-'], () => this.#product());
  }

  #product(): FormulaNode {
    return this.#arithmetic(['*', '/'], () => this.#signed());
  }

  #demandBlanks(span: Span): void {
    const around = this.#text.charAt(span.offset - 1) + this.#text.charAt(span.offset + 1);
    if (/^\s\s$/.test(around)) return;
    const [before, after] = [this.#tokens[this.#next - 2], this.#peek()];
    // What is missing then is a value, which the operand tells.
    const opens = after.kind !== 'symbol' || after.symbol === '(' || after.symbol === '-';
    if (after.kind === 'end' || !opens) return;
    const whole = before === undefined ? span : spanOver(before.span, after.span);
    const suggestion = this.#written(whole).replace(/\s*-\s*/, ' - ');
    trouble(whole, 'a minus has blanks round it', suggestion);
  }

  #signed(): FormulaNode {
    const { span } = this.#peek();
    if (this.#symbol() !== '-') return this.#value();
    this.#take();
    const of = this.#deeper(span, () => this.#signed());
    return { kind: 'negative', span: spanOver(span, of.span), of };
  }

  #value(): FormulaNode {
    const token = this.#take();
    switch (token.kind) {
      case 'measure':
      case 'parameter':
        return token;
      case 'text': {
        const word = this.#quoted(token.text);
        return word === undefined ? token : { kind: 'word', span: token.span, word };
      }
      case 'word':
        return this.#named(token.word, token.span);
      case 'symbol':
        if (token.symbol === '(') return this.#bracketed(token.span);
        return trouble(token.span, `a value is missing before "${token.symbol}"`);
      case 'end':
        return trouble(token.span, 'a formula ends where a value is wanted');
    }
  }

  #bracketed(open: Span): FormulaNode {
    const inner = this.#deeper(open, () => this.#choice());
    const close = this.#peek().span;
    if (this.#symbol() !== ')') this.#unclosed(open);
    this.#take();
    return { ...inner, span: spanOver(open, close) };
  }

  #unclosed(open: Span): never {
    const token = this.#peek();
    if (token.kind === 'end') trouble(open, 'a bracket is not closed');
    if (token.kind === 'symbol') trouble(token.span, `")" is wanted here, not "${token.symbol}"`);
    return this.#refuseRest();
  }

  #named(word: string, span: Span): FormulaNode {
    if (word === 'true' || word === 'false')
      return { kind: 'boolean', span, value: word === 'true' };
    if (keywords.some((keyword) => keyword === word)) {
      trouble(span, `a value is missing before "${word}"`);
    }
    if (this.#symbol() !== '(') return { kind: 'word', span, word };
    if (isFunctionName(word)) return this.#call(word, span);
    const known = functionNames.join(', ');
    const message = `"${word}" is not a function; there are ${known}`;
    return trouble(span, message, closest(word, functionNames) ?? null);
  }

  #call(name: FunctionName, span: Span): FormulaNode {
    const open = this.#take().span;
    const values: FormulaNode[] = [];
    if (this.#symbol() !== ')') {
      do values.push(this.#deeper(open, () => this.#choice()));
      while (this.#takeComma());
    }
    const close = this.#peek().span;
    if (this.#symbol() !== ')') this.#unclosed(open);
    this.#take();
    const whole = spanOver(span, close);
    const { least, most } = functionArity[name];
    if (values.length < least || values.length > most) {
      const wanted = most === 1 ? 'one value' : 'two values or more';
      trouble(whole, `${name} takes ${wanted}, not ${values.length}`);
    }
    return { kind: 'call', span: whole, name, values };
  }

  #takeComma(): boolean {
    if (this.#symbol() !== ',') return false;
    this.#take();
    return true;
  }
}

/**
 * Reads a formula, with or without the `=` that introduces one in a file. Offsets in a problem
 * count from the start of the text as given. Units are checked later, when types are known.
 */
export function parseFormula(
  text: string,
  quoted: QuotedNames = () => undefined,
): { readonly ast: FormulaTree } | TextProblem {
  return caught(() => {
    if (text.length > LONGEST) {
      trouble({ offset: 0, length: text.length }, `a formula is longer than ${LONGEST} characters`);
    }
    const start = /^\s*=(?![=<>])/.exec(text)?.[0].length ?? 0;
    return { ast: new Parser(text, start, quoted).formula() };
  });
}
