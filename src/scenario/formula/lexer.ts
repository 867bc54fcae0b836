import { isProblem, parseQuantity, type Problem } from '../../base/quantity/quantity.ts';
import { fromDecimal } from '../../base/quantity/ratio.ts';
import { nameEnd } from '../vocabulary/name.ts';
import { type Span, trouble } from '../diagnostics/text-problem.ts';
import { refuseLookAlike } from './look-alike.ts';
import { type Measure, numberMeasure, quantityMeasure } from './units.ts';

/** A token of the formula language. `symbol` holds the sign, `word` and `parameter` the name. */
export type Token =
  | { readonly kind: 'measure'; readonly span: Span; readonly measure: Measure }
  | { readonly kind: 'text'; readonly span: Span; readonly text: string }
  | { readonly kind: 'word'; readonly span: Span; readonly word: string }
  | { readonly kind: 'parameter'; readonly span: Span; readonly parameter: string }
  | { readonly kind: 'symbol'; readonly span: Span; readonly symbol: string }
  | { readonly kind: 'end'; readonly span: Span };

/** The signs of the language, longer ones first. */
const symbols = ['!=', '<=', '>=', '<', '>', '=', '+', '-', '*', '/', '(', ')', ','] as const;

const number = /^[0-9]+(?:\.[0-9]+)?$/;

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r';
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}

/** The end of a run of name characters, dots inside and, after a digit, percent signs. */
function chunkEnd(text: string, start: number): number {
  const percent = isDigit(text.charAt(start));
  let end = nameEnd(text, start);
  for (;;) {
    const next = text.charAt(end);
    const inside = (next === '.' && end > start) || (next === '%' && percent);
    if (!inside) return end;
    end = nameEnd(text, end + 1);
  }
}

/** The parts of `5s-3s` and `1-2`, where the blanks round a minus are missing. */
function gluedMinus(chunk: string): string | undefined {
  const minus = chunk.indexOf('-');
  if (minus < 1) return undefined;
  const [left, right] = [chunk.slice(0, minus), chunk.slice(minus + 1)];
  const values = [left, right].every(
    (part) => number.test(part) || !isProblem(parseQuantity(part)),
  );
  return values ? `${left} - ${right}` : undefined;
}

/** Says why a chunk that begins with a digit is no quantity, unless it can be a name. */
function refuseQuantity(chunk: string, span: Span, why: Problem): void {
  const glued = gluedMinus(chunk);
  if (glued !== undefined) trouble(span, 'a minus has blanks round it', glued);
  if (chunk.includes('..')) trouble(span, `"${chunk}" is a range, and formulas have none`);
  if (/^[0-9.]+[eE][+-]?[0-9]+$/.test(chunk)) {
    trouble(span, `"${chunk}": numbers are written out, without an exponent`);
  }
  const numeric = /^[0-9]+\.|%|^[0-9.]+$/.test(chunk);
  if (numeric || why.suggestion !== undefined) trouble(span, why.problem, why.suggestion ?? null);
}

/** Reads a formula's text into tokens; gives up with the place at what no formula can hold. */
export class FormulaLexer {
  readonly #text: string;
  #at = 0;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#at = start;
  }

  /** All tokens, the end last. */
  tokens(): Token[] {
    const tokens: Token[] = [];
    for (;;) {
      while (isBlank(this.#text.charAt(this.#at))) this.#at += 1;
      const token = this.#token();
      tokens.push(token);
      if (token.kind === 'end') return tokens;
    }
  }

  #span(start: number): Span {
    return { offset: start, length: this.#at - start };
  }

  #token(): Token {
    const start = this.#at;
    const first = this.#text.charAt(start);
    if (first === '') return { kind: 'end', span: { offset: start, length: 0 } };
    if (first === '"') return this.#quoted(start);
    if (first === '$') return this.#parameter(start);
    refuseLookAlike(this.#text, start);
    if (isDigit(first)) return this.#quantity(start);
    const symbol = symbols.find((sign) => this.#text.startsWith(sign, start));
    if (symbol !== undefined) {
      this.#at += symbol.length;
      return { kind: 'symbol', span: this.#span(start), symbol };
    }
    return this.#word(start);
  }

  #quoted(start: number): Token {
    let text = '';
    for (let at = start + 1; at < this.#text.length; at += 1) {
      const character = this.#text.charAt(at);
      if (character === '"') {
        this.#at = at + 1;
        return { kind: 'text', span: this.#span(start), text };
      }
      if (character === '\\') at += 1;
      text += this.#text.charAt(at);
    }
    const span = { offset: start, length: this.#text.length - start };
    return trouble(span, 'a text has no closing quotation mark', `${this.#text.slice(start)}"`);
  }

  #parameter(start: number): Token {
    const end = nameEnd(this.#text, start + 1);
    const parameter = this.#text.slice(start + 1, end);
    this.#at = end;
    if (parameter === '') {
      const inBraces = /^\$\{([^{}]*)\}/.exec(this.#text.slice(start));
      const span = { offset: start, length: inBraces?.[0].length ?? 1 };
      const suggestion = inBraces === null ? null : `$${inBraces[1] ?? ''}`;
      trouble(span, 'a "$" is followed by the name of a parameter', suggestion);
    }
    this.#refuseTrailingMinus(start, parameter);
    return { kind: 'parameter', span: this.#span(start), parameter };
  }

  #quantity(start: number): Token {
    const end = chunkEnd(this.#text, start);
    const perTime = /^\/[A-Za-z]+/.exec(this.#text.slice(end))?.[0] ?? '';
    const whole = this.#text.slice(start, end) + perTime;
    if (perTime !== '' && chunkEnd(this.#text, start + whole.length) === start + whole.length) {
      const found = parseQuantity(whole);
      if (!isProblem(found)) return this.#measure(start, whole, quantityMeasure(found));
    }
    const chunk = this.#text.slice(start, end);
    const exact = number.test(chunk) ? fromDecimal(chunk) : undefined;
    if (exact !== undefined) return this.#measure(start, chunk, numberMeasure(exact));
    const found = parseQuantity(chunk);
    if (!isProblem(found)) return this.#measure(start, chunk, quantityMeasure(found));
    refuseQuantity(chunk, { offset: start, length: chunk.length }, found);
    return this.#word(start);
  }

  #measure(start: number, chunk: string, measure: Measure): Token {
    this.#at = start + chunk.length;
    return { kind: 'measure', span: this.#span(start), measure };
  }

  #word(start: number): Token {
    const end = chunkEnd(this.#text, start);
    if (end === start) {
      const character = String.fromCodePoint(this.#text.codePointAt(start) ?? 0);
      trouble(
        { offset: start, length: character.length },
        `"${character}" has no meaning in a formula`,
      );
    }
    const word = this.#text.slice(start, end);
    this.#at = end;
    this.#refuseTrailingMinus(start, word);
    if (word.endsWith('.') || word.includes('..')) {
      trouble(this.#span(start), `"${word}" is not a name: a dot stands between two parts`);
    }
    return { kind: 'word', span: this.#span(start), word };
  }

  /** `a- b`: the minus would silently belong to the name. */
  #refuseTrailingMinus(start: number, name: string): void {
    if (!name.endsWith('-')) return;
    const written = this.#text.slice(start, this.#at);
    trouble(this.#span(start), 'a minus has blanks round it', written.replace(/-+$/, ' -'));
  }
}
