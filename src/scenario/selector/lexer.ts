import { isNameCharacter } from '../vocabulary/name.ts';
import { type Span, trouble } from '../diagnostics/text-problem.ts';

/**
 * A token of selectors and sentences. A percentage (`12.5%`) and a glob (`db-*`) are words of their
 * own kind.
 */
export interface SelectorToken {
  readonly kind: 'word' | 'glob' | 'percent' | 'comma' | 'colon' | 'arrow' | 'end';
  readonly text: string;
  readonly span: Span;
}

const arrows = ['<->', '->'] as const;

const ASTERISK = 0x2a;

/** Arrows of other notations, longer ones first. */
const wrongArrows: readonly (readonly [written: string, meant: string | null])[] = [
  ['<-->', '<->'],
  ['<=>', '<->'],
  ['<>', '<->'],
  ['-->', '->'],
  ['=>', '->'],
  ['<-', null],
  ['\u2192', '->'],
  ['\u21d2', '->'],
  ['\u2194', '<->'],
  ['\u21d4', '<->'],
  ['\u2190', null],
];

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r';
}

/** Signs of other languages, and what selectors write. */
const lookAlikes: readonly (readonly [written: string, meant: string | null, why: string])[] = [
  ['$', null, 'a parameter stands alone ($name), not inside a text'],
  ['&', ',', 'several are joined by a comma'],
  ['|', ',', 'several are joined by a comma'],
  ['+', ',', 'several are joined by a comma'],
  [';', ',', 'several are joined by a comma'],
  ['\u060c', ',', 'several are joined by a comma'],
  ['!', 'except', 'what is left out follows the word "except"'],
  ['(', null, 'there are no brackets here'],
  [')', null, 'there are no brackets here'],
  ['[', null, 'there are no brackets inside a text'],
  [']', null, 'there are no brackets inside a text'],
  ['"', null, 'names stand without quotation marks'],
  ["'", null, 'names stand without quotation marks'],
  ['?', '*', 'only "*" stands for other characters'],
];

function refuseSign(text: string, offset: number): never {
  const found = lookAlikes.find(([written]) => text.startsWith(written, offset));
  if (found !== undefined) trouble({ offset, length: found[0].length }, found[2], found[1]);
  const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  return trouble({ offset, length: character.length }, `"${character}" has no meaning here`);
}

/** The end of a word; an arrow written against a name (`a->b`) is not part of it. */
function wordEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && !/^-+>/.test(text.slice(end, end + 3))) {
    const code = text.codePointAt(end) ?? 0;
    if (code !== ASTERISK && !isNameCharacter(code)) break;
    end += code > 0xffff ? 2 : 1;
  }
  return end;
}

function wordToken(text: string, start: number): SelectorToken {
  const percent = /^[0-9]+(?:\.[0-9]+)?%/.exec(text.slice(start))?.[0];
  if (percent !== undefined) {
    return { kind: 'percent', text: percent, span: { offset: start, length: percent.length } };
  }
  const end = wordEnd(text, start);
  if (end === start) refuseSign(text, start);
  const word = text.slice(start, end);
  if (text.charAt(end) === '.') {
    trouble({ offset: end, length: 1 }, `"${word}" is followed by a dot, and no name holds one`);
  }
  const span = { offset: start, length: end - start };
  return { kind: word.includes('*') ? 'glob' : 'word', text: word, span };
}

function tokenAt(text: string, start: number): SelectorToken {
  const first = text.charAt(start);
  const spanned = (length: number): Span => ({ offset: start, length });
  if (first === '') return { kind: 'end', text: '', span: spanned(0) };
  if (first === ',') return { kind: 'comma', text: ',', span: spanned(1) };
  if (first === ':') return { kind: 'colon', text: ':', span: spanned(1) };
  const arrow = arrows.find((sign) => text.startsWith(sign, start));
  if (arrow !== undefined) return { kind: 'arrow', text: arrow, span: spanned(arrow.length) };
  const wrong = wrongArrows.find(([sign]) => text.startsWith(sign, start));
  if (wrong !== undefined) {
    const why =
      wrong[1] === null
        ? 'an arrow points to the right: "a -> b"'
        : `an arrow is written "${wrong[1]}"`;
    trouble(spanned(wrong[0].length), why, wrong[1]);
  }
  return wordToken(text, start);
}

/** The tokens of a selector or a sentence, the end last; gives up at a sign that means nothing. */
export function selectorTokens(text: string): SelectorToken[] {
  const tokens: SelectorToken[] = [];
  let at = 0;
  for (;;) {
    while (isBlank(text.charAt(at))) at += 1;
    const token = tokenAt(text, at);
    tokens.push(token);
    if (token.kind === 'end') return tokens;
    at += token.span.length;
  }
}

/** Some tokens as a text of their own, which ends where another token begins. */
export function endedAt(tokens: readonly SelectorToken[], next: SelectorToken): SelectorToken[] {
  return [...tokens, { kind: 'end', text: '', span: { offset: next.span.offset, length: 0 } }];
}

/** Tokens in the one way of writing them: `2 of db, rack:r1 except db-3 -> rest`. */
export function spelled(tokens: readonly SelectorToken[]): string {
  let text = '';
  let tight = true;
  for (const token of tokens) {
    if (token.kind === 'end') break;
    const joins = token.kind === 'comma' || token.kind === 'colon';
    text += (tight || joins ? '' : ' ') + token.text;
    tight = token.kind === 'colon';
  }
  return text;
}
